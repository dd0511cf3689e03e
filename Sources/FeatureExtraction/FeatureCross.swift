public import LearningCore

/// Two features taken together, for what one makes of the other (an interaction): products of their columns.
///
///     visits × source: fair = (visits − mean) · [source is fair]
///
/// A number x counts as x − its mean over the training leads, a level as 1 where a lead has it and else 0. The commonest
/// level is left out: the others are measured from it, so that no product follows from others. A product is missing where
/// a number in it is, unless the other factor is 0.
public struct FeatureCross: Sendable, Hashable, Codable {
    /// A column of one of the two features.
    struct Factor: Sendable, Hashable, Codable {
        /// `nil` for a number.
        var level: String?
        /// Of a number; 0 for a level.
        var mean: Double
    }

    struct Product: Sendable, Hashable, Codable {
        var first: Factor
        var second: Factor
    }

    /// Names of features.
    public let first: String
    public let second: String
    let products: [Product]

    /// Products that fewer training leads have say too little.
    static let fewestLeads = 10
    /// The most products, the commonest first.
    static let mostProducts = 100

    /// What a product is called: the field it belongs to is the pair.
    var features: [Feature] {
        let field = "\(first) × \(second)"
        return products.map { product in
            let levels = [product.first.level, product.second.level].compactMap(\.self)
            let name = levels.isEmpty ? field : "\(field): \(levels.joined(separator: " × "))"
            return Feature(name: name, kind: .numeric, field: field)
        }
    }

    /// Learns means and levels; `nil` where one of the features is not there, or no product has enough leads.
    ///
    /// Complexity: O(rows × levels of the one × levels of the other).
    public init?(_ first: String, _ second: String, fittedTo matrix: FeatureMatrix) {
        guard first != second, let one = Self.position(of: first, in: matrix.schema),
            let other = Self.position(of: second, in: matrix.schema)
        else { return nil }
        let (factors, others) = (Self.factors(of: one, in: matrix), Self.factors(of: other, in: matrix))
        let columns = factors.map { Self.values(of: $0, one, in: matrix) }
        let otherColumns = others.map { Self.values(of: $0, other, in: matrix) }
        var found: [(product: Product, leads: Int)] = []
        for (column, factor) in zip(columns, factors) {
            for (otherColumn, otherFactor) in zip(otherColumns, others) {
                let leads = zip(column, otherColumn).reduce(0) { $0 + ($1.0 * $1.1 != 0 ? 1 : 0) }
                guard leads >= Self.fewestLeads else { continue }
                found.append((Product(first: factor, second: otherFactor), leads))
            }
        }
        guard !found.isEmpty else { return nil }
        let kept = found.indices.sorted { (-found[$0].leads, $0) < (-found[$1].leads, $1) }
            .prefix(Self.mostProducts).sorted()
        self.first = first
        self.second = second
        products = kept.map { found[$0].product }
    }

    /// Whether features of these names, with these levels, are there.
    func fits(_ schema: FeatureSchema) -> Bool {
        zip([first, second], [\Product.first, \.second]).allSatisfy { name, factor in
            guard let position = Self.position(of: name, in: schema) else { return false }
            return products.allSatisfy { product in
                switch (schema.features[position].kind, product[keyPath: factor].level) {
                case (.numeric, nil): product[keyPath: factor].mean.isFinite
                case (.categorical(let levels), let level?): levels.contains(level)
                default: false
                }
            }
        }
    }

    /// One column a product. Complexity: O(rows × products).
    func columns(of matrix: FeatureMatrix) -> [FeatureColumn] {
        guard let one = Self.position(of: first, in: matrix.schema),
            let other = Self.position(of: second, in: matrix.schema)
        else { return [] }
        return products.map { product in
            let (left, right) = (
                Self.values(of: product.first, one, in: matrix), Self.values(of: product.second, other, in: matrix)
            )
            return .numeric(
                zip(left, right).map { x, y in
                    guard x != 0, y != 0 else { return 0 }
                    return (x * y).isFinite ? x * y : .nan
                })
        }
    }

    private static func position(of name: String, in schema: FeatureSchema) -> Int? {
        schema.features.firstIndex { $0.name == name }
    }

    private static func factors(of feature: Int, in matrix: FeatureMatrix) -> [Factor] {
        switch (matrix.columns[feature], matrix.schema.features[feature].kind) {
        case (.categorical(let codes), .categorical(let levels)):
            var counts = [Int](repeating: 0, count: levels.count)
            for code in codes where code >= 0 { counts[Int(code)] += 1 }
            let commonest = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) }
            return levels.indices.filter { $0 != commonest && counts[$0] >= fewestLeads }
                .map { Factor(level: levels[$0], mean: 0) }
        case (.numeric(let values), _):
            let known = values.filter { !$0.isNaN }
            guard let least = known.min(), let most = known.max(), least < most else { return [] }
            // From the least, so that large numbers close to each other keep their digits.
            return [Factor(level: nil, mean: least + known.reduce(0) { $0 + ($1 - least) } / Double(known.count))]
        default: return []
        }
    }

    private static func values(of factor: Factor, _ feature: Int, in matrix: FeatureMatrix) -> [Double] {
        switch (matrix.columns[feature], matrix.schema.features[feature].kind) {
        case (.numeric(let values), _): return values.map { $0 - factor.mean }
        case (.categorical(let codes), .categorical(let levels)):
            let code = factor.level.flatMap { levels.firstIndex(of: $0) } ?? -2
            return codes.map { Int($0) == code ? 1 : 0 }
        default: return []
        }
    }
}
