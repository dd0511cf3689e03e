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
    private let schema: FeatureSchema
    private let matrix: FeatureMatrix
    /// By feature of the table what it says of a normalised column.
    private let parts: [String?]
    private let rates: ReasonRates?
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
        self.matrix = matrix
        self.language = language
        parts = artifact.features.attributes?.normalisedParts ?? []
        rates = artifact.reasonRates
        let overall = Double(artifact.positives) / Double(max(artifact.rows, 1))
        words = (artifact.reasonRates?.tables ?? []).map { table in
            table.leads.indices.map { Self.rate(table, entry: $0, overall: overall, language) }
        }
    }

    /// What each field adds to the log-odds.
    func sums(_ contributions: ArraySlice<Double>) -> [Double] {
        let start = contributions.startIndex
        return fields.map { field in field.features.reduce(0) { $0 + contributions[start + $1] } }
    }

    /// The fields that move the score most, in either direction; equal ones in table order.
    func reasons(_ contributions: ArraySlice<Double>, limit: Int, row: Int) -> [ReasonCode] {
        let sums = sums(contributions)
        var strongest: [Int] = []
        strongest.reserveCapacity(limit + 1)
        for place in sums.indices where abs(sums[place]) > 1e-9 {
            guard strongest.count < limit || abs(sums[place]) > abs(sums[strongest[limit - 1]]) else { continue }
            let rank = strongest.firstIndex { abs(sums[$0]) < abs(sums[place]) } ?? strongest.count
            strongest.insert(place, at: rank)
            if strongest.count > limit { strongest.removeLast() }
        }
        return strongest.map { reason(fields[$0], sum: sums[$0], contributions, row: row) }
    }

    func reason(_ field: Field, sum: Double, _ contributions: ArraySlice<Double>, row: Int) -> ReasonCode {
        let feature = loudest(field, sum: sum, contributions)
        let value = field.column.map { text(of: $0, feature, row) } ?? behaviour(field, feature, row)
        return ReasonCode(
            field: field.name, value: value, contribution: sum, rate: rate(feature, row), language: language)
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
        guard field.features.count > 1 else { return field.features[0] }
        let (start, sign) = (contributions.startIndex, sum < 0 ? -1.0 : 1)
        var best = field.features[0]
        for feature in field.features where sign * contributions[start + feature] > sign * contributions[start + best] {
            best = feature
        }
        return best
    }

    private func behaviour(_ field: Field, _ position: Int, _ row: Int) -> String {
        let feature = schema.features[position]
        let value: String?
        switch (matrix.columns[position], feature.kind) {
        case (.numeric(let values), _): value = values[row].isNaN ? nil : CellText.number(values[row])
        case (.categorical(let codes), .categorical(let levels)):
            value = codes[row] < 0 ? nil : levels[Int(codes[row])]
        default: value = nil
        }
        let prefix = ["\(field.name): ", "event \(field.name): "].first { feature.name.hasPrefix($0) }
        return language.behaviour(value.map(language.number), String(feature.name.dropFirst(prefix?.count ?? 0)))
    }

    private func rate(_ feature: Int, _ row: Int) -> ReasonRate? {
        guard let rates else { return nil }
        let table = rates.tables[feature]
        switch matrix.columns[feature] {
        case .numeric(let values): return words[feature][table.entry(of: values[row])]
        case .categorical(let codes): return words[feature][table.entry(of: codes[row])]
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
