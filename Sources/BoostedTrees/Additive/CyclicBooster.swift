import LearningCore

/// Round after round over the same terms, until rows left out say stop.
///
/// Within a round, a group of terms is fitted to the same gradients and then added together. A group is so small that even if
/// all its terms said the same, together they would not overshoot: learningRate · count ≤ ½.
struct CyclicBooster {
    /// How the loss went, and what the terms were where it was lowest.
    struct Outcome {
        /// Rounds kept, 0 if none lowered the loss.
        let rounds: Int
        let loss: Int64
        /// By term, the values by cell and lane.
        let values: [WorkingMemory<Lanes>]
        /// Mean loss on the validation rows at every check, if there are any.
        let validationLosses: [Double]
    }

    let state: LaneState
    let learner: LaneLearner
    let hyperparameters: AdditiveBoostingTrainer.Hyperparameters
    let validation: Dataset?
    let pool: WorkerPool

    /// Rounds between looks at the loss, which cost about a tenth of a round.
    private static let roundsPerCheck = 2
    /// The share of the loss that a gain must reach to be worth waiting for more.
    private static let leastGain = 1e-4

    /// - Parameter terms: with values of 0, which are changed.
    func boosted(_ terms: [AdditiveTerm]) -> Outcome {
        let weights = pool.map(terms.count) { state.learnedWeights(of: terms[$0]) }
        let size = max(1, Int(0.5 / hyperparameters.learningRate))
        let groups = WorkerPool.blocks(of: terms.count, size: size)
        let tables = (0..<size).map { _ in WorkingMemory<Lanes>(repeating: Lanes(), count: 256) }
        let histograms = (0..<size).map { _ in WorkingMemory<LaneSums>(repeating: LaneSums(), count: 256) }
        var losses: [Double] = []
        var best = Outcome(rounds: 0, loss: loss(&losses), values: copies(of: terms), validationLosses: [])
        // The loss that the last rounds must have improved on, and when it was set.
        var mark = (round: 0, loss: best.loss)
        for round in 1...hyperparameters.maxRoundCount {
            for group in groups {
                unsafe pool.forEach(group.count) { index in
                    let term = group.lowerBound + index
                    unsafe state.fill(histograms[index].base, of: terms[term])
                    unsafe learner.step(
                        terms[term], histograms[index].base, weights: weights[term], into: tables[index])
                }
                state.advance(by: Array(terms[group]), tables)
            }
            guard round.isMultiple(of: Self.roundsPerCheck) || round == hyperparameters.maxRoundCount else { continue }
            let loss = loss(&losses)
            if loss < best.loss {
                best = Outcome(rounds: round, loss: loss, values: copies(of: terms), validationLosses: [])
            }
            if Double(loss) < Double(mark.loss) * (1 - Self.leastGain) { mark = (round, loss) }
            if round - mark.round >= hyperparameters.earlyStoppingRounds { break }
        }
        return Outcome(rounds: best.rounds, loss: best.loss, values: best.values, validationLosses: losses)
    }

    private func copies(of terms: [AdditiveTerm]) -> [WorkingMemory<Lanes>] {
        terms.map { WorkingMemory($0.values.array($0.cellCount), padding: Lanes()) }
    }

    /// What decides when to stop: the loss on the validation rows, or on the rows each lane left out.
    private func loss(_ losses: inout [Double]) -> Int64 {
        guard let validation, validation.totalWeight.all > 0 else { return state.lossLeftOut() }
        var sum = 0.0
        for (row, won) in validation.labels.enumerated() {
            let loss = LogisticLoss.loss(logOdds: state.score(state.learnedCount + row), won: won)
            sum += loss * (validation.weights?[row] ?? 1)
        }
        losses.append(sum / validation.totalWeight.all)
        return Int64(losses[losses.count - 1] * 0x1p50)
    }
}
