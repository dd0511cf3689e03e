import Foundation
import Synchronization

/// How far a training run is.
public struct TrainingProgress: Sendable, Equatable {
    public let stage: TrainingStage
    /// About how much of the whole run lies behind, 0…1.
    public let share: Double

    /// What is being done, for a person.
    public var description: String { stage.description }

    /// - Parameter done: how much of the stage itself lies behind, 0…1.
    init(_ stage: TrainingStage, done: Double = 0) {
        self.stage = stage
        let stages = TrainingStage.allCases
        let next = stages.firstIndex(of: stage).map { $0 + 1 < stages.count ? stages[$0 + 1].share : 1 } ?? 1
        share = stage.share + done * (next - stage.share)
    }
}

/// Counts the steps of a stage that several threads work on.
final class StepCounter: Sendable {
    private let done = Atomic<Int>(0)
    private let total: Int
    private let report: @Sendable (Double) -> Void

    init(total: Int, report: @escaping @Sendable (Double) -> Void) {
        self.total = total
        self.report = report
    }

    /// One step is done.
    func step() {
        let count = done.add(1, ordering: .relaxed).newValue
        report(Double(count) / Double(max(total, 1)))
    }
}

/// A stage of a training run, as it begins.
public enum TrainingStage: String, Sendable, CaseIterable {
    case read, features, gate, select, calibrate, evaluate, fit, save

    /// How much of the whole run usually lies behind when the stage begins, 0…1: a rough guide for a progress bar.
    var share: Double {
        switch self {
        case .read: 0
        case .features: 0.05
        case .gate: 0.1
        case .select: 0.25
        case .calibrate: 0.64
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
        case .calibrate: "calibrating"
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
    let announce: @Sendable (TrainingProgress) -> Void

    init(announcing announce: @escaping @Sendable (TrainingProgress) -> Void) { self.announce = announce }

    mutating func time<Value>(
        _ stage: TrainingStage, _ body: () throws(Diagnostic) -> Value
    ) throws(Diagnostic) -> Value {
        announce(TrainingProgress(stage))
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
