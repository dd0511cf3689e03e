import LearningCore

/// Reads the model files of XGBoost (`save_model("m.json")`, `save_model("m.ubj")`; versions 1.6 to 3.2) that hold a
/// binary classifier of trees (`binary:logistic`, `reg:logistic`).
///
/// The log-odds are base + Σ leaves, with base = ln(p / (1 − p)) of the file's `base_score` p and **all** trees of the file,
/// as `Booster.predict` takes them, whatever iteration was called the best. XGBoost adds in single precision and we in
/// double, so scores agree up to its rounding (1e-6); which leaf a row comes to agrees always, see ``FloatThreshold``.
///
/// Categories that the file names (XGBoost 3.1 and later) make levels of these names; if a name goes beyond ASCII, which
/// XGBoost 3.2 writes wrongly, of their numbers "0", "1", …. Categories it knows by number only make levels of the numbers
/// its splits speak of and a last one, ``otherLevel``, for all others.
public enum XGBoostModelReader {
    public enum Format: Sendable {
        case json
        case ubjson
    }

    /// The level of all categories the model has no split for.
    public static let otherLevel = "(other)"

    /// The most categories a feature may have.
    static let mostCategories = 1 << 16

    /// - Throws: ``XGBoostModelError`` saying what is wrong; no bytes, however damaged, can do more than that.
    ///   Complexity: O(bytes + splits × levels of their features).
    public static func model(
        from bytes: [UInt8], as format: Format
    ) throws(XGBoostModelError) -> GradientBoostingModel {
        let document: DocumentValue
        do throws(DocumentError) {
            document = format == .json ? try JSONDocument.value(of: bytes) : try UBJSONDocument.value(of: bytes)
        } catch {
            throw .notADocument(offset: error.offset)
        }
        guard let learner = document["learner"] else { throw .unreadable(part: "learner") }
        let base = try baseLogOdds(learner)
        let forest = try forest(learner)
        var trees: [XGBoostTree] = []
        for tree in forest { trees.append(try XGBoostTree(tree)) }
        let schema = try XGBoostFeatures(learner).schema(of: trees)
        var built: [DecisionTree] = []
        for (number, tree) in trees.enumerated() {
            do throws(DecisionTreeError) {
                built.append(try DecisionTree(try tree.arrays(for: schema)))
            } catch { throw .invalidTree(number: number, error) }
        }
        do throws(DecisionTreeError) {
            return try GradientBoostingModel(schema: schema, baseLogOdds: base, trees: built)
        } catch {
            if case .badFeature(let tree, _) = error { throw .invalidTree(number: tree, error) }
            throw .invalidTree(number: 0, error)
        }
    }

    /// The trees' documents, if they are to be summed as they are.
    private static func forest(_ learner: DocumentValue) throws(XGBoostModelError) -> [DocumentValue] {
        guard let booster = learner["gradient_booster"] else { throw .unreadable(part: "gradient_booster") }
        let name = booster["name"]?.text ?? "gbtree"
        guard name == "gbtree", booster["weight_drop"] == nil else {
            throw .unsupported(name == "gblinear" ? "a linear model (gblinear)" : "dropped trees (dart)")
        }
        guard let trees = booster["model"]?["trees"]?.elements else { throw .unreadable(part: "trees") }
        // Of several classes or targets each would have its own trees.
        guard let groups = booster["model"]?["tree_info"]?.numbers, groups.count == trees.count else {
            throw .unreadable(part: "tree_info")
        }
        guard groups.allSatisfy({ $0 == 0 }) else { throw .unsupported("more than two classes") }
        return trees
    }

    private static func baseLogOdds(_ learner: DocumentValue) throws(XGBoostModelError) -> Double {
        guard let objective = learner["objective"]?["name"]?.text else { throw .unreadable(part: "objective") }
        // Of `binary:logitraw` the base is a probability in some versions and log-odds in others.
        guard objective == "binary:logistic" || objective == "reg:logistic" else {
            throw .unsupported("the objective \"\(objective)\"")
        }
        let settings = learner["learner_model_param"]
        guard ["0", "1", "2"].contains(settings?["num_class"]?.text ?? "0"),
            settings?["num_target"]?.text ?? "1" == "1"
        else { throw .unsupported("more than two classes") }
        // "5E-1", and since version 3.1 "[5E-1]".
        guard var word = settings?["base_score"]?.text?[...] else { throw .unreadable(part: "base_score") }
        if word.hasPrefix("["), word.hasSuffix("]") { word = word.dropFirst().dropLast() }
        // The number is one of single precision; so is the arithmetic with it, whose error is below 1e-6.
        guard let share = Float(word), share > 0, share < 1 else { throw .unreadable(part: "base_score") }
        return LogisticLoss.logOdds(probability: Double(share))
    }
}
