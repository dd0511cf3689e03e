/// Fit letter × engagement class → what to do (R-MAT-1, R-MAT-2).
public struct ScoreMatrix: Sendable, Hashable {
    public struct Cell: Sendable, Hashable {
        public var action: String
        /// 1 is the most urgent.
        public var priority: Int
        /// How soon; `nil` without a promise.
        public var serviceLevel: String?

        public init(action: String, priority: Int, serviceLevel: String? = nil) {
            self.action = action
            self.priority = priority
            self.serviceLevel = serviceLevel
        }
    }

    public var fitAxis: String
    public var engagementAxis: String
    /// Row by row: letter position × count of classes + class position.
    public var cells: [Cell]
    public var place: Place

    /// What the field does with each of the sixteen cells, unless the rules say otherwise.
    public static func standardCell(letter: Int, engagementClass: Int) -> Cell {
        switch (letter, engagementClass) {
        case (0, 0): Cell(action: "call now", priority: 1, serviceLevel: "4h")
        case (0, 1), (1, 0): Cell(action: "call today", priority: 2, serviceLevel: "1d")
        case (1, 1), (0, 2): Cell(action: "call this week", priority: 3, serviceLevel: "5d")
        case (2, 0): Cell(action: "qualify", priority: 4, serviceLevel: "5d")
        case (0, _), (1, 2): Cell(action: "sales nurture", priority: 5)
        case (1, _), (2, 1), (2, 2): Cell(action: "marketing nurture", priority: 6)
        default: Cell(action: "park", priority: 7)
        }
    }

    /// The actions a matrix uses without being told.
    public static let standardActions = [
        "call now", "call today", "call this week", "qualify", "sales nurture", "marketing nurture", "park",
    ]
}
