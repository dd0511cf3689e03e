public import LearningCore
public import Tabular

/// Rows that are probably the same person: a cluster for each row, so that a split can keep them on one side.
///
/// Two rows are joined when they share an e-mail address, a telephone number, or a name at a company, however these are
/// written; clusters are the connected components (union-find). What more than ``maximumSharing`` rows share is nobody's
/// own (a switchboard, `test@test.de`) and joins none.
public struct DuplicateClusters: Sendable, Equatable {
    /// The cluster of each row, numbered in the order of their first rows.
    public let clusterOfRow: [Int32]
    /// The number of clusters; as many as rows if nobody occurs twice.
    public let count: Int
    /// How many addresses, numbers and names were shared by too many rows to be evidence.
    public let ignoredKeys: Int

    /// Rows beyond the first of their cluster.
    public var duplicateCount: Int { clusterOfRow.count - count }

    public static let maximumSharing = 25

    /// - Parameter columns: what to compare; ``DuplicateColumns/find(in:on:)`` finds them.
    /// - Complexity: O(rows), parallel over columns. Keys are compared by 64-bit hashes: among a million rows a false
    ///   pair is expected once in ten million tables.
    public init(of frame: DataFrame, by columns: DuplicateColumns, on pool: WorkerPool) {
        let kinds = columns.keys(in: frame)
        let keys = pool.map(kinds.count) { kinds[$0].hashes(rows: frame.rowCount) }
        var parents = Array(0..<Int32(frame.rowCount))
        var ignored = 0
        for hashes in keys { ignored += Self.join(hashes, &parents) }
        self.init(roots: parents.indices.map { Self.root(of: Int32($0), &parents) }, ignoredKeys: ignored)
    }

    /// - Parameter roots: for each row the same number as for the others of its cluster, below the number of rows.
    private init(roots: [Int32], ignoredKeys: Int) {
        var numbers = [Int32](repeating: -1, count: roots.count)
        var next: Int32 = 0
        clusterOfRow = roots.map { root in
            if numbers[Int(root)] < 0 {
                numbers[Int(root)] = next
                next += 1
            }
            return numbers[Int(root)]
        }
        count = Int(next)
        self.ignoredKeys = ignoredKeys
    }

    /// The clusters that remain when rows are joined for another reason too, such as the account they belong to.
    ///
    /// - Parameter numbers: one per row; rows of the same number are joined, however many, those without one are not.
    public func joined(by numbers: [Int?]) -> DuplicateClusters {
        precondition(numbers.count == clusterOfRow.count, "one number a row")
        var parents = Array(0..<Int32(count))
        var first: [Int: Int32] = [:]
        for (row, number) in numbers.enumerated() {
            guard let number else { continue }
            guard let other = first[number] else {
                first[number] = clusterOfRow[row]
                continue
            }
            let (a, b) = (Self.root(of: other, &parents), Self.root(of: clusterOfRow[row], &parents))
            parents[Int(max(a, b))] = min(a, b)
        }
        let roots = clusterOfRow.map { Self.root(of: $0, &parents) }
        return DuplicateClusters(roots: roots, ignoredKeys: ignoredKeys)
    }

    /// Joins the rows that share a key, 0 is none; returns how many keys too many rows shared.
    private static func join(_ hashes: [UInt64], _ parents: inout [Int32]) -> Int {
        var sharing: [UInt64: (first: Int32, count: Int)] = [:]
        for (row, hash) in hashes.enumerated() where hash != 0 {
            sharing[hash, default: (Int32(row), 0)].count += 1
        }
        for (row, hash) in hashes.enumerated() where hash != 0 {
            guard let (first, count) = sharing[hash], count <= maximumSharing, first != row else { continue }
            let (a, b) = (root(of: first, &parents), root(of: Int32(row), &parents))
            // The root is the first row, whatever the order of the joins.
            parents[Int(max(a, b))] = min(a, b)
        }
        return sharing.values.count { $0.count > maximumSharing }
    }

    /// The first row of a cluster, with paths halved on the way.
    private static func root(of row: Int32, _ parents: inout [Int32]) -> Int32 {
        var row = row
        while parents[Int(row)] != row {
            parents[Int(row)] = parents[Int(parents[Int(row)])]
            row = parents[Int(row)]
        }
        return row
    }
}
