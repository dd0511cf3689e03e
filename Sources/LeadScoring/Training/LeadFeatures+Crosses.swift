import FeatureExtraction
import LearningCore

extension LeadFeatures {
    /// - Throws: ``Diagnostic`` E103 for a pair that could not be crossed.
    func requireCrosses(_ pairs: [FeaturePair]) throws(Diagnostic) {
        for pair in pairs where !crosses.contains(where: { $0.first == pair.first && $0.second == pair.second }) {
            let names = schema.features.map(\.name)
            let missing = [pair.first, pair.second].filter { !names.contains($0) }
            guard let name = missing.first else {
                throw Diagnostic(
                    .badOption, "--cross: \"\(pair.first)\" and \"\(pair.second)\" have too few leads together",
                    fix: "leave it out")
            }
            let hint = Spelling.closest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
            throw Diagnostic(
                .badOption, "--cross: \"\(name)\" is not among the features" + hint,
                evidence: ["columns that the gates or --exclude leave out cannot be crossed"],
                fix: "see `leadscore check` for the columns, and --allow-leak")
        }
    }
}
