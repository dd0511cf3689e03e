import Calibration
import LearningCore
import ModelStorage

/// The correction that makes a model's probabilities mean what they say, learned from its out-of-fold scores.
struct ModelCalibration: Sendable {
    private let map: CalibrationMap
    private let ranges: VennAbersMap?

    static let none = ModelCalibration(map: .identity, ranges: nil)

    /// Rising maps without steps: a step would tie leads that the model tells apart, and leave their reasons without
    /// anything to add up to.
    static let candidates: [any Calibrator] = [
        NoCalibration(), TemperatureScaling(), PlattScaling(), BetaCalibration(),
    ]

    /// - Parameter outOfFold: `nil`, or leads of one outcome only, leave the model as it is.
    init(_ outOfFold: ModelSelection.OutOfFold?, seed: UInt64, on pool: WorkerPool) throws(Diagnostic) {
        guard let outOfFold, outOfFold.labels.contains(true), outOfFold.labels.contains(false) else {
            self = .none
            return
        }
        (map, ranges) = try Diagnostic.translating { () throws(LearningError) in
            let sample = try CalibrationSample(logOdds: outOfFold.logOdds, labels: outOfFold.labels)
            let found = try CalibrationSelection(candidates: Self.candidates, seed: seed).selected(
                for: sample, on: pool)
            return (found.map, VennAbersCalibration().fitted(to: sample))
        }
    }

    private init(map: CalibrationMap, ranges: VennAbersMap?) {
        self.map = map
        self.ranges = ranges
    }

    var name: String { map.name }

    func applied(to model: StoredModel) -> CalibratedModel {
        CalibratedModel(model, calibration: map, ranges: ranges)
    }
}
