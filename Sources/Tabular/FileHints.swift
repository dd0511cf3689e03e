/// How the columns of a file answer questions that one column leaves open.
struct FileHints: Sendable, Equatable {
    /// The decimal mark of the columns where it is certain, if they agree.
    var decimalMark: ValueFormat.DecimalMark?
    /// Day or month first in the columns where it is certain, if they agree.
    var dateOrder: ValueFormat.Shape?
    /// `;` between cells is what programs write where the comma is the decimal mark.
    var delimiterIsSemicolon = false
}

extension FileHints {
    /// What the certain columns agree on.
    init(_ decisions: [FormatDecision], delimiterIsSemicolon: Bool) {
        self.delimiterIsSemicolon = delimiterIsSemicolon
        let certain = decisions.filter(\.isCertain).map(\.format)
        let marks = Set(certain.filter { $0.shape == .plain || $0.shape == .range }.map(\.decimalMark))
        if marks.count == 1 { decimalMark = marks.first }
        let orders = Set(certain.map(\.shape).filter { $0 == .dayFirst || $0 == .monthFirst })
        if orders.count == 1 { dateOrder = orders.first }
    }
}
