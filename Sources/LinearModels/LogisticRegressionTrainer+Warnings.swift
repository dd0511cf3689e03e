import LearningCore

extension LogisticRegressionTrainer {
    /// What the user should know about a solution, in sentences that name features, never their values.
    func warnings(about solution: Solution, _ encoding: DesignEncoding, _ design: Design) -> [String] {
        var warnings: [String] = []
        let growing = growingFeatures(solution, encoding, design)
        if !growing.isEmpty {
            warnings.append(
                "the outcomes are separated perfectly, or almost, by \(Self.list(growing)): coefficients would grow "
                    + "without end; look for a leak of the outcome, or raise l2Regularization")
        }
        if solution.isSingular {
            warnings.append(
                "some columns follow from others, so that coefficients are not unique; raise l2Regularization above 0")
        }
        if !solution.isConverged {
            warnings.append(
                "the solver stopped after \(solution.iterations) steps at a gradient of \(solution.gradientNorm) per "
                    + "unit weight, above the tolerance of \(hyperparameters.tolerance)")
        }
        return warnings
    }

    /// The features whose coefficients still grow when the gradient is gone: under perfect separation each Newton step
    /// lowers what is left of the loss by the same factor, and so adds the same to the coefficients.
    private func growingFeatures(
        _ solution: Solution, _ encoding: DesignEncoding, _ design: Design
    ) -> [String] {
        guard solution.isConverged else { return [] }
        let coefficients = design.coefficients(from: solution.point)
        let steps = design.coefficients(from: solution.lastStep)
        let noise = 1e-9 * coefficients.reduce(0) { max($0, $1.magnitude) }
        var features: [String] = []
        for (index, column) in encoding.columns.enumerated() where steps[index] * coefficients[index] > 0 {
            let isGrowing = steps[index].magnitude > max(noise, Self.growth * coefficients[index].magnitude)
            if isGrowing, features.last != column.feature { features.append(column.feature) }
        }
        return features
    }

    private static func list(_ features: [String]) -> String {
        let shown = features.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
        return features.count > 5 ? "\(shown) and \(features.count - 5) more" : shown
    }

    /// A coefficient that the next step would change by more than this part of itself has not settled.
    private static let growth = 1e-3
}
