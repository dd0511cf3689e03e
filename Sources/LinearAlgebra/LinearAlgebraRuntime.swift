internal import CBLAS
internal import Foundation

/// The linear algebra libraries this process really runs on, for `leadscore doctor` and bug reports.
///
/// Linux distributions let `libblas.so.3` and `liblapack.so.3` be switched between implementations, and the slow
/// reference one gives the same answers some twenty times later. So this asks the loaded code itself.
public struct LinearAlgebraRuntime: Sendable, Equatable {
    /// OpenBLAS's own words: version and build options.
    public let configuration: String
    /// The processor family OpenBLAS chose its kernels for. Other families may round sums differently.
    public let coreType: String
    /// The number of threads OpenBLAS uses: 1, set by this room.
    public let threadCount: Int
    /// The files that matrix products, the Cholesky factor and its C interface come from.
    public let libraries: [Library]

    /// Where one routine comes from.
    public struct Library: Sendable, Equatable {
        public let routine: String
        /// The file it was loaded from, or `nil` if the routine was not found.
        public let path: String?

        /// Whether the file's name says OpenBLAS; the reference BLAS and LAPACK do not.
        public var isOpenBLAS: Bool { path?.contains("openblas") ?? false }
    }

    /// Whether products and factorisations run on OpenBLAS, not on a slow reference implementation.
    public var isFast: Bool {
        libraries.filter { $0.routine != Self.interfaceRoutine }.allSatisfy(\.isOpenBLAS)
    }

    public static let current: LinearAlgebraRuntime = {
        useOneThread()
        // Not String(contentsOfFile:), which stops after the first page of a file that does not know its size.
        let table = FileHandle(forReadingAtPath: "/proc/self/maps")?.readDataToEndOfFile() ?? Data()
        let maps = String(decoding: table, as: UTF8.self)
        return LinearAlgebraRuntime(
            configuration: unsafe text(openblas_get_config()), coreType: unsafe text(openblas_get_corename()),
            threadCount: Int(openblas_get_num_threads()),
            libraries: ["cblas_dsyrk", "dpotrf_", interfaceRoutine].map { routine in
                // The process's first definition of a symbol, which every caller gets.
                let address = unsafe UInt(bitPattern: dlsym(nil, routine))
                return Library(routine: routine, path: path(ofAddress: address, inMaps: maps))
            })
    }()

    /// Lines for a person: what is loaded, and from where.
    public static var description: String {
        let runtime = current
        let heading = "\(runtime.configuration), kernels for \(runtime.coreType), threads: \(runtime.threadCount)"
        let lines = runtime.libraries.map { "\($0.routine) from \($0.path ?? "nowhere")" }
        let verdict = runtime.isFast ? [] : ["not all of it is OpenBLAS: expect it to be slow; install libopenblas-dev"]
        return ([heading] + lines + verdict).joined(separator: "\n")
    }

    /// Keeps OpenBLAS to the calling thread, from the first call on.
    static func useOneThread() { oneThread }

    private static let oneThread: Void = openblas_set_num_threads(1)
    private static let interfaceRoutine = "LAPACKE_dpotrf"

    private static func text(_ characters: UnsafePointer<CChar>?) -> String {
        guard let characters = unsafe characters else { return "unknown" }
        return unsafe String(cString: characters).trimmingCharacters(in: .whitespaces)
    }

    /// The file mapped at an address, according to lines such as `7f01-7f05 r-xp 0 08:01 12  /usr/lib/libblas.so`.
    ///
    /// Read from Linux's table of mappings because `dladdr` is hidden from Swift there.
    static func path(ofAddress address: UInt, inMaps maps: String) -> String? {
        for line in maps.split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
            let bounds = fields.first?.split(separator: "-").compactMap { UInt($0, radix: 16) } ?? []
            guard fields.count == 6, bounds.count == 2, bounds[0] <= address, address < bounds[1] else { continue }
            return fields[5].trimmingCharacters(in: .whitespaces)
        }
        return nil
    }
}
