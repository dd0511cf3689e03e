import Evaluation
import Testing

/// Every row is on exactly one side (or left out), and row numbers rise.
func expectPartition(_ split: Split, rows: Int) {
    #expect((split.train + split.test + split.excluded).sorted() == Array(0..<rows))
    #expect(split.train == split.train.sorted() && split.test == split.test.sorted())
    #expect(!split.train.isEmpty && !split.test.isEmpty)
}

/// Every row is tested exactly once, and nothing is left out.
func expectFolds(_ splits: [Split], rows: Int) {
    for split in splits {
        expectPartition(split, rows: rows)
        #expect(split.excluded.isEmpty)
    }
    #expect(splits.flatMap(\.test).sorted() == Array(0..<rows))
}
