import LeadHistory

/// Finds the column of the leads that another table names them by.
enum LeadJoin {
    /// The column of the same name, else the leads' id, said or usual.
    ///
    /// - Parameters:
    ///   - lead: what the other table calls the column that names the lead.
    ///   - table: the other table, for a message.
    ///   - code: of the error if there is none.
    static func column(
        named lead: String, among header: [String], id: String?, table: String, code: ErrorCode
    ) throws(Diagnostic) -> String {
        if let id, EventColumns.folded(id) == EventColumns.folded(lead) { return id }
        if let same = header.first(where: { EventColumns.folded($0) == EventColumns.folded(lead) }) { return same }
        if let likely = id ?? EventColumns.usualLead(in: header) { return likely }
        throw Diagnostic(
            code, "it is not known which lead a row of \(table) belongs to",
            evidence: ["\(table) names it in \"\(lead)\"; the leads have no such column"],
            fix: "name the column of the leads that holds the same with --id")
    }
}
