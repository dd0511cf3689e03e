import LearningCore

/// What an XGBoost file says of its features.
struct XGBoostFeatures {
    private let count: Int
    private let names: [String]
    /// `c` is categorical, anything else a number.
    private let types: [String]
    /// The names of a feature's categories; `nil` where the file has none.
    private let categories: [[String]?]

    init(_ learner: DocumentValue) throws(XGBoostModelError) {
        guard let count = learner["learner_model_param"]?["num_feature"]?.text.flatMap({ Int($0) }),
            (0...1 << 20).contains(count)
        else { throw .unreadable(part: "num_feature") }
        let names = learner["feature_names"]?.texts ?? []
        let types = learner["feature_types"]?.texts ?? []
        let encodings = learner["gradient_booster"]?["model"]?["cats"]?["enc"]?.elements ?? []
        guard names.isEmpty || names.count == count else { throw .unreadable(part: "feature_names") }
        guard types.isEmpty || types.count == count else { throw .unreadable(part: "feature_types") }
        guard encodings.isEmpty || encodings.count == count else { throw .unreadable(part: "cats") }
        var categories: [[String]?] = []
        for encoding in encodings { categories.append(try Self.categories(encoding)) }
        self.count = count
        self.names = names
        self.types = types
        self.categories = categories
    }

    /// Texts are bytes end to end with the offsets of each; numbers are a list.
    private static func categories(_ encoding: DocumentValue) throws(XGBoostModelError) -> [String]? {
        guard let values = encoding["values"]?.numbers, values.count <= 1 << 26 else {
            throw .unreadable(part: "cats")
        }
        guard let offsets = encoding["offsets"]?.numbers else {
            return values.isEmpty ? nil : values.map(CategoryName.text)
        }
        guard !offsets.isEmpty else { return nil }
        let places = offsets.compactMap { Int(exactly: $0) }
        guard places.count == offsets.count, places[0] >= 0, places[places.count - 1] <= values.count,
            zip(places, places.dropFirst()).allSatisfy(<=)
        else { throw .unreadable(part: "cats") }
        // Signed bytes, for that is what a character is to the program that wrote them.
        let bytes = values.compactMap { Int(exactly: $0) }.map { UInt8(truncatingIfNeeded: $0) }
        guard bytes.count == values.count else { throw .unreadable(part: "cats") }
        // XGBoost 3.2 counts the offsets of pandas' names in characters and cuts the bytes off at the last: beyond ASCII
        // the names are not to be trusted, and nothing in the file tells whether they are whole.
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return (0..<places.count - 1).map(String.init) }
        return zip(places, places.dropFirst()).map { String(decoding: bytes[$0..<$1], as: UTF8.self) }
    }

    /// Features as the splits of the trees use them: a split by categories makes its feature categorical.
    func schema(of trees: [XGBoostTree]) throws(XGBoostModelError) -> FeatureSchema {
        // One past the highest category of each feature that a split speaks of.
        var bounds = [Int: Int]()
        for tree in trees {
            for (feature, bound) in tree.categoryBounds() { bounds[feature] = max(bounds[feature] ?? 0, bound) }
        }
        var features: [Feature] = []
        for index in 0..<count {
            let name = names.isEmpty ? "f\(index)" : names[index]
            var kind = Feature.Kind.numeric
            let isCategorical = !types.isEmpty && types[index] == "c"
            if isCategorical || bounds[index] != nil {
                if let known = categories.isEmpty ? nil : categories[index] {
                    guard bounds[index] ?? 0 <= known.count else { throw .unreadable(part: "cats") }
                    kind = .categorical(levels: known)
                } else {
                    let codes = (0..<(bounds[index] ?? 0)).map(String.init)
                    kind = .categorical(levels: codes + [XGBoostModelReader.otherLevel])
                }
            }
            features.append(Feature(name: name, kind: kind))
        }
        do { return try FeatureSchema(features) } catch { throw .unreadable(part: "feature_names") }
    }
}

/// How a category that is no text is called in a table.
enum CategoryName {
    /// Whole numbers without a point.
    static func text(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}
