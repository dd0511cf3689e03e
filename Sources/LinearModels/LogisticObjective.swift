import Foundation
import LearningCore
import LinearAlgebra

/// The penalised negative log-likelihood of a logistic regression.
///
///     F(b, β) = Σᵢ sᵢ ℓᵢ + (λ / 2) ‖β‖²         ℓᵢ = ln(1 + e^zᵢ) − yᵢ zᵢ,    zᵢ = b + xᵢᵀ β,    pᵢ = 1 / (1 + e^−zᵢ)
///     ∇F      = Σᵢ sᵢ (pᵢ − yᵢ) (1, xᵢ) + λ (0, β)
///     ∇²F     = Σᵢ sᵢ pᵢ (1 − pᵢ) (1, xᵢ)(1, xᵢ)ᵀ + λ diag(0, 1, …, 1)
///
/// with s the weights. It is a sum, not a mean, and the intercept is not penalised.
///
/// Rows are cut into blocks that fit a cache, blocks into at most 64 chunks; a chunk is summed by one thread in row
/// order, chunks are added in order. Neither cut depends on the number of threads, so neither does the result.
struct LogisticObjective: SmoothObjective {
    let design: Design
    let labels: [Bool]
    let weights: [Double]?
    let l2Regularization: Double
    /// Σ s over the rows looked at.
    let scale: Double
    private let chunks: [[Range<Int>]]
    private let blockSize: Int
    /// Instead of the dense columns, where gradients need not be exact.
    private var tiles: SinglePrecisionTiles?

    /// - Parameter step: looks at every `step`-th block of rows only, for a first guess from a part of the data.
    init(design: Design, labels: [Bool], weights: [Double]?, l2Regularization: Double, everyBlock step: Int = 1) {
        precondition(labels.count == design.rowCount && step >= 1)
        precondition(weights == nil || weights?.count == design.rowCount)
        self.design = design
        self.labels = labels
        self.weights = weights
        self.l2Regularization = l2Regularization
        blockSize = Self.blockSize(denseCount: design.dense.count)
        let all = WorkerPool.blocks(of: design.rowCount, size: blockSize)
        let blocks = all.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
        let chunkCount = max(1, min(64, Self.chunkMemory / LogisticSums.byteCount(for: design)))
        let size = max(1, (blocks.count + chunkCount - 1) / chunkCount)
        chunks = WorkerPool.blocks(of: blocks.count, size: size).map { Array(blocks[$0]) }
        scale = blocks.reduce(0) { sum, rows in sum + (weights?[rows].reduce(0, +) ?? Double(rows.count)) }
    }

    var parameterCount: Int { design.parameterCount }
    /// The rows looked at.
    var rows: some Sequence<Int> { chunks.lazy.joined().joined() }

    /// The same objective over every `step`-th block of rows, with the penalty shrunk to the part of the weight it has.
    func thinned(everyBlock step: Int) -> LogisticObjective {
        let part = LogisticObjective(
            design: design, labels: labels, weights: weights, l2Regularization: 0, everyBlock: step)
        var thinned = LogisticObjective(
            design: design, labels: labels, weights: weights,
            l2Regularization: l2Regularization * part.scale / scale, everyBlock: step)
        thinned.tiles = tiles
        return thinned
    }

    /// The same objective with dense columns rounded to single precision. It has a Hessian if there are no levels.
    func inSinglePrecision(on pool: WorkerPool) -> LogisticObjective {
        var rounded = self
        rounded.tiles = SinglePrecisionTiles(of: design, blockSize: blockSize, on: pool)
        return rounded
    }

    var relativeRounding: Double { tiles == nil ? 1e-14 : 1e-6 }

    func evaluated(at point: [Double], withHessian: Bool, on pool: WorkerPool) -> Evaluation {
        precondition(point.count == parameterCount)
        precondition(tiles == nil || !withHessian || design.blocks.isEmpty, "levels need the exact columns")
        let kernel = LogisticKernel(
            design: design, tiles: tiles, labels: labels, weights: weights, parameters: point)
        let parts = pool.map(chunks.count) { kernel.sums(over: chunks[$0], withHessian: withHessian) }
        var total = LogisticSums(for: design, withHessian: withHessian)
        for part in parts { total.add(part) }
        var evaluation = Evaluation(
            value: total.loss, gradient: total.gradient, hessian: withHessian ? total.hessian(of: design) : nil)
        for index in 1..<max(1, point.count) {
            evaluation.value += l2Regularization / 2 * point[index] * point[index]
            evaluation.gradient[index] += l2Regularization * point[index]
            evaluation.hessian?[index, index] += l2Regularization
        }
        return evaluation
    }

    /// The mean log loss of the rows at a point, without the penalty.
    func meanLoss(_ evaluation: Evaluation, at point: [Double]) -> Double {
        let penalty = point.dropFirst().reduce(0) { $0 + l2Regularization / 2 * $1 * $1 }
        return (evaluation.value - penalty) / scale
    }

    /// About half a megabyte of dense columns, in whole multiples of 64 rows.
    private static func blockSize(denseCount: Int) -> Int {
        min(1_024, max(64, (1 << 17) / (denseCount + 1) / 64 * 64))
    }

    private static let chunkMemory = 32 << 20
}
