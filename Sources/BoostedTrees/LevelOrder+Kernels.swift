/// The levels present in a leaf, on their way to being ordered by G / (H + smoothing).
struct LevelOrder {
    /// The sums of each level that is common enough, and last, before sorting, of all rare ones together.
    private(set) var sums: [UInt64] = []
    private var ratios: [Double] = []
    /// The bin of each; −1 for the rare ones together.
    private var bins: [Int] = []
    private var rareBins: [Int] = []

    var count: Int { sums.count }

    @unsafe
    init(_ histogram: UnsafePointer<UInt64>, binCount: Int, rules: SplitRules) {
        var rare = UInt64(0)
        for bin in 0..<binCount {
            let word = unsafe histogram[bin]
            guard word != 0 else { continue }
            if rules.packing.count(word) >= rules.minLevelCount {
                append(word, bin, rules)
            } else {
                rare &+= word
                rareBins.append(bin)
            }
        }
        if !rareBins.isEmpty { append(rare, -1, rules) }
    }

    private mutating func append(_ word: UInt64, _ bin: Int, _ rules: SplitRules) {
        let gradient = Double(rules.packing.gradient(word))
        sums.append(word)
        ratios.append(gradient / (Double(rules.packing.hessian(word)) + rules.smoothing))
        bins.append(bin)
    }

    /// By ratio, ties by bin.
    mutating func sort() {
        let order = sums.indices.sorted { (ratios[$0], bins[$0]) < (ratios[$1], bins[$1]) }
        (sums, ratios, bins) = (order.map { sums[$0] }, order.map { ratios[$0] }, order.map { bins[$0] })
    }

    /// The bins that go left when the first `first` of the order do.
    /// - Parameter fallback: whether absent levels go left if the leaf has neither missing nor rare ones.
    func leftBins(first: Int, otherwise fallback: Bool, binCount: Int) -> (bins: BinSet, othersGoLeft: Bool) {
        var left = BinSet()
        var placed = BinSet()
        var othersGoLeft: Bool?
        for (position, bin) in bins.enumerated() {
            for member in bin < 0 ? rareBins : [bin] {
                placed.insert(member)
                if position < first { left.insert(member) }
            }
            if bin == 0 || (bin < 0 && othersGoLeft == nil) { othersGoLeft = position < first }
        }
        let others = othersGoLeft ?? fallback
        if others {
            for bin in 0..<binCount where !placed.contains(bin) { left.insert(bin) }
        }
        return (left, others)
    }
}
