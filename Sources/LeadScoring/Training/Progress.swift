import Foundation

/// A stage of a training run, as it begins.
public enum TrainingStage: String, Sendable, CaseIterable {
    case read, features, gate, select, evaluate, fit, save

    /// How much of the whole run usually lies behind when the stage begins, 0…1: a rough guide for a progress bar.
    public var share: Double {
        switch self {
        case .read: 0
        case .features: 0.05
        case .gate: 0.1
        case .select: 0.25
        case .evaluate: 0.65
        case .fit: 0.85
        case .save: 0.98
        }
    }

    /// What is being done, for a person.
    public var description: String {
        switch self {
        case .read: "reading the leads"
        case .features: "making features"
        case .gate: "looking for leaks"
        case .select: "choosing a model"
        case .fit: "training"
        case .evaluate: "evaluating"
        case .save: "saving"
        }
    }
}

/// Adds up the seconds each stage took. Its figures are reported, never used.
struct StageClock {
    private(set) var seconds: [TrainingStage: Double] = [:]
    private let start = ContinuousClock.now
    private let announce: @Sendable (TrainingStage) -> Void

    init(announcing announce: @escaping @Sendable (TrainingStage) -> Void) { self.announce = announce }

    mutating func time<Value>(
        _ stage: TrainingStage, _ body: () throws(Diagnostic) -> Value
    ) throws(Diagnostic) -> Value {
        announce(stage)
        let start = ContinuousClock.now
        defer { seconds[stage, default: 0] += (ContinuousClock.now - start).inSeconds }
        return try body()
    }

    var total: Double { (ContinuousClock.now - start).inSeconds }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
