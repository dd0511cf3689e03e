import Foundation

/// Ways to let the model correct the rules without giving the rules up. Nothing in them is fitted to the leads compared.
enum HybridRanking: String, Sendable, CaseIterable {
    /// The model orders leads of equal points.
    case equalPoints = "equal_points"
    /// And the leads it ranks highest, half as many as can be worked, come first whatever their points.
    case upgrade
    /// Or the half of all leads it ranks lowest comes last whatever their points.
    case veto
    /// Upgrade and veto together.
    case upgradeAndVeto = "upgrade_and_veto"

    /// In words, for a report.
    var words: String {
        switch self {
        case .equalPoints: "rules first; the model orders leads of equal points"
        case .upgrade: "and puts the leads it ranks highest, half the capacity, first"
        case .veto: "and puts the half of the leads it ranks lowest last"
        case .upgradeAndVeto: "rules first; the model orders equal points, upgrades and vetoes"
        }
    }

    /// A number for each lead that rises with its place in the ranking, best highest.
    func scores(model: [Double], rules: [Double], capacity: Double) -> [Double] {
        let byModel = model.indices.sorted { model[$0] > model[$1] }
        var band = [Int](repeating: 1, count: model.count)
        if self == .veto || self == .upgradeAndVeto {
            // The last of the upper half; leads of equal score are vetoed together or not at all.
            let edge = byModel[(model.count - 1) / 2]
            for row in model.indices where model[row] < model[edge] { band[row] = 0 }
        }
        if self == .upgrade || self == .upgradeAndVeto, capacity >= 2 {
            let edge = byModel[min(Int(capacity / 2), model.count - 1)]
            for row in model.indices where model[row] > model[edge] { band[row] = 2 }
        }
        let order = model.indices.sorted {
            (band[$0], rules[$0], model[$0]) < (band[$1], rules[$1], model[$1])
        }
        var scores = [Double](repeating: 0, count: model.count)
        var place = 0.0
        for (position, row) in order.enumerated() {
            if position > 0 {
                let last = order[position - 1]
                if (band[last], rules[last], model[last]) != (band[row], rules[row], model[row]) { place += 1 }
            }
            scores[row] = place
        }
        return scores
    }
}
