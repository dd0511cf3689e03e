public import LearningCore
public import Tabular

/// Turns the leads of a table into the features of a model: a ``FeatureRecipe`` that was fitted to training leads.
///
/// Training and scoring run this one code, so a lead scored today gets the row it would have been trained with. A row
/// depends on that lead alone: not on its batch, not on the number of threads.
public struct FeatureExtractor: Sendable, Hashable {
    public let steps: [FeatureStep]
    public let schema: FeatureSchema
    /// Ready for looking up, because a service scores lead by lead. One per step, `nil` where nothing is normalised.
    private let readers: [TextReader?]

    /// A feature whose name is taken, because a column is called as another's part (`visits: placeholder`), gets a number.
    ///
    /// - Throws: ``ExtractionError/noFeatures``, or ``ExtractionError/invalidExtractor(_:)`` when two steps read the same
    ///   column or a step repeats a level.
    public init(steps: [FeatureStep]) throws(ExtractionError) {
        guard !steps.isEmpty else { throw .noFeatures }
        for case .level(let column, let levels, _, _) in steps where Set(levels).count != levels.count {
            throw .invalidExtractor("column \"\(column)\" has a level twice")
        }
        let normalised = steps.compactMap { step in if case .normalised(let column) = step { column } else { nil } }
        for step in normalised { try step.check() }
        let plain = steps.count - normalised.count
        let plainColumns = Set(steps.filter { if case .normalised = $0 { false } else { true } }.map(\.column))
        guard plainColumns.count == plain, Set(normalised.map(\.column)).count == normalised.count else {
            throw .invalidExtractor("two steps read the same column")
        }
        do throws(LearningError) {
            schema = try FeatureSchema(Self.named(steps.flatMap(\.features)))
        } catch {
            throw .invalidExtractor("\(error)")
        }
        self.steps = steps
        readers = steps.map { step in if case .normalised(let column) = step { column.reader } else { nil } }
    }

    /// The schema and the readers follow from the steps.
    public static func == (left: FeatureExtractor, right: FeatureExtractor) -> Bool { left.steps == right.steps }

    public func hash(into hasher: inout Hasher) { hasher.combine(steps) }

    private static func named(_ features: [Feature]) -> [Feature] {
        var taken = Set<String>()
        return features.map { feature in
            var name = feature.name
            var number = 2
            while !taken.insert(name).inserted {
                name = "\(feature.name) (\(number))"
                number += 1
            }
            return Feature(name: name, kind: feature.kind, origin: feature.origin, field: feature.field)
        }
    }

    /// The columns the features are made of, with their types; each once, in the order of the steps.
    public var inputs: [(name: String, type: ColumnType)] {
        var seen = Set<String>()
        var inputs: [(String, ColumnType)] = []
        for step in steps {
            if seen.insert(step.column).inserted { inputs.append((step.column, step.columnType)) }
            if case .date(_, let time?, _, _) = step, seen.insert(time).inserted { inputs.append((time, .date)) }
        }
        return inputs
    }

    /// For each feature what it says of a column that is normalised (`rank`, of a job title); `nil` for the others.
    public var normalisedParts: [String?] {
        steps.flatMap { step -> [String?] in
            if case .normalised(let column) = step { return column.outputs.map(\.part) }
            return step.features.map { _ in nil }
        }
    }

    /// The features of every row. Complexity: O(cells), parallel over columns.
    ///
    /// - Throws: ``ExtractionError/missingColumn(_:closest:)`` or ``ExtractionError/wrongType(column:expected:found:)``
    ///   for the first step the table does not serve.
    public func matrix(from frame: DataFrame, on pool: WorkerPool) throws(ExtractionError) -> FeatureMatrix {
        let columns = try pool.tryMap(steps.count) { index throws(ExtractionError) in
            try steps[index].values(from: frame, readers[index])
        }
        do throws(LearningError) {
            return try FeatureMatrix(schema: schema, columns: columns.flatMap { $0 }, rowCount: frame.rowCount)
        } catch {
            throw .invalidExtractor("\(error)")
        }
    }
}

extension FeatureRecipe {
    /// Learns from training leads what the steps must remember: levels, and which calendar parts come round.
    ///
    /// Levels are ordered by falling count, then by name, so that the order of the rows does not matter.
    /// - Throws: ``ExtractionError``. Complexity: O(cells), parallel over columns.
    public func fitted(to frame: DataFrame, on pool: WorkerPool) throws(ExtractionError) -> FeatureExtractor {
        let profiles = ColumnProfile.profiles(of: frame, tables: tables, on: pool)
        let byName = Dictionary(uniqueKeysWithValues: profiles.enumerated().map { ($1.name, $0) })
        var steps: [FeatureStep] = []
        let end = profiles.compactMap(\.timeRange?.upperBound).max()
        for ingredient in ingredients {
            guard let index = byName[ingredient.column] else {
                throw .missingColumn(
                    ingredient.column, closest: Spelling.closest(to: ingredient.column, among: profiles.map(\.name)))
            }
            let profile = profiles[index]
            let keepsPlaceholder = profile.placeholderCount >= minimumLevelCount(forRows: frame.rowCount)
            switch ingredient.role {
            case .numeric: steps.append(.number(column: profile.name, flagsPlaceholder: keepsPlaceholder))
            case .boolean: steps.append(.boolean(column: profile.name, keepsPlaceholder: keepsPlaceholder))
            case .categorical: steps.append(levelStep(frame.columns[index], profile, keepsPlaceholder))
            case .text: steps.append(.textLength(column: profile.name))
            case .date, .time:
                guard profile.type == .date else { continue }
                if let step = dateStep(profile, end: end) { steps.append(step) }
            case .id, .label, .group, .ignored: continue
            case .email, .jobTitle, .companySize, .revenue, .phone, .personName, .country, .language, .url:
                steps += try normalisedSteps(frame.columns[index], profile, ingredient.role, keepsPlaceholder)
            }
        }
        return try FeatureExtractor(steps: steps)
    }

    private func levelStep(_ column: Column, _ profile: ColumnProfile, _ keepsPlaceholder: Bool) -> FeatureStep {
        var counts: [(name: String, count: Int)] = []
        if case .text(.dictionary(_, let levels)) = column.values {
            // Words that differ only in how an accent is written (é as one character or two) are one level.
            var tally: [String: Int] = [:]
            for (level, count) in zip(levels, profile.levelCounts) where count > 0 { tally[level, default: 0] += count }
            counts = tally.map { ($0.key, $0.value) }
        } else if case .text(let text) = column.values {
            var tally: [String: Int] = [:]
            for row in 0..<text.count where column.state(at: row) == .value { tally[text[row], default: 0] += 1 }
            counts = tally.map { ($0.key, $0.value) }
        }
        counts.sort { ($1.count, $0.name) < ($0.count, $1.name) }
        let minimum = minimumLevelCount(forRows: profile.rowCount)
        let kept = counts.prefix(maximumLevelCount).prefix { $0.count >= minimum }
        return .level(
            column: profile.name, levels: kept.map(\.name), poolsRare: kept.count < counts.count,
            keepsPlaceholder: keepsPlaceholder)
    }

    /// The levels, where there are any to learn from, and what the normaliser makes of them.
    private func normalisedSteps(
        _ column: Column, _ profile: ColumnProfile, _ role: ColumnRole, _ keepsPlaceholder: Bool
    ) throws(ExtractionError) -> [FeatureStep] {
        guard profile.type == .text else {
            throw .wrongType(column: profile.name, expected: .text, found: profile.type)
        }
        guard let normaliser = role.normaliser else { return [] }
        let levels = profile.hasLevels ? [levelStep(column, profile, keepsPlaceholder)] : []
        let step = NormalisedColumn.fitted(
            to: column, normaliser, tables, keepsPlaceholder: keepsPlaceholder && levels.isEmpty,
            minimumCount: minimumLevelCount(forRows: profile.rowCount), maximumLevels: maximumLevelCount)
        return levels + (step.map { [.normalised($0)] } ?? [])
    }

    /// A part of the calendar is a feature only where the data saw it come round at least twice; the lead's own time is
    /// never a feature by itself, because later leads all lie beyond what was learned.
    private func dateStep(_ profile: ColumnProfile, end: Double?) -> FeatureStep? {
        guard let range = profile.timeRange else { return nil }
        let days = (range.upperBound - range.lowerBound) / 86_400
        var parts: [CalendarPart] = []
        if days >= 14 { parts.append(.weekday) }
        if days >= 730 { parts.append(.month) }
        if profile.hasTimeOfDay { parts.append(.hour) }
        let isTime = profile.name == timeColumn
        let step = FeatureStep.date(
            column: profile.name, timeColumn: timeColumn, reference: timeColumn == nil ? end : nil, parts: parts)
        return isTime && parts.isEmpty ? nil : step
    }
}
