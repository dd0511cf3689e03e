/// A table of texts. The first cell of a row names it.
public struct DataTable: Sendable, Equatable {
    public struct Column: Sendable, Equatable {
        public let heading: String
        /// Set to the right, its digits below each other.
        public let isNumber: Bool

        static func text(_ heading: String) -> Column { Column(heading: heading, isNumber: false) }
        static func number(_ heading: String) -> Column { Column(heading: heading, isNumber: true) }
    }

    public struct Row: Sendable, Equatable {
        /// One for each column.
        public let cells: [String]
        /// The row the reader asked about.
        public let isMarked: Bool

        init(_ cells: [String], isMarked: Bool = false) {
            self.cells = cells
            self.isMarked = isMarked
        }
    }

    /// What it shows; read out before the table.
    public let caption: String
    public let columns: [Column]
    public let rows: [Row]

    /// Each row must have a cell for each column.
    init(_ caption: String, _ columns: [Column], _ rows: [Row]) {
        precondition(rows.allSatisfy { $0.cells.count == columns.count }, "a cell for each column")
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }

    init(_ caption: String, _ columns: [Column], _ rows: [[String]]) {
        self.init(caption, columns, rows.map { Row($0) })
    }
}
