public import LearningCore

/// The as-of time of a scoring.
public enum ScoringTimes: Sendable {
    /// Seconds since 1970, the same for all leads.
    case time(Double)
    /// One per row.
    case column([Double])

    public func time(ofRow row: Int) -> Double {
        switch self {
        case .time(let time): time
        case .column(let times): times[row]
        }
    }
}

/// What rules make of a table of leads: one entry per row in every list.
public struct RuleScores: Sendable, Equatable {
    /// Axis by axis, in the order of the rule set.
    public fileprivate(set) var axisPoints: [[Double]]
    public fileprivate(set) var axisPercents: [[Double]]
    /// The weighted mean of the axes' percentages, 0…100: the one number to put leads in order.
    public fileprivate(set) var overall: [Double] = []
    public fileprivate(set) var letters: WordColumn
    /// Blank without a matrix, as are cells and actions.
    public fileprivate(set) var classes: WordColumn
    public fileprivate(set) var cells: WordColumn
    public fileprivate(set) var actions: WordColumn
    public fileprivate(set) var stages: [Stage] = []
    public fileprivate(set) var personas: WordColumn

    init(_ rules: RuleSet) {
        axisPoints = [[Double]](repeating: [], count: rules.axes.count)
        axisPercents = axisPoints
        letters = WordColumn(words: rules.letterNames)
        classes = WordColumn(words: rules.scales.classes.bands.map(\.name))
        cells = WordColumn(words: rules.cellNames)
        actions = WordColumn(words: rules.actionNames)
        personas = WordColumn(words: rules.personas.map(\.id))
    }

    mutating func append(_ other: RuleScores) {
        for axis in axisPoints.indices {
            axisPoints[axis] += other.axisPoints[axis]
            axisPercents[axis] += other.axisPercents[axis]
        }
        overall += other.overall
        letters.codes += other.letters.codes
        classes.codes += other.classes.codes
        cells.codes += other.cells.codes
        actions.codes += other.actions.codes
        stages += other.stages
        personas.codes += other.personas.codes
    }
}

/// A column of words of which there are few: codes, and what they mean; `-1` is blank.
public struct WordColumn: Sendable, Equatable, RandomAccessCollection {
    public let words: [String]
    public internal(set) var codes: [Int32] = []

    init(words: [String]) { self.words = words }

    public var startIndex: Int { 0 }
    public var endIndex: Int { codes.count }
    public subscript(row: Int) -> String { codes[row] < 0 ? "" : words[Int(codes[row])] }
}

extension RuleSet {
    /// Letters as they are written, by ``LeadStanding/letterCode(_:)``.
    var letterNames: [String] {
        let names = scales.letters.bands.map(\.name)
        return scales.hasThirds ? names.flatMap { [$0 + "+", $0, $0 + "−"] } : names
    }

    /// `A1`, `A2`, …; empty without a matrix.
    public var cellNames: [String] { matrix?.cellNames(scales) ?? [] }

    /// What a cell of the matrix, by its name, asks for; `nil` without a matrix.
    public func cell(named name: String) -> ScoreMatrix.Cell? {
        guard let matrix, let place = cellNames.firstIndex(of: name) else { return nil }
        return matrix.cells[place]
    }

    /// The actions of the matrix's cells, then those of the overrides.
    var actionNames: [String] { (matrix?.cells.map(\.action) ?? []) + overrides.map { $0.action ?? "" } }
}

extension RulePlan {
    /// Scores every row, blocks of leads in parallel; the blocks do not depend on the number of threads.
    ///
    /// - Precondition: a column of as-of times has one per row.
    /// - Complexity: O(rows × (rules + events of the lead × event conditions)).
    public func scores(asOf: ScoringTimes, on pool: WorkerPool) -> RuleScores {
        if case .column(let times) = asOf { precondition(times.count == rowCount, "one as-of time a row") }
        let blocks = WorkerPool.blocks(of: rowCount, size: 4_096)
        let parts = pool.map(blocks.count) { block(blocks[$0], asOf) }
        var all = RuleScores(rules)
        for part in parts { all.append(part) }
        return all
    }

    private func block(_ rows: Range<Int>, _ asOf: ScoringTimes) -> RuleScores {
        var pass = ScorePass(self)
        var scores = RuleScores(rules)
        for row in rows {
            let view = LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs)
            let standing = standing(view, &pass)
            for axis in result.axes.indices {
                scores.axisPoints[axis].append(pass.axisPoints[axis].value)
                scores.axisPercents[axis].append(pass.axisPercents[axis])
            }
            scores.overall.append(standing.overall)
            scores.letters.codes.append(Int32(letterCode(standing)))
            scores.classes.codes.append(Int32(standing.engagementClass))
            scores.cells.codes.append(Int32(standing.cell))
            scores.actions.codes.append(Int32(actionCode(standing)))
            scores.stages.append(standing.stage)
            scores.personas.codes.append(personaNodes.isEmpty ? -1 : Int32(standing.persona))
        }
        return scores
    }

    /// The position in ``RuleSet/letterNames``: in thirds, unless an override put another letter in place.
    func letterCode(_ standing: LeadStanding) -> Int {
        guard rules.scales.hasThirds else { return standing.letter }
        let bounds = result.letterBounds
        let isOwn = PlannedResult.band(of: standing.letterPercent, bounds) == standing.letter
        return standing.letter * 3 + (isOwn ? BandScale.third(of: standing.letterPercent, standing.letter, bounds) : 1)
    }

    func letterName(_ standing: LeadStanding) -> String { rules.letterNames[letterCode(standing)] }

    func cellName(_ standing: LeadStanding) -> String? { standing.cell < 0 ? nil : rules.cellNames[standing.cell] }

    /// The position in ``RuleSet/actionNames``, `-1` for none.
    private func actionCode(_ standing: LeadStanding) -> Int {
        standing.actionOverride < 0 ? standing.cell : (rules.matrix?.cells.count ?? 0) + standing.actionOverride
    }

    func action(_ standing: LeadStanding) -> String {
        let code = actionCode(standing)
        return code < 0 ? "" : rules.actionNames[code]
    }
}
