import FeatureExtraction
import LearningCore
import ModelStorage

/// Closed leads as the features of a model, to ask the model about: with a history at the snapshots training had.
struct InspectedLeads: Sendable {
    let dataset: Dataset
    /// The leads there were, of which `dataset` has at most so many as asked for, evenly spaced.
    let closed: Int
    let open: Int
    let rejected: Int
    /// These are the very leads the model learned from.
    let isTrainingData: Bool
    /// The columns, or types of events, the model reads, in the order of its features, with the features of each.
    let columns: [(name: String, features: [Int])]

    /// - Parameter mostRows: more leads than these are thinned.
    /// - Throws: ``Diagnostic``; E301 unless both outcomes occur.
    init(
        _ artifact: ModelArtifact, _ source: LeadSource, events: LeadSource?, mostRows: Int, on pool: WorkerPool
    ) throws(Diagnostic) {
        var source = source
        source.placeholders.merge(artifact.input.placeholders) { $0 + $1 }
        let leads = try JudgedLeads(artifact, source, events: events, on: pool)
        if let path = source.rejectsPath { try RejectsFile.write(leads.rejects, to: path) }
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: leads.frame, events: leads.events, on: pool)
        }
        let all = try Diagnostic.translating { () throws(LearningError) in
            let dataset = try Dataset(features: matrix, labels: leads.labels)
            try dataset.requireBothOutcomes()
            return dataset
        }
        isTrainingData = Fingerprint.of(all) == artifact.provenance.fingerprint
        closed = all.rowCount
        open = leads.open
        rejected = leads.rejects.count
        let kept = min(closed, mostRows)
        let count = closed
        dataset = kept == count ? all : all.selecting(rows: (0..<kept).map { $0 * count / kept })
        columns = Self.columns(of: artifact.features.schema)
    }

    private static func columns(of schema: FeatureSchema) -> [(name: String, features: [Int])] {
        var columns: [(name: String, features: [Int])] = []
        var places: [String: Int] = [:]
        for (feature, field) in schema.features.map(\.field).enumerated() {
            if let place = places[field] {
                columns[place].features.append(feature)
            } else {
                places[field] = columns.count
                columns.append((field, [feature]))
            }
        }
        return columns
    }

    /// The columns asked for, in that order.
    ///
    /// - Throws: ``Diagnostic`` E101 for one the model does not read.
    func columns(named names: [String]) throws(Diagnostic) -> [(name: String, features: [Int])] {
        try names.map { name throws(Diagnostic) in
            if let column = columns.first(where: { $0.name == name }) { return column }
            let known = columns.map(\.name)
            let closest = Spelling.closest(to: name, among: known)
            throw Diagnostic(
                .unknownColumn, "the model reads no column \"\(name)\" (--column)",
                evidence: closest.map { ["did you mean \"\($0)\"?"] } ?? [],
                fix: "it reads " + known.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
                    + (known.count > 12 ? ", … (`leadscore inspect` shows all)" : ""))
        }
    }

    /// Where the leads come from, as a sentence's end: "4,521 closed leads of bank.csv".
    func words(_ leads: String) -> String {
        let used = dataset.rowCount
        return used == closed
            ? "\(grouped(closed)) closed leads of \(leads)"
            : "\(grouped(used)) of the \(grouped(closed)) closed leads of \(leads)"
    }
}
