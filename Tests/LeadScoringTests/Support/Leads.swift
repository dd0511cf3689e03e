import Foundation
import LearningCore
import Tabular

/// Tables of leads made for a test, and files of them.
struct Leads {
    static let pool = WorkerPool(threadCount: 2)

    var names: [String] = []
    var cells: [[String]] = []
    var labels: [Bool] = []

    /// - Parameter chance: the chance of being won of a row, from 0 to 1.
    init(count: Int, seed: UInt64, chance: (Int, inout SeededGenerator) -> Double) {
        var generator = SeededGenerator(seed: seed)
        labels = (0..<count).map { row in
            let chance = chance(row, &generator)
            return generator.nextUniform() < chance
        }
    }

    mutating func add(_ name: String, _ cell: (Int) -> String) {
        names.append(name)
        cells.append(labels.indices.map(cell))
    }

    /// With the outcome as the last column.
    var csv: String {
        var text = (names + ["outcome"]).joined(separator: ",") + "\n"
        for row in labels.indices {
            text += (cells.map { $0[row] } + [labels[row] ? "won" : "lost"]).joined(separator: ",") + "\n"
        }
        return text
    }

    /// The table as a reader gives it, without the outcome.
    func frame() throws -> DataFrame {
        let file = try ScratchFile(csv)
        let frame = try TableReader(path: file.path, pool: Self.pool).read(.inferAll).frame
        return DataFrame(frame.columns.filter { $0.name != "outcome" }, rowCount: frame.rowCount)
    }
}

/// A file that goes away with its last reference.
final class ScratchFile: Sendable {
    let path: String

    init(_ text: String, name: String = "leads.csv") throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("leadscore-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent(name).path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent()) }
}

/// The code of the diagnostic that something throws, with the diagnostic; `nil` if it throws none.
func diagnosed<Value>(_ body: () throws -> Value) -> (any Error)? {
    do {
        _ = try body()
        return nil
    } catch { return error }
}
