import LearningCore
import LinearModels
import TestSupport
import Testing

@Suite struct LogisticRegressionTrainerTests {
    /// Repeating a row changes the order of sums, so weights agree to rounding, not to the bit.
    static func laws(_ hyperparameters: LogisticRegressionTrainer.Hyperparameters = .init()) throws
        -> TrainerLaws<LogisticRegressionTrainer>
    {
        try TrainerLaws(LogisticRegressionTrainer(hyperparameters), weightTolerance: 1e-9)
    }

    @Test func theLawsHold() throws {
        try Self.laws().checkAll()
    }

    @Test func theLawsHoldWithoutStandardising() throws {
        try Self.laws(.init(encoding: .plain)).checkAll()
    }
}
