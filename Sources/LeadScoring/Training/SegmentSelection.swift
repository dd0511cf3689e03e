import FeatureExtraction
import LearningCore
import ModelStorage

/// Chooses which segments of the leads get a model of their own (R-PER-1).
///
/// A segment is a level of a categorical column. It gets its own model when it has at least
/// ``DataGate/comfortableWins`` won and as many lost leads, and the common model is not clearly better on its leads in
/// cross-validation (by more than one standard error, lead by lead). Everything about an own model is chosen anew, on its
/// leads alone. All other leads are left to the common model, which learns from everyone.
struct SegmentSelection {
    private let dataset: Dataset
    private let feature: String
    private let levels: [String]
    private let codes: [Int32]

    /// - Throws: ``Diagnostic`` E123 when the column does not divide the leads.
    init(of dataset: Dataset, by column: String) throws(Diagnostic) {
        self.dataset = dataset
        for (feature, values) in zip(dataset.features.schema.features, dataset.features.columns)
        where feature.field == column {
            if case (.categorical(let levels), .categorical(let codes)) = (feature.kind, values), !levels.isEmpty {
                (self.feature, self.levels, self.codes) = (feature.name, levels, codes)
                return
            }
        }
        throw Diagnostic(
            .segments, "\"\(column)\" cannot divide the leads into segments",
            evidence: ["it is not among the columns with levels that the model learns from"],
            fix: "`leadscore check` says why; a column that was left out as a leak needs --allow-leak")
    }

    /// - Parameters:
    ///   - common: chosen on all leads.
    ///   - selection: what chooses the models of segments.
    func choice(
        _ common: ModelSelection.Choice, by selection: ModelSelection, order: LeadOrder
    ) throws(Diagnostic) -> ModelSelection.Choice {
        var segments: [TrainingReport.Segment] = []
        var own: [SegmentPlan.Part] = []
        var outOfFold = common.outOfFold
        let pools = [FeatureStep.rareLevel, FeatureStep.placeholderLevel]
        for (level, name) in levels.enumerated() where !pools.contains(name) {
            let rows = codes.indices.filter { codes[$0] == level }
            let won = rows.count { dataset.labels[$0] }
            var segment = TrainingReport.Segment(value: name, rows: rows.count, positives: won)
            if min(won, rows.count - won) >= DataGate.comfortableWins {
                let choice = try selection.choice(for: dataset.selecting(rows: rows), order: order.selecting(rows))
                let comparison = Self.compared(choice.outOfFold?.of(rows), common.outOfFold)
                segment.judge(choice.plan.name, comparison)
                if segment.hasOwnModel {
                    own.append(SegmentPlan.Part(level: name, plan: choice.plan))
                    outOfFold = outOfFold?.replacing(choice.outOfFold?.of(rows))
                }
            }
            segments.append(segment)
        }
        let plan = own.isEmpty ? common.plan : .segmented(SegmentPlan(feature: feature, common: common.plan, own: own))
        return ModelSelection.Choice(
            plan: plan, outOfFold: outOfFold, candidates: common.candidates, chosen: common.chosen, segments: segments)
    }

    /// The leads that both have judged, with their losses.
    private static func compared(
        _ own: ModelSelection.OutOfFold?, _ common: ModelSelection.OutOfFold?
    ) -> [(own: Double, common: Double)] {
        guard let own, let common else { return [] }
        let losses = Dictionary(zip(common.rows, common.losses)) { first, _ in first }
        return zip(own.rows, own.losses).compactMap { row, loss in losses[row].map { (loss, $0) } }
    }
}

extension ModelSelection.OutOfFold {
    /// With the rows of a part of the leads as rows of all.
    func of(_ rows: [Int]) -> Self {
        var whole = self
        whole.rows = self.rows.map { rows[$0] }
        return whole
    }

    /// With what another model says of its leads in place of what this one says of them.
    func replacing(_ own: Self?) -> Self {
        guard let own else { return self }
        var scores = Dictionary(zip(own.rows, own.logOdds)) { first, _ in first }
        var replaced = self
        for (position, row) in rows.enumerated() {
            if let score = scores.removeValue(forKey: row) { replaced.logOdds[position] = score }
        }
        return replaced
    }
}

/// What a segmented model is made of.
struct SegmentPlan: Sendable {
    struct Part: Sendable {
        let level: String
        let plan: ModelPlan
    }

    /// The name of the feature whose levels are the segments.
    let feature: String
    let common: ModelPlan
    let own: [Part]

    /// - Note: in leads of one outcome a segment has nothing to learn from and is left to the common model.
    func fitted(to dataset: Dataset, on pool: WorkerPool) throws(Diagnostic) -> (model: StoredModel, report: FitReport)
    {
        var (model, report) = try common.fitted(to: dataset, on: pool)
        guard let position = dataset.features.schema.features.firstIndex(where: { $0.name == feature }),
            case .categorical(let levels) = dataset.features.schema.features[position].kind,
            case .categorical(let codes) = dataset.features.columns[position]
        else { return (model, report) }
        var segments: [SegmentedModel.Segment] = []
        for (level, name) in levels.enumerated() {
            guard let part = own.first(where: { $0.level == name }) else { continue }
            let rows = codes.indices.filter { codes[$0] == level }
            let won = rows.count { dataset.labels[$0] }
            guard won > 0, won < rows.count else { continue }
            let fit = try part.plan.fitted(to: dataset.selecting(rows: rows), on: pool)
            segments.append(.init(level: level, model: fit.model))
            report.warnings += fit.report.warnings.map { "\"\(name)\": \($0)" }
        }
        model = .segmented(
            try Diagnostic.translating { () throws(StorageError) in
                try SegmentedModel(feature: position, common: model, segments: segments)
            })
        return (model, report)
    }
}

extension TrainingReport {
    /// What became of a segment that was asked for.
    public struct Segment: Sendable, Encodable, Equatable {
        public let value: String
        public let rows: Int
        public let positives: Int
        /// Whether it has a model of its own; the common one scores its leads otherwise.
        public private(set) var hasOwnModel = false
        /// The kind of its own model; `nil` if none was tried.
        public private(set) var ownKind: String?
        /// Cross-validated log loss on its leads of an own and of the common model; `nil` if none was tried.
        public private(set) var ownLogLoss: Double?
        public private(set) var commonLogLoss: Double?

        init(value: String, rows: Int, positives: Int) {
            self.value = value
            self.rows = rows
            self.positives = positives
        }

        mutating func judge(_ kind: String, _ losses: [(own: Double, common: Double)]) {
            ownKind = kind
            hasOwnModel = true
            guard !losses.isEmpty else { return }
            ownLogLoss = ModelSelection.mean(losses.map(\.own))
            commonLogLoss = ModelSelection.mean(losses.map(\.common))
            let gains = losses.map { $0.own - $0.common }
            hasOwnModel = ModelSelection.mean(gains) <= ModelSelection.standardError(of: gains)
        }

        private enum CodingKeys: String, CodingKey {
            case value, rows, positives
            case hasOwnModel = "own_model"
            case ownKind = "own_kind"
            case ownLogLoss = "own_log_loss"
            case commonLogLoss = "common_log_loss"
        }

        /// Segments for a terminal: those that have enough leads, and how many have not.
        static func lines(_ segments: [Segment]) -> [String] {
            let small = segments.filter { $0.ownKind == nil }
            let lines = segments.compactMap(\.line)
            guard !small.isEmpty else { return lines }
            let names = small.prefix(3).map { "\"\($0.value)\"" }.joined(separator: ", ")
            return lines + [
                names + (small.count > 3 ? " and \(small.count - 3) more" : "")
                    + ": fewer than \(DataGate.comfortableWins) won or lost leads, scored by the common model"
            ]
        }

        private var line: String? {
            guard let ownKind else { return nil }
            let size = "\"\(value)\" (\(grouped(rows)) leads, \(grouped(positives)) won)"
            let losses = ownLogLoss.flatMap { own in
                commonLogLoss.map { " (log loss \(decimal(own, 4)) alone, \(decimal($0, 4)) together)" }
            }
            return hasOwnModel
                ? "\(size): its own model, \(ownKind)\(losses ?? "")"
                : "\(size): the common model is better\(losses ?? "")"
        }
    }
}
