extension Splitter {
    /// Holds out whole groups, so that the test part is near `testFraction` of the won and of the lost rows.
    ///
    /// Groups go to the two sides one by one, the largest first, equal ones in random order, each to where it keeps both
    /// outcomes closest to their share (see ``GroupDealer``).
    ///
    /// - Parameters:
    ///   - groups: an account, contact or duplicate cluster per row.
    ///   - labels: `true` is won.
    ///   - testFraction: above 0, below 1.
    ///   - seed: of the random order.
    /// - Throws: ``EvaluationError/tooFewDistinct(_:found:needed:)`` with a single group,
    ///   ``EvaluationError/oneClass(_:won:)`` or ``EvaluationError/emptyPart(_:)`` when the groups do not allow better.
    public static func grouped<Group: Hashable>(
        groups: [Group], labels: [Bool], testFraction: Double, seed: UInt64
    ) throws(EvaluationError) -> Split {
        try requireFraction(testFraction)
        try requireSameCount("groups", groups.count, rows: labels.count)
        let side = try GroupDealer(groups: groups, labels: labels).dealt(
            shares: [1 - testFraction, testFraction], seed: seed)
        return try Split(
            train: side.indices.filter { side[$0] == 0 }, test: side.indices.filter { side[$0] == 1 }
        ).checked(labels: labels)
    }

    /// Cuts the rows into `count` folds without tearing a group, stratified as well as the groups allow; each fold is the
    /// test part of one split.
    ///
    /// - Throws: as ``grouped(groups:labels:testFraction:seed:)``, and ``EvaluationError/invalidFoldCount(_:minimum:)``
    ///   below 2.
    public static func folds<Group: Hashable>(
        groups: [Group], labels: [Bool], count: Int, seed: UInt64
    ) throws(EvaluationError) -> [Split] {
        try requireFolds(count, minimum: 2)
        try requireSameCount("groups", groups.count, rows: labels.count)
        let dealer = GroupDealer(groups: groups, labels: labels)
        try dealer.requireGroups(count)
        let fold = try dealer.dealt(shares: [Double](repeating: 1 / Double(count), count: count), seed: seed)
        var checked: [Split] = []
        for split in splits(fold: fold, count: count) { checked.append(try split.checked(labels: labels)) }
        return checked
    }
}
