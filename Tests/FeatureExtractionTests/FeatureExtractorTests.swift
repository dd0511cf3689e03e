import FeatureExtraction
import LearningCore
import Tabular
import Testing

@Suite struct FeatureExtractorTests {
    let pool = WorkerPool(threadCount: 2)

    private static let states: [CellState] = [.value, .absent, .placeholder, .value, .value, .placeholder]

    /// Six leads with every kind of column and of cell.
    private var frame: DataFrame {
        DataFrame([
            Column(name: "size", values: .number([1, .nan, .nan, 4, 5, .nan]), states: Self.states),
            Column(
                name: "source",
                values: .text(.dictionary(codes: [0, -1, -1, 1, 0, -1], levels: ["web", "fair"])), states: Self.states),
            Column(name: "opt_in", values: .boolean([true, false, false, false, true, false]), states: Self.states),
            Column(
                name: "created_at", values: .date((0..<6).map { Double($0) * 30 * 86_400 + 9 * 3_600 })),
            Column(name: "last_visit", values: .date((0..<6).map { Double($0) * 30 * 86_400 - 86_400 * 2 })),
            Column(name: "note", values: .text(.buffer(bytes: Array("abcde".utf8), offsets: [0, 3, 3, 3, 5, 5, 5]))),
        ])
    }

    private func extractor(minimum: Int) throws -> FeatureExtractor {
        let ingredients: [(String, ColumnRole)] = [
            ("size", .numeric), ("source", .categorical), ("opt_in", .boolean), ("created_at", .time),
            ("last_visit", .date), ("note", .text),
        ]
        let recipe = FeatureRecipe(
            ingredients: ingredients.map { .init(column: $0.0, role: $0.1) }, timeColumn: "created_at",
            minimumLevelCount: minimum)
        return try recipe.fitted(to: frame, on: pool)
    }

    @Test func valuesAreWhatTheCellsSay() throws {
        let matrix = try extractor(minimum: 1).matrix(from: frame, on: pool)
        let columns = Dictionary(
            uniqueKeysWithValues: zip(matrix.schema.features.map(\.name), matrix.columns))
        #expect(columns["size: placeholder"] == .numeric([0, 0, 1, 0, 0, 1]))
        guard case .numeric(let sizes)? = columns["size"] else { throw Missing() }
        #expect(sizes[3] == 4 && sizes[1].isNaN && sizes[2].isNaN)
        // web twice, fair once: by falling count; then the placeholder's own level. Blank is missing.
        #expect(columns["source"] == .categorical([0, -1, 2, 1, 0, 2]))
        #expect(columns["opt_in"] == .categorical([1, -1, 2, 0, 1, 2]))
        #expect(columns["last_visit: days ago"] == .numeric(Array(repeating: 2.375, count: 6)))
        #expect(columns["created_at: hour"] == .numeric(Array(repeating: 9, count: 6)))
        // 1 January 1970 was a Thursday; thirty days on is two weekdays later.
        #expect(columns["created_at: weekday"] == .categorical([3, 5, 0, 2, 4, 6]))
        guard case .numeric(let lengths)? = columns["note: length"] else { throw Missing() }
        #expect(lengths[0] == 3 && lengths[3] == 2)
    }

    @Test func blankAndPlaceholderAreNeverMerged() throws {
        let matrix = try extractor(minimum: 1).matrix(from: frame, on: pool)
        for feature in ["source", "opt_in"] {
            let position = try #require(matrix.schema.index(of: feature))
            guard case .categorical(let codes) = matrix.columns[position] else { throw Missing() }
            #expect(codes[1] == -1)
            #expect(codes[2] >= 0)
        }
    }

    @Test func rareAndUnseenLevelsArePooled() throws {
        let extractor = try extractor(minimum: 2)
        #expect(
            extractor.steps.contains(.level(column: "source", levels: ["web"], poolsRare: true, keepsPlaceholder: true))
        )
        let later = frame.selecting(rows: [3, 0])
        let matrix = try extractor.matrix(from: later, on: pool)
        let position = try #require(matrix.schema.index(of: "source"))
        #expect(matrix.columns[position] == .categorical([1, 0]))
    }

    @Test func aRowDoesNotDependOnItsBatchOrOnTheThreads() throws {
        let extractor = try extractor(minimum: 1)
        let whole = try extractor.matrix(from: frame, on: WorkerPool(threadCount: 4))
        for row in 0..<6 {
            let alone = try extractor.matrix(from: frame.selecting(rows: [row]), on: WorkerPool(threadCount: 1))
            for (column, expected) in zip(alone.columns, whole.selecting(rows: [row]).columns) {
                switch (column, expected) {
                case (.numeric(let a), .numeric(let b)): #expect(a.map(\.bitPattern) == b.map(\.bitPattern))
                default: #expect(column == expected)
                }
            }
        }
    }

    @Test func theOrderOfTheLeadsDoesNotMatterForFitting() throws {
        let recipe = FeatureRecipe(ingredients: [.init(column: "source", role: .categorical)], minimumLevelCount: 1)
        let forward = try recipe.fitted(to: frame, on: pool)
        let backward = try recipe.fitted(to: frame.selecting(rows: [5, 4, 3, 2, 1, 0]), on: pool)
        #expect(forward == backward)
    }

    @Test func aMissingColumnIsNamedWithItsNearest() throws {
        let extractor = try extractor(minimum: 1)
        let renamed = DataFrame(
            frame.columns.map {
                $0.name == "source" ? Column(name: "Source", values: $0.values, states: $0.states) : $0
            })
        #expect(throws: ExtractionError.missingColumn("source", closest: "Source")) {
            try extractor.matrix(from: renamed, on: pool)
        }
    }

    @Test func aColumnOfAnotherTypeIsRefused() throws {
        let extractor = try extractor(minimum: 1)
        let changed = DataFrame(
            frame.columns.map {
                $0.name == "size" ? Column(name: "size", values: .boolean(.init(repeating: true, count: 6))) : $0
            })
        #expect(throws: ExtractionError.wrongType(column: "size", expected: .number, found: .boolean)) {
            try extractor.matrix(from: changed, on: pool)
        }
    }

    @Test func aColumnCalledAsAnothersPartKeepsItsOwnFeature() throws {
        let steps: [FeatureStep] = [
            .number(column: "visits", flagsPlaceholder: true),
            .number(column: "visits: placeholder", flagsPlaceholder: false),
        ]
        let features = try FeatureExtractor(steps: steps).schema.features
        #expect(features.map(\.name) == ["visits", "visits: placeholder", "visits: placeholder (2)"])
        #expect(features.map(\.field) == ["visits", "visits", "visits: placeholder"])
    }

    @Test func contradictoryStepsAreRefused() {
        #expect(throws: ExtractionError.noFeatures) { try FeatureExtractor(steps: []) }
        #expect(throws: ExtractionError.self) {
            try FeatureExtractor(steps: [
                .number(column: "a", flagsPlaceholder: false), .number(column: "a", flagsPlaceholder: true),
            ])
        }
        #expect(throws: ExtractionError.self) {
            try FeatureExtractor(steps: [
                .level(column: "a", levels: ["x", "x"], poolsRare: false, keepsPlaceholder: false)
            ])
        }
    }

    /// Every day of a century against a calendar that is walked day by day.
    @Test func calendarPartsAgreeWithWalkingTheCalendar() throws {
        var (year, month, day, weekday) = (1960, 0, 1, 4)
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var times: [Double] = []
        var months: [Int32] = []
        var weekdays: [Int32] = []
        var count = -3_653
        while year < 2060 {
            times.append(Double(count) * 86_400 + 1)
            months.append(Int32(month))
            weekdays.append(Int32(weekday))
            let isLeap = (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400)
            day += 1
            if day > lengths[month] + (month == 1 && isLeap ? 1 : 0) { (day, month) = (1, month + 1) }
            if month == 12 { (month, year) = (0, year + 1) }
            weekday = (weekday + 1) % 7
            count += 1
        }
        let step = FeatureStep.date(column: "d", timeColumn: nil, reference: nil, parts: [.weekday, .month])
        let matrix = try FeatureExtractor(steps: [step]).matrix(
            from: DataFrame([Column(name: "d", values: .date(times))]), on: pool)
        #expect(matrix.columns == [.categorical(weekdays), .categorical(months)])
    }

    private struct Missing: Error {}
}
