/// How columns become features, not yet fitted: which columns, in which role, and the few numbers that steer it.
public struct FeatureRecipe: Sendable {
    /// A column that becomes one or more features.
    public struct Ingredient: Sendable, Hashable {
        public let column: String
        public let role: ColumnRole

        public init(column: String, role: ColumnRole) {
            self.column = column
            self.role = role
        }
    }

    public var ingredients: [Ingredient]
    /// The column that says when the lead came in; dates are counted back from it.
    public var timeColumn: String?
    /// A level with fewer leads than this is pooled with the other rare ones; `nil` for one lead in a thousand, at least
    /// 5 and at most 20.
    public var minimumLevelCount: Int?
    /// At most this many levels are kept; the rarest are pooled.
    public var maximumLevelCount: Int
    /// The words that normalisers know.
    public var tables = NormaliserTables.standard

    public init(
        ingredients: [Ingredient], timeColumn: String? = nil, minimumLevelCount: Int? = nil,
        maximumLevelCount: Int = 200
    ) {
        precondition(maximumLevelCount >= 1)
        self.ingredients = ingredients
        self.timeColumn = timeColumn
        self.minimumLevelCount = minimumLevelCount
        self.maximumLevelCount = maximumLevelCount
    }

    /// The recipe that the roles call for; `excluded` columns are left out.
    public init(_ assignments: [ColumnAssignment], excluding excluded: Set<String> = []) {
        let used: Set<ColumnRole> = [.numeric, .categorical, .boolean, .date, .text, .time]
        self.init(
            ingredients: assignments.filter {
                (used.contains($0.role) || $0.role.normaliser != nil) && !excluded.contains($0.name)
            }.map { Ingredient(column: $0.name, role: $0.role) },
            timeColumn: assignments.first { $0.role == .time }?.name)
    }

    func minimumLevelCount(forRows rows: Int) -> Int {
        minimumLevelCount ?? min(max(rows / 1_000, 5), 20)
    }
}
