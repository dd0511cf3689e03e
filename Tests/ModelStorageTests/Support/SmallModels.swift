import BoostedTrees
import FeatureExtraction
import LearningCore
import LinearModels
import ModelStorage
import Tabular
import Testing

/// Small models of all kinds over a table with every kind of column, for files of a few kilobytes.
enum SmallModels {
    static let kinds = ["logistic", "boosted", "blend", "segmented"]
    static let pool = WorkerPool(threadCount: 1)

    /// Leads with numbers, levels, yes/no, dates and text, some blank and some unset; won when large or from the fair.
    static func frame(rows: Int = 120, seed: UInt64 = 5) -> DataFrame {
        var generator = SeededGenerator(seed: seed)
        var columns: [[Double]] = [[], [], [], [], []]
        var states: [CellState] = []
        for row in 0..<rows {
            states.append(row % 11 == 3 ? .absent : row % 13 == 4 ? .placeholder : .value)
            columns[0].append(states[row] == .value ? (generator.nextUniform() * 100).rounded() : .nan)
            columns[1].append(Double(generator.nextIndex(below: 3)))
            columns[2].append(Double(generator.nextIndex(below: 2)))
            columns[3].append(1_700_000_000 + Double(generator.nextIndex(below: 40 * 86_400)))
            columns[4].append(Double(generator.nextIndex(below: 9)))
        }
        let codes = columns[1].enumerated().map { states[$0] == .value ? Int32($1) : -1 }
        let notes = columns[4].map { String(repeating: "n", count: Int($0)) }
        return DataFrame([
            Column(name: "size", values: .number(columns[0]), states: states),
            Column(
                name: "source", values: .text(.dictionary(codes: codes, levels: ["web", "fair", "Empfehlung ü"])),
                states: states),
            Column(name: "opt in", values: .boolean(columns[2].map { $0 == 1 })),
            Column(name: "created", values: .date(columns[3])),
            Column(
                name: "note",
                values: .text(
                    .buffer(
                        bytes: notes.flatMap { Array($0.utf8) },
                        offsets: notes.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.utf8.count) }))),
        ])
    }

    static func labels(of frame: DataFrame, seed: UInt64 = 6) -> [Bool] {
        var generator = SeededGenerator(seed: seed)
        guard case .number(let sizes)? = frame["size"]?.values,
            case .text(.dictionary(let codes, _))? = frame["source"]?.values
        else { return [] }
        return sizes.indices.map { row in
            let chance = (sizes[row].isNaN ? 0.3 : sizes[row] / 150) + (codes[row] == 1 ? 0.3 : 0)
            return generator.nextUniform() < chance
        }
    }

    static let steps: [FeatureStep] = [
        .number(column: "size", flagsPlaceholder: true),
        .level(column: "source", levels: ["web", "fair", "Empfehlung ü"], poolsRare: true, keepsPlaceholder: true),
        .boolean(column: "opt in", keepsPlaceholder: false),
        .date(column: "created", timeColumn: nil, reference: 1_704_000_000.5, parts: [.weekday, .hour]),
        .textLength(column: "note"),
    ]

    /// A trained model of a kind in ``kinds``, with a full record.
    static func artifact(_ kind: String, rows: Int = 120) throws -> ModelArtifact {
        let frame = frame(rows: rows)
        let labels = labels(of: frame)
        let extractor = try FeatureExtractor(steps: steps)
        let dataset = try Dataset(features: extractor.matrix(from: frame, on: pool), labels: labels)
        let model: StoredModel
        if kind == "blend" {
            let shaped = try ShapeExpansion.Kind.allCases.map { kind in
                BlendedModel.Part(
                    weight: 0.1,
                    model: .shaped(try ShapedRegressionTrainer(kind).fitted(to: dataset, on: pool).model))
            }
            model = .blended(
                try BlendedModel(
                    [
                        .init(weight: 0.2, model: artifact("logistic", rows: rows).model.base),
                        .init(weight: 0.5, model: artifact("boosted", rows: rows).model.base),
                    ] + shaped))
        } else if kind == "segmented" {
            model = .segmented(
                try SegmentedModel(
                    feature: #require(dataset.features.schema.features.firstIndex { $0.name == "source" }),
                    common: artifact("blend", rows: rows).model.base,
                    segments: [
                        .init(level: 0, model: artifact("boosted", rows: rows).model.base),
                        .init(level: 2, model: artifact("logistic", rows: rows).model.base),
                    ]))
        } else if kind == "logistic" {
            model = .logistic(try LogisticRegressionTrainer(.init()).fitted(to: dataset, on: pool).model)
        } else {
            var hyperparameters = GradientBoostingTrainer.Hyperparameters()
            hyperparameters.treeCount = 3
            hyperparameters.maxLeafCount = 5
            hyperparameters.minSamplesPerLeaf = 5
            model = .boosted(try GradientBoostingTrainer(hyperparameters).fitted(to: dataset, on: pool).model)
        }
        let positives = labels.count { $0 }
        let scores = try model.logOdds(of: dataset.features, on: pool)
        return try ModelArtifact(
            input: input, features: LeadFeatures(attributes: extractor), model: CalibratedModel(model),
            reference: ScoreReference(baseRate: Double(positives) / Double(rows), logOdds: scores, count: 12),
            provenance: provenance, rows: rows, positives: positives)
    }

    private static let input = InputDescription(
        labelColumn: "gewonnen? \"ja\", nein", wonValues: ["ja"], lostValues: ["nein"], ignoredValues: ["offen"],
        idColumn: "Lead-Nr.", timeColumn: "created",
        formats: [
            "size": ValueFormat(shape: .plain, decimalMark: .comma, hasPercentSign: true, currency: "€"),
            "created": ValueFormat(shape: .dayFirst),
        ],
        placeholders: ["": ["Select"], "size": ["999"]])

    private static let provenance = Provenance(
        excluded: [.init(column: "close_date", kind: "suspect", reason: "alone: AUC 0.711")], keptLeaks: ["status"],
        warnings: ["only 44 won leads"],
        holdout: .init(
            rows: 24, positives: 9, split: "time",
            metrics: [.init(name: "roc_auc", value: 0.1 + 0.2, low: 1.0 / 3, high: .leastNonzeroMagnitude)]),
        settings: ["seed": "18446744073709551615"], fingerprint: .max)

    /// The log-odds of other leads than those learned from.
    static func scores(of artifact: ModelArtifact) throws -> [UInt64] {
        let matrix = try artifact.features.matrix(from: frame(rows: 60, seed: 77), on: pool)
        return try artifact.model.logOdds(of: matrix, on: pool).map(\.bitPattern)
    }
}
