import Evaluation
import FeatureExtraction
import LeadHistory
import LearningCore
import ModelStorage
import Tabular

extension ModelReportRun {
    /// Shares that are shown when nobody says how many leads can be worked, and beside it when somebody does.
    static let shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5]

    func capacity(_ judged: ReportedLeads, _ bands: [CurveBand]) -> [ModelReport.CapacityLine] {
        guard let gains = bands.first(where: { $0.kind == .gains }) else { return [] }
        let rows = Double(judged.labels.count)
        let won = Double(judged.labels.count { $0 })
        var lines = Self.shares.map { (share: $0, isAsked: false) }
        if let capacity = request.capacity {
            let share = capacity.leads(of: judged.labels.count) / rows
            lines.removeAll { abs($0.share - share) < 1e-9 }
            lines.append((share, true))
        }
        return lines.sorted { $0.share < $1.share }.map { line in
            let capture = gains.height(at: line.share)
            let leads = line.share * rows
            return ModelReport.CapacityLine(
                leads: leads, share: line.share, won: capture.value * won, random: line.share * won,
                rate: capture.value * won / leads, capture: capture, isAsked: line.isAsked)
        }
    }

    func profit(_ judged: ReportedLeads, _ probabilities: [Double], _ bands: [CurveBand]) -> ProfitBand? {
        guard let value = request.value, let cost = request.cost,
            let gains = bands.first(where: { $0.kind == .gains })
        else { return nil }
        let worthwhile = probabilities.indices.filter { probabilities[$0] >= cost / value }
        return ProfitBand(
            value: value, cost: cost, gains: gains, rows: judged.labels.count, won: judged.labels.count { $0 },
            worthwhile: (worthwhile.count, worthwhile.count { judged.labels[$0] }))
    }

    /// The drivers over at most ``mostDriverRows`` leads, evenly spaced.
    func drivers(_ judged: ReportedLeads) throws(Diagnostic) -> (found: [Driver], rows: Int) {
        let count = judged.labels.count
        let kept = min(count, Self.mostDriverRows)
        let rows = (0..<kept).map { $0 * count / kept }
        let frame = kept == count ? judged.frame : judged.frame.selecting(rows: rows)
        let events = kept == count ? judged.events : judged.events?.selecting(rows)
        let matrix = try Diagnostic.translating { () throws(ExtractionError) in
            try artifact.features.matrix(from: frame, events: events, on: pool)
        }
        let contributions = try Diagnostic.translating { () throws(LearningError) in
            try artifact.model.contributions(to: matrix, on: pool)
        }
        let finder = DriverFinder(
            schema: artifact.features.schema, frame: frame, labels: rows.map { judged.labels[$0] },
            contributions: contributions)
        return (finder.drivers(on: pool), kept)
    }

    /// Parts by the column asked for, or by the strongest column of two to twelve words.
    func segment(_ judged: ReportedLeads, drivers: [Driver]) throws(Diagnostic) -> PartsReport? {
        if let asked = request.segment, let column = judged.frame[asked] {
            return parts(judged, by: column, isFound: false)
        }
        for driver in drivers {
            guard let column = judged.frame[driver.field], column.type == .text || column.type == .boolean else {
                continue
            }
            let groups = ColumnGroups(column).groups.count
            if (2...12).contains(groups) { return parts(judged, by: column, isFound: true) }
        }
        return nil
    }

    /// The largest eleven parts, and the rest as one.
    private func parts(_ judged: ReportedLeads, by column: Column, isFound: Bool) -> PartsReport {
        let groups = ColumnGroups(column).groups
        var part = [Int](repeating: -1, count: judged.labels.count)
        let most = 12
        let isCut = groups.count > most
        var names = groups.prefix(isCut ? most - 1 : most).map(\.name)
        if isCut { names.append("(\(groups.count - most + 1) others)") }
        for (index, group) in groups.enumerated() {
            for row in group.rows { part[row] = min(index, names.count - 1) }
        }
        return PartsReport(
            column: column.name, isFound: isFound, names: names, part: part, logOdds: judged.logOdds,
            labels: judged.labels, on: pool)
    }

    /// With the scores they were judged by, and the reasons of the saved model.
    func examples(_ judged: ReportedLeads) throws(Diagnostic) -> [ExampleLead] {
        let chosen = ExampleLead.chosen(logOdds: judged.logOdds, labels: judged.labels)
        let rows = chosen.map(\.row)
        let scores = try judged.scorer.scores(
            of: judged.frame.selecting(rows: rows), events: judged.events?.selecting(rows), reasons: 4, on: pool)
        return zip(chosen, scores).map { choice, score in
            let logOdds = judged.logOdds[choice.row]
            let points = judged.scorer.scale.score(logOdds: logOdds)
            return ExampleLead(
                role: choice.role, id: judged.name(at: choice.row),
                probability: LogisticLoss.probability(logOdds: logOdds), score: points,
                grade: judged.scorer.grades.letter(of: points), isWon: judged.labels[choice.row],
                reasons: score.reasons.map {
                    ExampleLead.Reason(field: $0.field, value: $0.value, contribution: $0.contribution)
                })
        }
    }
}

extension CurveBand {
    /// The height at any x within the grid, straight between its points.
    func height(at x: Double) -> Estimate {
        let after = points.partitioningIndex { $0.x >= x }
        guard after < points.count else { return points[points.count - 1].height }
        guard after > 0 else { return points[0].height }
        let (left, right) = (points[after - 1], points[after])
        let share = (x - left.x) / (right.x - left.x)
        let between = { (from: Double, to: Double) in from + share * (to - from) }
        return Estimate(
            value: between(left.height.value, right.height.value), low: between(left.height.low, right.height.low),
            high: between(left.height.high, right.height.high))
    }
}
