/// Where leads stand on one subject of possible rules: a column, or how often they did something.
///
/// The places are in an order in which neighbours can be told apart by a rule or put together again: numbers by size,
/// words by how often such leads are won. A rule set is a choice of boundaries between neighbours. The leads of the group
/// with `home` get no points for the subject, so a subject of g groups needs g − 1 rules.
struct RuleScale: Sendable {
    enum Subject: Sendable, Hashable {
        case column(String)
        /// How many events of some types, within seconds before the as-of time; `nil` is ever.
        case events(types: [String], window: Double?)
    }

    enum Place: Sendable, Hashable {
        /// From `from`, inclusive, to below `below`.
        case numbers(from: Cut?, below: Cut?)
        /// A word, in all its spellings.
        case words([String])
        /// Words too rare to have a rule.
        case rest
        case blank
        case placeholder
    }

    let subject: Subject
    /// First those with an order, then those without.
    let places: [Place]
    let orderedCount: Int
    /// The position of an ordered place.
    let home: Int
    /// For each lead its place.
    let placeOfRow: [Int32]
    /// By place: how many leads there are, and how many of them were won.
    let tallies: [Tally]

    struct Tally: Sendable, Equatable {
        var leads = 0
        var won = 0

        /// The share that was won; 0 without leads.
        var rate: Double { leads > 0 ? Double(won) / Double(leads) : 0 }

        static func + (left: Tally, right: Tally) -> Tally {
            Tally(leads: left.leads + right.leads, won: left.won + right.won)
        }
    }

    init(
        _ subject: Subject, places: [Place], orderedCount: Int, home: Int, placeOfRow: [Int32], labels: [Bool]
    ) {
        self.subject = subject
        self.places = places
        self.orderedCount = orderedCount
        self.home = home
        self.placeOfRow = placeOfRow
        var tallies = [Tally](repeating: Tally(), count: places.count)
        for (place, won) in zip(placeOfRow, labels) {
            tallies[Int(place)].leads += 1
            if won { tallies[Int(place)].won += 1 }
        }
        self.tallies = tallies
    }

    /// The steps that could be taken: a boundary below each ordered place but the first, and each place without an order.
    var steps: [Int] { Array(places.indices.dropFirst()) }

    /// Whether leads at a place have taken a step. Those of a place without an order stand where `home` is.
    func has(_ step: Int, at place: Int) -> Bool {
        guard step < orderedCount else { return place == step }
        return (place < orderedCount ? place : home) >= step
    }

    /// 1 for the leads that have taken a step, else 0.
    func indicator(of step: Int) -> [Double] {
        let byPlace = places.indices.map { has(step, at: $0) ? 1.0 : 0 }
        return placeOfRow.map { byPlace[Int($0)] }
    }

    /// The same for some of the leads.
    func selecting(_ rows: [Int], labels: [Bool]) -> RuleScale {
        RuleScale(
            subject, places: places, orderedCount: orderedCount, home: home,
            placeOfRow: rows.map { placeOfRow[$0] }, labels: rows.map { labels[$0] })
    }
}

/// A step of one of several scales.
struct RuleStep: Sendable, Hashable {
    let scale: Int
    let step: Int
}
