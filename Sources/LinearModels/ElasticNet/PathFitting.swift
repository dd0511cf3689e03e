internal import Foundation
internal import LearningCore

/// One elastic net on one dataset: its design, its path, and which λ of it predicts best.
struct PathFitting {
    private let hyperparameters: ElasticNetTrainer.Hyperparameters
    private let dataset: Dataset
    private let pool: WorkerPool
    private let encoding: DesignEncoding
    private let design: Design

    init(
        _ hyperparameters: ElasticNetTrainer.Hyperparameters, dataset: Dataset, pool: WorkerPool
    ) throws(LearningError) {
        try dataset.requireBothOutcomes()
        self.hyperparameters = hyperparameters
        self.dataset = dataset
        self.pool = pool
        encoding = try DesignEncoding(
            fittedTo: dataset.features, weights: dataset.weights, options: hyperparameters.encoding, on: pool)
        design = Design(of: dataset.features, encodedBy: encoding, on: pool)
        guard design.parameterCount <= LogisticRegressionTrainer.largestHessian else {
            throw .numericalFailure(
                "\(design.parameterCount - 1) design columns are too many for an elastic net; pool rare levels")
        }
    }

    func path() throws(LearningError) -> ElasticNetPath {
        var solver = try solver(weights: dataset.weights, on: pool)
        let penalties = hyperparameters.penalties ?? ownPenalties(largest: solver.largestPenalty)
        var points: [[Double]] = []
        var ratios: [Double] = []
        for penalty in penalties {
            points.append(try solver.solve(penalty, on: pool))
            let ratio = solver.devianceRatio
            let last = ratios.last ?? 0
            ratios.append(ratio)
            guard hyperparameters.penalties == nil, points.count >= Self.leastCount else { continue }
            if ratio > Self.enoughExplained || ratio - last < Self.leastGain { break }
        }
        return ElasticNetPath(
            encoding: encoding, penalties: Array(penalties.prefix(points.count)), intercepts: points.map { $0[0] },
            coefficients: points.map(design.coefficients(from:)), devianceRatios: ratios,
            iterations: solver.iterations, isConverged: solver.largestViolation <= hyperparameters.tolerance,
            largestViolation: solver.largestViolation)
    }

    /// glmnet's `fdev`, `devmax` and `mnlam`.
    private static let leastGain = 1e-5
    private static let enoughExplained = 0.999
    private static let leastCount = 5

    private func solver(weights: [Double]?, on pool: WorkerPool) throws(LearningError) -> ElasticNetSolver {
        let objective = LogisticObjective(
            design: design, labels: dataset.labels, weights: weights, l2Regularization: 0)
        return try ElasticNetSolver(
            objective, l1Ratio: hyperparameters.l1Ratio, tolerance: hyperparameters.tolerance,
            maxIterations: hyperparameters.maxIterations, on: pool)
    }

    private func ownPenalties(largest: Double) -> [Double] {
        // Columns that say nothing, or none.
        guard largest > 0 else { return [0] }
        let ratio = hyperparameters.smallestPenaltyRatio ?? (design.rowCount < design.parameterCount - 1 ? 1e-2 : 1e-4)
        let count = hyperparameters.penaltyCount
        return (0..<count).map { largest * pow(ratio, Double($0) / Double(count - 1)) }
    }
}

// MARK: - Choosing λ

extension PathFitting {
    /// The index of the λ that cross-validation chooses; 0 if there are too few rows of either outcome for it.
    func chosen(along path: ElasticNetPath) throws(LearningError) -> Int {
        guard path.penalties.count > 1 else { return 0 }
        let folds = FoldWeights(dataset, count: hyperparameters.foldCount, seed: hyperparameters.seed)
        let losses = try pool.tryMap(folds.count) { fold throws(LearningError) in
            try self.losses(folds.training(fold), folds.heldOut(fold), along: path.penalties)
        }
        let shares = folds.shares
        let means = path.penalties.indices.map { index in
            zip(losses, shares).reduce(0) { $0 + $1.0[index] * $1.1 }
        }
        guard let best = means.indices.min(by: { (means[$0], $0) < (means[$1], $1) }) else { return 0 }
        guard hyperparameters.choice == .oneStandardError else { return best }
        let variance = zip(losses, shares).reduce(0) { sum, fold in
            sum + (fold.0[best] - means[best]) * (fold.0[best] - means[best]) * fold.1
        }
        let limit = means[best] + (variance / Double(folds.count - 1)).squareRoot()
        return means.firstIndex { $0 <= limit } ?? best
    }

    /// By λ, the mean log loss on rows held out. The design is that of all rows; outcomes of rows held out are not seen.
    private func losses(
        _ training: [Double], _ heldOut: [Double], along penalties: [Double]
    ) throws(LearningError) -> [Double] {
        let serial = WorkerPool(threadCount: 1)
        var solver = try solver(weights: training, on: serial)
        let test = LogisticObjective(
            design: design, labels: dataset.labels, weights: heldOut, l2Regularization: 0)
        var losses: [Double] = []
        for penalty in penalties {
            let point = try solver.solve(penalty, on: serial)
            losses.append(test.evaluated(at: point, withHessian: false, on: serial).value / test.scale)
        }
        return losses
    }
}

/// The weights of the rows of a cross-validation, inside and outside of each fold.
struct FoldWeights {
    private let dataset: Dataset
    private let dealer: RowDealer
    /// Whether weights are dealt in units; otherwise rows are dealt whole.
    private let areWhole: Bool
    /// Fewer than asked for if there are not as many rows of an outcome.
    let count: Int

    init(_ dataset: Dataset, count: Int, seed: UInt64) {
        self.dataset = dataset
        let weights = dataset.weights ?? [Double](repeating: 1, count: dataset.rowCount)
        let areWhole = weights.allSatisfy { $0 == $0.rounded() && $0 < 0x1p40 }
        self.areWhole = areWhole
        let units = weights.map { areWhole ? Int($0) : $0 > 0 ? 1 : 0 }
        let won = zip(units, dataset.labels).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        self.count = max(2, min(count, won, units.reduce(0, +) - won))
        dealer = RowDealer(
            hashes: dataset.features.rowHashes(seed: seed), labels: dataset.labels, units: units, partCount: self.count)
    }

    func heldOut(_ fold: Int) -> [Double] {
        (0..<dataset.rowCount).map { row in
            let units = Double(dealer.units(ofRow: row, inPart: fold))
            return areWhole ? units : units * (dataset.weights?[row] ?? 1)
        }
    }

    func training(_ fold: Int) -> [Double] {
        zip(dataset.weights ?? [Double](repeating: 1, count: dataset.rowCount), heldOut(fold)).map { $0 - $1 }
    }

    /// By fold, its share of all weight.
    var shares: [Double] {
        let sums = (0..<count).map { heldOut($0).reduce(0, +) }
        let total = sums.reduce(0, +)
        return sums.map { $0 / total }
    }
}

extension FeatureMatrix {
    /// A hash of each row's values.
    fileprivate func rowHashes(seed: UInt64) -> [UInt64] {
        var hashes = [UInt64](repeating: SplitMix64.mix(seed &+ 0xF01D), count: rowCount)
        for column in columns {
            switch column {
            case .numeric(let values):
                for row in hashes.indices {
                    // −0 is 0, and one missing value is like another.
                    let bits = values[row].isNaN ? UInt64.max : (values[row] + 0).bitPattern
                    hashes[row] = SplitMix64.mix(hashes[row] ^ bits)
                }
            case .categorical(let codes):
                for row in hashes.indices {
                    hashes[row] = SplitMix64.mix(hashes[row] ^ UInt64(bitPattern: Int64(codes[row])))
                }
            }
        }
        return hashes
    }
}
