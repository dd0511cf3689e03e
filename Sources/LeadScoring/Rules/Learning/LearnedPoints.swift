import Calibration
import Foundation
import LearningCore

/// Whole points for groups of places, from the log-odds that steps add.
///
/// A group's log-odds w are measured from the home group of its scale; it gets round(w · D / ln 2) points, so that D
/// points double the odds. D is the smallest of a few at which rounding costs at most a hundredth of what the unrounded
/// weights gain over the base rate; both as log loss, calibrated.
struct LearnedPoints: Sendable {
    static let doublings = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30]
    private static let tolerance = 0.01

    /// A group with points.
    struct Entry: Sendable {
        let places: [Int]
        let points: Int
        let tally: RuleScale.Tally
    }

    struct Subject: Sendable {
        let scale: RuleScale
        /// In the order of the scale; those of the home group are not there.
        let entries: [Entry]

        var least: Int { min(0, entries.map(\.points).min() ?? 0) }
        var most: Int { max(0, entries.map(\.points).max() ?? 0) }
        var spread: Int { most - least }
    }

    /// The subjects with the largest effect first.
    let subjects: [Subject]
    /// How many points double the odds.
    let doubling: Int

    var ruleCount: Int { subjects.reduce(0) { $0 + $1.entries.count } }
    var least: Int { subjects.reduce(0) { $0 + $1.least } }
    var most: Int { subjects.reduce(0) { $0 + $1.most } }

    init(_ selection: StepSelection.Result, _ scales: [RuleScale], labels: [Bool]) throws(Diagnostic) {
        let weights = scales.indices.map { Self.weights(of: $0, scales[$0], selection) }
        func sums(_ value: (Double) -> Double) -> [Double] {
            var sums = [Double](repeating: 0, count: labels.count)
            for (scale, weights) in zip(scales, weights) where weights.contains(where: { $0 != 0 }) {
                let byPlace = weights.map(value)
                for row in sums.indices { sums[row] += byPlace[Int(scale.placeOfRow[row])] }
            }
            return sums
        }
        let exact = try Self.loss(sums { $0 }, labels)
        let rate = Double(labels.count { $0 }) / Double(max(labels.count, 1))
        let baseLoss = -(rate * log(rate) + (1 - rate) * log(1 - rate))
        let limit = exact + Self.tolerance * max(baseLoss - exact, 0)
        var chosen = Self.doublings[Self.doublings.count - 1]
        for doubling in Self.doublings {
            let factor = Double(doubling) / log(2)
            let loss = try Self.loss(sums { ($0 * factor).rounded() / factor }, labels)
            guard loss <= limit else { continue }
            chosen = doubling
            break
        }
        doubling = chosen
        let factor = Double(chosen) / log(2)
        let found = scales.indices.map { index in
            Subject(
                scale: scales[index],
                entries: Self.entries(of: scales[index], points: weights[index].map { Int(($0 * factor).rounded()) }))
        }
        let order = found.indices.filter { !found[$0].entries.isEmpty }
            .sorted { (-found[$0].spread, $0) < (-found[$1].spread, $1) }
        subjects = order.map { found[$0] }
    }

    /// By place, the log-odds against the home group.
    private static func weights(of index: Int, _ scale: RuleScale, _ selection: StepSelection.Result) -> [Double] {
        var weights = [Double](repeating: 0, count: scale.places.count)
        for (step, coefficient) in zip(selection.steps, selection.coefficients) where step.scale == index {
            let atHome = scale.has(step.step, at: scale.home)
            for place in weights.indices {
                weights[place] += (scale.has(step.step, at: place) ? coefficient : 0) - (atHome ? coefficient : 0)
            }
        }
        return weights
    }

    /// Neighbours with the same points are one group.
    private static func entries(of scale: RuleScale, points: [Int]) -> [Entry] {
        var entries: [(places: [Int], points: Int)] = []
        for place in points.indices where points[place] != 0 {
            let isNeighbour = place < scale.orderedCount && entries.last?.places.last == place - 1
            if isNeighbour, entries.last?.points == points[place] {
                entries[entries.count - 1].places.append(place)
            } else {
                entries.append(([place], points[place]))
            }
        }
        return entries.map { entry in
            Entry(
                places: entry.places, points: entry.points,
                tally: entry.places.reduce(RuleScale.Tally()) { $0 + scale.tallies[$1] })
        }
    }

    /// The mean log loss after Platt's scaling.
    private static func loss(_ scores: [Double], _ labels: [Bool]) throws(Diagnostic) -> Double {
        let map = try Diagnostic.translating { () throws(LearningError) in
            try PlattScaling().fitted(to: CalibrationSample(logOdds: scores, labels: labels))
        }
        let losses = zip(scores, labels).map { LogisticLoss.loss(logOdds: map.logOdds($0), won: $1) }
        return losses.reduce(0, +) / Double(max(losses.count, 1))
    }
}
