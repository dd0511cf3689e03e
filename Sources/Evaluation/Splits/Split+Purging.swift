extension Split {
    /// The split without the training rows whose label looks into the time of the test part.
    ///
    /// A label that looks ahead (won within 90 days) is not known until that time has passed: when the first test row came
    /// in, nobody could have learned from a row of the day before. Row `i` is moved from ``train`` to ``excluded`` when
    /// `times[i] + lookahead` is later than the first time of ``test`` (purging: López de Prado, Advances in Financial
    /// Machine Learning, 2018, 7.4.1).
    ///
    /// - Parameters:
    ///   - times: one per row, finite.
    ///   - lookahead: in the unit of the times, 0 or more.
    /// - Complexity: O(rows log rows).
    public func purged(times: [Double], lookahead: Double) -> Split {
        precondition(lookahead >= 0, "labels look ahead")
        guard let start = test.lazy.map({ times[$0] }).min() else { return self }
        let isPurged = { (row: Int) in times[row] < start && times[row] + lookahead > start }
        let purged = train.filter(isPurged)
        guard !purged.isEmpty else { return self }
        return Split(train: train.filter { !isPurged($0) }, test: test, excluded: (excluded + purged).sorted())
    }
}
