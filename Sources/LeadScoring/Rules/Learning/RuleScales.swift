import FeatureExtraction
import LeadHistory
import LearningCore
import Tabular

/// Finds the subjects of possible rules in training leads.
struct RuleScales {
    /// The most parts that the numbers of a column are cut into.
    static let mostParts = 24
    /// Text longer than this is no word of a rule.
    private static let longestWord = 120
    private static let mostWords = 200
    /// Events are counted ever, and within these times.
    private static let windows: [Double?] = [nil, 7 * Span.day, 30 * Span.day]
    private static let eventCounts = [1, 2, 3, 5, 8, 12, 20, 40]

    let leads: ClosedLeads
    let labels: [Bool]
    /// A place with fewer leads has no rule of its own.
    let least: Int

    init(_ leads: ClosedLeads) {
        self.leads = leads
        labels = leads.labels
        least = max(20, leads.labels.count / 200)
    }

    /// Those of the columns that are features and no leaks, then those of the events.
    func scales(without leaks: Set<String>, types excluded: [String]) -> [RuleScale] {
        let columns = leads.assignments.filter { !leaks.contains($0.name) }.compactMap { assignment -> RuleScale? in
            guard let column = leads.frame[assignment.name] else { return nil }
            switch (assignment.role, column.values) {
            case (.id, _), (.label, _), (.time, _), (.group, _), (.ignored, _), (.text, _), (_, .date): return nil
            case (_, .number(let values)): return numbers(column, values)
            case (_, .boolean(let values)): return words(column) { values[$0] ? "true" : "false" }
            case (_, .text(let values)): return words(column) { values[$0] }
            }
        }
        return columns + eventScales(without: excluded)
    }

    /// A number, blank or a placeholder beside it.
    private func numbers(_ column: Column, _ values: [Double]) -> RuleScale? {
        let cuts = [Cut](parting: values.filter { !$0.isNaN }, into: Self.mostParts, atLeast: least)
        var places = cuts.places
        let orderedCount = places.count
        var loose: [CellState: Int] = [:]
        for (state, place) in [(CellState.absent, RuleScale.Place.blank), (.placeholder, .placeholder)]
        where column.count(of: state) >= least {
            loose[state] = places.count
            places.append(place)
        }
        guard places.count > 1 else { return nil }
        var counts = [Int](repeating: 0, count: orderedCount)
        let parts = values.map { $0.isNaN ? -1 : cuts.part(of: $0) }
        for part in parts where part >= 0 { counts[part] += 1 }
        let home = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
        let placeOfRow = parts.enumerated().map { row, part in
            Int32(part >= 0 ? part : loose[column.state(at: row)] ?? home)
        }
        return RuleScale(
            .column(column.name), places: places, orderedCount: orderedCount, home: home, placeOfRow: placeOfRow,
            labels: labels)
    }

    /// Words, ordered by how often such leads are won, shrunk towards all leads where there are few.
    private func words(_ column: Column, _ text: (Int) -> String) -> RuleScale? {
        var spellings: [String: [String]] = [:]
        var tallies: [RuleScale.Place: RuleScale.Tally] = [:]
        let keys = (0..<column.count).map { row -> RuleScale.Place in
            let key: RuleScale.Place
            switch column.state(at: row) {
            case .absent: key = .blank
            case .placeholder: key = .placeholder
            case .value:
                let word = text(row)
                let folded = word.lowercased()
                if !(spellings[folded]?.contains(word) ?? false) { spellings[folded, default: []].append(word) }
                key = .words([folded])
            }
            tallies[key, default: RuleScale.Tally()].leads += 1
            if labels[row] { tallies[key, default: RuleScale.Tally()].won += 1 }
            return key
        }
        let overall = Double(labels.count { $0 }) / Double(max(labels.count, 1))
        func rate(_ tally: RuleScale.Tally) -> Double {
            (Double(tally.won) + 10 * overall) / (Double(tally.leads) + 10)
        }
        let named = tallies.filter { $0.value.leads >= least && Self.isWritable($0.key, spellings) }
            .sorted { ($0.value.leads, $1.key.sortKey) > ($1.value.leads, $0.key.sortKey) }.prefix(Self.mostWords)
        let rest = tallies.reduce(RuleScale.Tally()) { sum, entry in
            named.contains { $0.key == entry.key } ? sum : sum + entry.value
        }
        var ordered = named.map { (place: $0.key, tally: $0.value) }
        // Words that are met for the first time are treated as rare ones.
        if rest.leads > 0 || ordered.isEmpty { ordered.append((.rest, rest)) }
        ordered.sort { (rate($0.tally), $0.place.sortKey) < (rate($1.tally), $1.place.sortKey) }
        guard ordered.count > 1 else { return nil }
        let positions = Dictionary(uniqueKeysWithValues: ordered.indices.map { (ordered[$0].place, $0) })
        let largest = ordered.indices.max { (ordered[$0].tally.leads, -$0) < (ordered[$1].tally.leads, -$1) } ?? 0
        let home = positions[.rest] ?? largest
        let places = ordered.map { entry -> RuleScale.Place in
            if case .words(let folded) = entry.place { return .words(folded.flatMap { spellings[$0] ?? [] }) }
            return entry.place
        }
        return RuleScale(
            .column(column.name), places: places, orderedCount: places.count, home: home,
            placeOfRow: keys.map { Int32(positions[$0] ?? home) }, labels: labels)
    }

    private static func isWritable(_ place: RuleScale.Place, _ spellings: [String: [String]]) -> Bool {
        guard case .words(let folded) = place else { return true }
        return folded.flatMap { spellings[$0] ?? [] }.allSatisfy { word in
            word.count <= longestWord && !word.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        }
    }

    private func eventScales(without excluded: [String]) -> [RuleScale] {
        guard let happened = leads.events else { return [] }
        let names = happened.log.typeNames
        let types = names.indices.filter { !excluded.contains(names[$0]) && names[$0] != EventLog.blankType }
        return Self.windows.flatMap { window -> [RuleScale] in
            let counts = Self.counts(happened, typeCount: names.count, window: window)
            let each = types.compactMap { type in
                counted(counts[type], subject: .events(types: [names[type]], window: window))
            }
            guard types.count > 1 else { return each }
            let sums = happened.snapshots.indices.map { place in types.reduce(0) { $0 + counts[$1][place] } }
            return each
                + [counted(sums, subject: .events(types: types.map { names[$0] }, window: window))]
                .compactMap(\.self)
        }
    }

    private func counted(_ counts: [Int], subject: RuleScale.Subject) -> RuleScale? {
        var cuts: [Cut] = []
        var below = counts.count
        for count in Self.eventCounts {
            let reached = counts.count { $0 >= count }
            guard reached >= least, below - reached >= least else { continue }
            cuts.append(Cut(count))
            below = reached
        }
        guard !cuts.isEmpty else { return nil }
        return RuleScale(
            subject, places: cuts.places, orderedCount: cuts.count + 1, home: 0,
            placeOfRow: counts.map { Int32(cuts.part(of: Double($0))) }, labels: labels)
    }

    /// By type, for each snapshot how many events there were in `(asOf − window, asOf]`.
    private static func counts(_ happened: SnapshotEvents, typeCount: Int, window: Double?) -> [[Int]] {
        let log = happened.log
        var counts = [[Int]](repeating: [Int](repeating: 0, count: happened.snapshots.count), count: typeCount)
        for (place, snapshot) in happened.snapshots.enumerated() {
            for event in log.events(ofRow: snapshot.row) where log.times[event] <= snapshot.asOf {
                if let window, log.times[event] <= snapshot.asOf - window { continue }
                counts[Int(log.types[event])][place] += 1
            }
        }
        return counts
    }
}

extension RuleScale.Place {
    /// Orders places of equal rates, so that no order of a dictionary reaches a result.
    fileprivate var sortKey: String {
        switch self {
        case .words(let words): "w" + words.joined(separator: "\u{1F}")
        case .blank: "a"
        case .placeholder: "b"
        case .rest: "c"
        case .numbers: "d"
        }
    }
}
