import FeatureExtraction
import LearningCore
import ModelStorage
import Tabular

/// Folds the contributions of features back to the fields a person knows, and says them in words.
struct LeadExplainer: Sendable {
    struct Field: Sendable {
        let name: String
        /// Positions of its features.
        var features: [Int]
        /// `nil` for what a lead did.
        var column: Column?
    }

    let fields: [Field]
    /// Of each field, apart, so that none is copied for a part of it: its name, its column, and its feature or −1 where
    /// it has several.
    private let names: [String]
    private let columns: [Column?]
    /// Of columns of numbers their values; empty for others.
    private let numbers: [[Double]]
    private let lone: [Int]
    private let schema: FeatureSchema
    private let matrix: FeatureMatrix
    /// By feature of the table what it says of a normalised column.
    private let parts: [String?]
    /// By feature; empty for a model without.
    private let tables: [ReasonRates.Table]
    /// For each feature and entry of its rates what to say of them.
    private let words: [[ReasonRate?]]
    private let language: ReasonLanguage

    /// Under this, a share of won leads says too little.
    private static let fewestLeads = 10

    init(_ artifact: ModelArtifact, frame: DataFrame, matrix: FeatureMatrix, language: ReasonLanguage) {
        var fields: [Field] = []
        var places: [String: Int] = [:]
        schema = artifact.features.schema
        for (position, feature) in schema.features.enumerated() {
            if let place = places[feature.field] {
                fields[place].features.append(position)
            } else {
                places[feature.field] = fields.count
                fields.append(Field(name: feature.field, features: [position], column: frame[feature.field]))
            }
        }
        self.fields = fields
        names = fields.map(\.name)
        columns = fields.map(\.column)
        numbers = columns.map { if case .number(let values)? = $0?.values { values } else { [] } }
        lone = fields.map { $0.features.count == 1 ? $0.features[0] : -1 }
        self.matrix = matrix
        self.language = language
        parts = artifact.features.attributes?.normalisedParts ?? []
        tables = artifact.reasonRates?.tables ?? []
        let overall = Double(artifact.positives) / Double(max(artifact.rows, 1))
        words = tables.map { table in
            table.leads.indices.map { Self.rate(table, entry: $0, overall: overall, language) }
        }
    }

    /// What each field adds to the log-odds.
    func sums(_ contributions: ArraySlice<Double>) -> [Double] { fields.indices.map { sum($0, contributions) } }

    private func sum(_ field: Int, _ contributions: ArraySlice<Double>) -> Double {
        let start = contributions.startIndex
        if lone[field] >= 0 { return contributions[start + lone[field]] }
        return fields[field].features.reduce(0) { $0 + contributions[start + $1] }
    }

    /// The fields that move the score most, in either direction; equal ones in table order.
    func reasons(_ contributions: ArraySlice<Double>, limit: Int, row: Int) -> [ReasonCode] {
        var strongest = Ranking()
        rank(contributions, limit: limit, into: &strongest)
        return strongest.map { reason($0.field, sum: $0.sum, contributions, row: row) }
    }

    /// The same as texts, one after the other; a lead with fewer reasons has empty ones.
    func append(
        _ contributions: ArraySlice<Double>, limit: Int, row: Int, ranking: inout Ranking, to texts: inout ReasonTexts
    ) {
        rank(contributions, limit: limit, into: &ranking)
        for (field, sum) in ranking {
            let feature = lone[field] >= 0 ? lone[field] : loudest(fields[field], sum: sum, contributions)
            let words = rate(feature, row)?.words
            ReasonCode.append(
                names[field], value(field, feature, row), sum, words, language, to: &texts.bytes)
            texts.ends.append(texts.bytes.count)
        }
        for _ in ranking.count..<limit { texts.ends.append(texts.bytes.count) }
    }

    /// Fields, the strongest first, with what they add to the log-odds.
    typealias Ranking = [(field: Int, sum: Double)]

    private func rank(_ contributions: ArraySlice<Double>, limit: Int, into strongest: inout Ranking) {
        strongest.removeAll(keepingCapacity: true)
        var least = 1e-9
        for field in fields.indices {
            let sum = sum(field, contributions)
            guard abs(sum) > least else { continue }
            var rank = strongest.count
            while rank > 0, abs(strongest[rank - 1].sum) < abs(sum) { rank -= 1 }
            strongest.insert((field, sum), at: rank)
            if strongest.count > limit { strongest.removeLast() }
            if strongest.count == limit { least = max(least, abs(strongest[limit - 1].sum)) }
        }
    }

    /// - Parameter field: the position of a field.
    func reason(_ field: Int, sum: Double, _ contributions: ArraySlice<Double>, row: Int) -> ReasonCode {
        let feature = lone[field] >= 0 ? lone[field] : loudest(fields[field], sum: sum, contributions)
        return ReasonCode(
            field: names[field], value: value(field, feature, row), contribution: sum, rate: rate(feature, row),
            language: language)
    }

    private func value(_ field: Int, _ feature: Int, _ row: Int) -> String {
        if !numbers[field].isEmpty, !numbers[field][row].isNaN {
            return language.number(CellText.number(numbers[field][row]))
        }
        return columns[field].map { text(of: $0, feature, row) } ?? behaviour(field, feature, row)
    }

    /// What a cell says; of a normalised column what it was read as, which is what the model looks at.
    private func text(of column: Column, _ position: Int, _ row: Int) -> String {
        guard position < parts.count, let part = parts[position], column.state(at: row) == .value,
            case .categorical(let codes) = matrix.columns[position],
            case .categorical(let levels) = schema.features[position].kind
        else { return language.cell(CellText.text(of: column, at: row)) }
        return language.part(part, codes[row] < 0 ? nil : levels[Int(codes[row])])
    }

    /// Of the features of the field the one that speaks loudest for its sum, the first of equal ones.
    private func loudest(_ field: Field, sum: Double, _ contributions: ArraySlice<Double>) -> Int {
        let (start, sign) = (contributions.startIndex, sum < 0 ? -1.0 : 1)
        var best = field.features[0]
        for feature in field.features where sign * contributions[start + feature] > sign * contributions[start + best] {
            best = feature
        }
        return best
    }

    private func behaviour(_ field: Int, _ position: Int, _ row: Int) -> String {
        let feature = schema.features[position]
        let value: String?
        switch (matrix.columns[position], feature.kind) {
        case (.numeric(let values), _): value = values[row].isNaN ? nil : CellText.number(values[row])
        case (.categorical(let codes), .categorical(let levels)):
            value = codes[row] < 0 ? nil : levels[Int(codes[row])]
        default: value = nil
        }
        let prefix = ["\(names[field]): ", "event \(names[field]): "].first { feature.name.hasPrefix($0) }
        return language.behaviour(value.map(language.number), String(feature.name.dropFirst(prefix?.count ?? 0)))
    }

    private func rate(_ feature: Int, _ row: Int) -> ReasonRate? {
        guard !tables.isEmpty else { return nil }
        switch matrix.columns[feature] {
        case .numeric(let values): return words[feature][tables[feature].entry(of: values[row])]
        case .categorical(let codes): return words[feature][tables[feature].entry(of: codes[row])]
        }
    }

    private static func rate(
        _ table: ReasonRates.Table, entry: Int, overall: Double, _ language: ReasonLanguage
    ) -> ReasonRate? {
        let (leads, won) = (table.leads[entry], table.won[entry])
        guard leads >= fewestLeads else { return nil }
        var range: String?
        if !table.cuts.isEmpty, entry <= table.cuts.count {
            let low = entry > 0 ? table.cuts[entry - 1] : nil
            let high = entry < table.cuts.count ? table.cuts[entry] - (table.isWhole ? 1 : 0) : nil
            range = language.range(
                low: low.map { language.number(CellText.number($0)) },
                high: high.map { language.number(CellText.number($0)) }, isWhole: table.isWhole)
        }
        return ReasonRate(
            leads: leads, won: won, words: language.rate(leads: leads, won: won, range: range, overall: overall))
    }
}

/// Reasons as they are written, the same number for each lead.
struct ReasonTexts: Sendable {
    /// UTF-8, text after text.
    var bytes: [UInt8] = []
    /// Where each text ends.
    var ends: [Int] = []

    func text(_ number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }
}
