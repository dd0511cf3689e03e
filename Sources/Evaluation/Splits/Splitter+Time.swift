import LearningCore

extension Splitter {
    /// Holds out the newest rows.
    ///
    /// Rows of the same time stay on one side: the cut is between the two different times that come closest to
    /// `testFraction` (the later one if two are equally close). With `groups`, a group is on one side too: the test part
    /// stays the complete newest slice, and older rows of its groups are excluded from training (R-TIME-4, R-ACC-3).
    ///
    /// - Parameters:
    ///   - times: any finite numbers that rise with time; no missing ones.
    ///   - testFraction: above 0, below 1.
    ///   - groups: an account, contact or duplicate cluster per row, or `nil`.
    ///   - labels: when given, each part must have both outcomes.
    /// - Throws: ``EvaluationError``: an invalid time or fraction, a single time, no row left to train on, a part with
    ///   one outcome. Complexity: O(rows log rows).
    public static func timeOrdered(
        times: [Double], testFraction: Double, groups: [Int]? = nil, labels: [Bool]? = nil
    ) throws(EvaluationError) -> Split {
        try requireFraction(testFraction)
        let order = try TimeOrder(times, groups: groups, labels: labels)
        try order.requireTimes(2)
        let cut = order.boundary(near: (1 - testFraction) * Double(times.count), among: order.boundaries)
        return try order.split(train: 0..<cut, test: cut..<times.count).checked(labels: labels)
    }

    /// Learns from the past and tests on what came next, several times: rolling origin.
    ///
    /// The first `initialFraction` of the rows only trains; the rest is cut into `count` test parts of near-equal size,
    /// in order of time. Split i trains on everything before its test part. Times and groups are kept together as in
    /// ``timeOrdered(times:testFraction:groups:labels:)``. With `labels` a split one of whose parts lacks an outcome is
    /// left out: a log often begins with leads whose wins were not recorded yet. One split at least is given.
    ///
    /// - Parameters:
    ///   - count: the number of splits, at least 1.
    ///   - initialFraction: above 0, below 1; `nil` means 1 / (count + 1), which makes all blocks the same size.
    /// - Throws: as ``timeOrdered(times:testFraction:groups:labels:)``, and ``EvaluationError/tooFewDistinct(_:found:needed:)``
    ///   with fewer than `count + 1` different times.
    public static func rollingOrigin(
        times: [Double], count: Int, initialFraction: Double? = nil, groups: [Int]? = nil, labels: [Bool]? = nil
    ) throws(EvaluationError) -> [Split] {
        try requireFolds(count, minimum: 1)
        let initial = initialFraction ?? 1 / Double(count + 1)
        try requireFraction(initial)
        let order = try TimeOrder(times, groups: groups, labels: labels)
        try order.requireTimes(count + 1)
        let rows = Double(times.count)
        var cuts: [Int] = []
        for part in 0..<count {
            let wanted = rows * (initial + (1 - initial) * Double(part) / Double(count))
            // Leave a boundary for each cut still to come.
            let first = cuts.isEmpty ? 0 : order.boundaries.partitioningIndex { $0 > cuts[cuts.count - 1] }
            let last = order.boundaries.count - (count - part)
            cuts.append(order.boundary(near: wanted, among: order.boundaries[first...last]))
        }
        cuts.append(times.count)
        var splits: [Split] = []
        var fault: EvaluationError?
        for part in 0..<count {
            let split = order.split(train: 0..<cuts[part], test: cuts[part]..<cuts[part + 1])
            do throws(EvaluationError) { splits.append(try split.checked(labels: labels)) } catch {
                fault = fault ?? error
            }
        }
        if splits.isEmpty, let fault { throw fault }
        return splits
    }
}
