/// Which columns of a table of attributes in long form hold what (R-DATA-2): one row says that a field of a lead had a value
/// from some time on. ``find(in:leadColumn:decided:)`` finds the columns by the names they usually have.
public struct AttributeColumns: Sendable, Hashable {
    /// The lead that the value is of.
    public var lead: String
    /// What is said of it: `industry`, `employees`.
    public var field: String
    public var value: String
    /// Since when the value is known.
    public var knownAt: String

    /// The parts, as a person names them.
    public static let parts = ["lead", "field", "value", "known_at"]

    public init(lead: String, field: String, value: String, knownAt: String) {
        self.lead = lead
        self.field = field
        self.value = value
        self.knownAt = knownAt
    }

    /// The columns of a table with usual names. Case, blanks and punctuation do not matter: `Known At` is `known_at`.
    ///
    /// - Parameters:
    ///   - leadColumn: the name of the id column of the leads table, which is looked for first.
    ///   - decided: columns a person has named, by part.
    /// - Throws: ``HistoryError/missingAttributeColumn(needed:usual:header:)``.
    public static func find(
        in header: [String], leadColumn: String? = nil, decided: [String: String] = [:]
    ) throws(HistoryError) -> AttributeColumns {
        var free = header.filter { !decided.values.contains($0) }
        func take(_ part: String, _ needed: String, _ names: [String]) throws(HistoryError) -> String {
            if let said = decided[part] { return said }
            for name in names {
                guard let position = free.firstIndex(where: { EventColumns.folded($0) == name }) else { continue }
                return free.remove(at: position)
            }
            throw .missingAttributeColumn(needed: needed, usual: Array(names.prefix(3)), header: header)
        }
        let leadNames = (leadColumn.map { [EventColumns.folded($0)] } ?? []) + EventColumns.leadNames + ["id"]
        return AttributeColumns(
            lead: try take("lead", "the lead", leadNames),
            field: try take("field", "the field", fieldNames),
            value: try take("value", "the value", valueNames),
            knownAt: try take("known_at", "the time the value became known", timeNames))
    }

    /// - Throws: ``HistoryError/unknownAttributeColumn(_:header:)`` for the first column that is not there.
    func require(in header: [String]) throws(HistoryError) {
        for name in [lead, field, value, knownAt] where !header.contains(name) {
            throw .unknownAttributeColumn(name, header: header)
        }
    }

    private static let fieldNames = [
        "field", "attribute", "property", "fieldname", "attributename", "propertyname", "feld", "merkmal", "attribut",
        "eigenschaft", "feldname", "key", "name",
    ]
    private static let valueNames = ["value", "newvalue", "wert", "neuerwert", "new", "to"]
    private static let timeNames =
        [
            "knownat", "knownsince", "validfrom", "changedat", "updatedat", "recordedat", "changedate", "createddate",
            "lastmodifieddate", "bekanntab", "bekanntseit", "gültigab", "gueltigab", "geändertam", "geaendertam",
        ] + EventColumns.timeNames
}
