import Testing

@testable import LinearAlgebra

@Suite struct LinearAlgebraRuntimeTests {
    @Test func theLoadedLibrariesAreNamed() {
        let runtime = LinearAlgebraRuntime.current
        #expect(runtime.configuration.contains("OpenBLAS"))
        #expect(!runtime.coreType.isEmpty)
        #expect(runtime.libraries.map(\.routine) == ["cblas_dsyrk", "dpotrf_", "LAPACKE_dpotrf"])
        #expect(runtime.libraries.allSatisfy { $0.path?.hasPrefix("/") ?? false })
        #expect(LinearAlgebraRuntime.description.contains("cblas_dsyrk from /"))
    }

    @Test func aReferenceLibraryIsNotFast() {
        #expect(runtime(blas: "/usr/lib/libopenblas.so.0", lapack: "/usr/lib/libopenblas.so.0").isFast)
        #expect(!runtime(blas: "/usr/lib/blas/libblas.so.3", lapack: "/usr/lib/libopenblas.so.0").isFast)
        #expect(!runtime(blas: "/usr/lib/libopenblas.so.0", lapack: "/usr/lib/lapack/liblapack.so.3").isFast)
        #expect(!runtime(blas: nil, lapack: nil).isFast)
    }

    @Test func theFileOfAnAddressIsFoundInTheMaps() {
        let maps = """
            7f00-7f10 r-xp 00000000 08:01 12   /usr/lib/a library.so
            7f10-7f20 rw-p 00000000 00:00 0
            not a mapping
            """
        #expect(LinearAlgebraRuntime.path(ofAddress: 0x7f0f, inMaps: maps) == "/usr/lib/a library.so")
        #expect(LinearAlgebraRuntime.path(ofAddress: 0x7f10, inMaps: maps) == nil)
        #expect(LinearAlgebraRuntime.path(ofAddress: 0x8000, inMaps: maps) == nil)
    }

    private func runtime(blas: String?, lapack: String?) -> LinearAlgebraRuntime {
        LinearAlgebraRuntime(
            configuration: "", coreType: "", threadCount: 1,
            libraries: [
                .init(routine: "cblas_dsyrk", path: blas), .init(routine: "dpotrf_", path: lapack),
                .init(routine: "LAPACKE_dpotrf", path: "/usr/lib/liblapacke.so.3"),
            ])
    }
}
