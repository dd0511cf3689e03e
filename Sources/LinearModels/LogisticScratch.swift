/// The buffers in which one thread works through its blocks of rows.
struct LogisticScratch {
    let stride: Int
    /// D columns of `stride` numbers; the first is all ones.
    var dense: [Double]
    /// Row by row, D numbers each: h · x.
    var weighted: [Double]
    /// For each one-hot block, `stride` slots.
    var slots: [Int32]
    var logOdds: [Double]
    /// s (p − y)
    var residuals: [Double]
    /// s p (1 − p)
    var curvatures: [Double]
    /// Log-odds or residuals on their way from or to single precision.
    var single: [Float]

    /// - Parameter holdsDense: whether the dense columns are wanted.
    init(design: Design, rows: Int, holdsDense: Bool = true) {
        let columns = holdsDense ? design.dense.count + 1 : 0
        stride = max(1, rows)
        dense = [Double](repeating: 1, count: columns * stride)
        weighted = [Double](repeating: 0, count: design.blocks.isEmpty ? 0 : columns * stride)
        slots = [Int32](repeating: 0, count: design.blocks.count * stride)
        logOdds = [Double](repeating: 0, count: stride)
        residuals = logOdds
        curvatures = logOdds
        single = [Float](repeating: 0, count: stride)
    }
}
