/// A place in a rule file; lines and columns count from 1, columns in characters.
public struct Place: Sendable, Hashable, Comparable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Of what no file names.
    public static let none = Place(line: 0, column: 0)

    public static func < (left: Place, right: Place) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
