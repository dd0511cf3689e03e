import LeadHistory
import LearningCore
import ModelStorage
import Tabular

/// The part of the leads that is kept in long form: one row says that a field of a lead had a value from some time on
/// (R-DATA-2). What it says wins over a column of the same name in the leads table.
public struct AttributeSource: Sendable {
    public var path: String
    /// What its columns are called, by part: `lead`, `field`, `value`, `known_at`. Found by their names otherwise.
    public var columns: [String: String]

    public init(path: String, columns: [String: String] = [:]) {
        self.path = path
        self.columns = columns
    }

    /// The source as options, each with a space before it.
    var options: String {
        let said = columns.sorted { $0.key < $1.key }.map {
            " --attribute-column " + shellWord("\($0.key)=\($0.value)")
        }
        return " --attributes " + shellWord(path) + said.joined()
    }
}

/// A history that was joined to the leads of a table.
struct JoinedAttributes: Sendable {
    var history: AttributeHistory
    /// The column of the leads that it was joined on.
    let joinColumn: String
    /// What a person said its columns are called.
    let columns: [String: String]
    /// The fields whose changes are columns too; `nil` for those that ever change.
    var withChanges: Set<String>?

    var fields: [String] { history.fields.map(\.name) }
    var formats: [String: ValueFormat] {
        Dictionary(uniqueKeysWithValues: history.fields.map { ($0.name, $0.format) })
    }

    var description: HistoryDescription.Attributes {
        HistoryDescription.Attributes(fields: fields, joinColumn: joinColumn, columns: columns)
    }

    /// Without some fields, and without that of the column it is joined on.
    func excluding(_ names: [String]) -> JoinedAttributes {
        var copy = self
        copy.history = history.excluding(Set(names + [joinColumn]))
        return copy
    }

    func columns(at snapshots: [Snapshot], on pool: WorkerPool) -> [Column] {
        SnapshotAttributes(history: history, snapshots: snapshots).columns(withChanges: withChanges, on: pool)
    }
}

/// A table of attributes that is open but not read yet: it is read once the leads are known.
struct AttributeTable {
    private let reader: TableReader
    private let source: LeadSource
    private let path: String
    private let said: [String: String]

    /// `nil` for leads without such a table.
    ///
    /// - Parameter columns: what a model's record says they are called; what the source says comes first.
    /// - Throws: ``Diagnostic`` for a file that cannot be read, E142 for columns that are not there.
    init?(of source: LeadSource, columns: [String: String] = [:], on pool: WorkerPool) throws(Diagnostic) {
        guard let attributes = source.attributes else { return nil }
        self.source = source
        path = attributes.path
        said = columns.merging(attributes.columns) { $1 }
        var options = ReadOptions(placeholders: source.readOptions.placeholders)
        options.badRows = source.options.badRows
        reader = try Diagnostic.translating { () throws(TabularError) in
            try TableReader(path: attributes.path, options: options, pool: pool)
        }
        guard !reader.header.isEmpty else {
            throw Diagnostic(.attributes, "\(attributes.path) is empty", fix: "export it again, with a header")
        }
        for (part, column) in said.sorted(by: { $0.key < $1.key }) {
            guard AttributeColumns.parts.contains(part) else {
                throw Diagnostic(
                    .badOption, "--attribute-column names \"\(part)\"",
                    fix: "expected one of \(AttributeColumns.parts.joined(separator: ", "))")
            }
            guard reader.header.contains(column) else {
                throw HistoryError.unknownAttributeColumn(column, header: reader.header).diagnostic
            }
        }
    }

    /// The column of the leads that the history names: that of the same name, else the leads' id, said or usual.
    func joinColumn(among header: [String], id: String?) throws(Diagnostic) -> String {
        try LeadJoin.column(named: columns(id: id).lead, among: header, id: id, table: path, code: .attributes)
    }

    /// Reads the history of the leads that are called so in the column.
    ///
    /// - Parameters:
    ///   - fields: the fields to keep, with how a model reads them; `nil` keeps all and finds their types.
    func joined(
        to column: Column, id: String?, fields: [String: ValueFormat]? = nil, on pool: WorkerPool
    ) throws(Diagnostic) -> JoinedAttributes {
        let columns = try columns(id: id)
        let requests =
            fields?.mapValues { ColumnRequest.typed($0.type, $0) }
            ?? source.types.mapValues { ColumnRequest.typed($0, nil) }
        do {
            let history = try AttributeHistory.read(
                reader, leads: LeadIndex(column), columns: columns, requests: requests,
                only: fields.map { Set($0.keys) }, placeholders: source.readOptions.placeholders, on: pool)
            return JoinedAttributes(
                history: history, joinColumn: column.name, columns: said, withChanges: fields.map { Set($0.keys) })
        } catch let error as any DiagnosticConvertible {
            throw error.diagnostic
        } catch {
            throw Diagnostic(.internalFault, "\(error)")
        }
    }

    private func columns(id: String?) throws(Diagnostic) -> AttributeColumns {
        try Diagnostic.translating { () throws(HistoryError) in
            try AttributeColumns.find(in: reader.header, leadColumn: id, decided: said)
        }
    }
}

extension HistoryDescription.Attributes {
    /// How the fields are read, as a model's record of the input says.
    func formats(_ input: InputDescription) -> [String: ValueFormat] {
        Dictionary(uniqueKeysWithValues: fields.map { ($0, input.formats[$0] ?? ValueFormat(shape: .text)) })
    }
}

extension ModelArtifact {
    /// Columns of its input that stand in no leads table: they are made of what is known at the snapshot.
    var madeColumns: Set<String> {
        let fields = input.history?.attributes?.fields ?? []
        return Set(fields.flatMap { SnapshotAttributes.columnNames(of: $0) } + [SnapshotFrame.ageColumn])
    }

    /// The history of attributes that the model looks at, if it does.
    ///
    /// - Throws: ``Diagnostic`` E142 for a history that is missing, E103 for one that is not wanted.
    func attributeTable(of source: LeadSource, on pool: WorkerPool) throws(Diagnostic) -> AttributeTable? {
        guard let wanted = input.history?.attributes else {
            guard source.attributes == nil else {
                throw Diagnostic(
                    .badOption, "--attributes is given, but the model knows no history of attributes",
                    fix: "leave it out")
            }
            return nil
        }
        guard let table = try AttributeTable(of: source, columns: wanted.columns, on: pool) else {
            let fields = wanted.fields.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
            throw Diagnostic(
                .attributes, "the model looks at what was known of leads when, and no history was given",
                evidence: ["it knows the history of \(fields)"], fix: "add --attributes FILE")
        }
        return table
    }
}
