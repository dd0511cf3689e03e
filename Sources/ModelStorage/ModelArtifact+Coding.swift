import Calibration
import FeatureExtraction
import LearningCore

extension ModelArtifact {
    private enum SectionName {
        static let input = "input"
        static let features = "features"
        /// Only in models that look at events.
        static let events = "events"
        /// Only in models that take features together.
        static let crosses = "crosses"
        static let model = "model"
        /// Only in models that were held against leads they had not seen.
        static let calibration = "calibration"
        static let reference = "reference"
        static let provenance = "provenance"
        /// Only in models that were judged on leads held out.
        static let heldOut = "held out"
        static let reasonRates = "reason rates"
        /// Only in models that learned from the points of rules.
        static let rules = "rules"
        static let axes = "axes"
        /// Only where they are not the standard ones.
        static let grades = "grades"
    }

    /// The model file's bytes: equal artifacts give equal bytes.
    ///
    /// - Throws: ``StorageError/cannotWrite(reason:)`` if a number cannot be written.
    public func encoded() throws(StorageError) -> [UInt8] {
        var writer = ByteWriter()
        StoredModelCodec.write(model.base, to: &writer)
        var sections = [
            (SectionName.input, try StorageJSON.encode(input)),
            (SectionName.features, try StorageJSON.encode(features.attributes?.steps ?? [])),
            (SectionName.model, writer.bytes),
            (SectionName.reference, try StorageJSON.encode(reference)),
            (SectionName.provenance, try StorageJSON.encode(provenance)),
        ]
        if model.calibration != .identity || model.ranges != nil {
            let stored = StoredCalibration(map: model.calibration, ranges: model.ranges)
            sections.append((SectionName.calibration, try StorageJSON.encode(stored)))
        }
        if let events = features.events { sections.append((SectionName.events, try StorageJSON.encode(events))) }
        if !features.crosses.isEmpty {
            sections.append((SectionName.crosses, try StorageJSON.encode(features.crosses)))
        }
        if let heldOut {
            var writer = ByteWriter()
            HeldOutCodec.write(heldOut, to: &writer)
            sections.append((SectionName.heldOut, writer.bytes))
        }
        if let reasonRates { sections.append((SectionName.reasonRates, try StorageJSON.encode(reasonRates))) }
        if let rules { sections.append((SectionName.rules, try StorageJSON.encode(rules))) }
        if let axes { sections.append((SectionName.axes, try StorageJSON.encode(axes))) }
        if grades != .standard { sections.append((SectionName.grades, try StorageJSON.encode(grades.bands))) }
        return try Container(header: header, sections: sections).encoded()
    }

    /// What the file says about itself.
    public var header: ArtifactHeader {
        ArtifactHeader(
            writtenBy: "leadscore \(LeadScoreVersion.current)", kind: model.base.storedKind,
            featureCount: features.schema.count,
            rows: rows, positives: positives)
    }

    /// Reads a model file's bytes.
    ///
    /// - Throws: ``StorageError``; nothing but the whole, unchanged content of a model file is accepted.
    public init(decoding bytes: [UInt8]) throws(StorageError) {
        let container = try Container(decoding: bytes)
        let input: InputDescription = try StorageJSON.decode(
            try container.section(SectionName.input), part: "the description of the input")
        let features = try Self.features(of: container)
        guard container.header.featureCount == features.schema.count else {
            throw .inconsistent("the header counts other features than the file describes")
        }
        var reader = ByteReader(try container.section(SectionName.model), part: "the model")
        let model = try StoredModelCodec.read(kind: container.header.kind, from: &reader)
        try reader.requireEnd()
        let calibration = try Self.calibration(of: container)
        let stored: ScoreReference = try StorageJSON.decode(
            try container.section(SectionName.reference), part: "the reference scores")
        // Decoding a Codable value passes its checks by; this does not.
        let reference = try ScoreReference(baseRate: stored.baseRate, quantiles: stored.quantiles)
        let provenance: Provenance = try StorageJSON.decode(
            try container.section(SectionName.provenance), part: "the record of the training")
        try self.init(
            input: input, features: features,
            model: CalibratedModel(model, calibration: calibration.map, ranges: calibration.ranges),
            reference: reference, provenance: provenance, heldOut: Self.heldOut(in: container),
            reasonRates: Self.reasonRates(in: container), rules: Self.rules(in: container),
            axes: Self.axes(in: container), grades: Self.grades(in: container), rows: container.header.rows,
            positives: container.header.positives)
    }

    private static func heldOut(in container: Container) throws(StorageError) -> HeldOutLeads? {
        guard container.hasSection(SectionName.heldOut) else { return nil }
        var reader = ByteReader(try container.section(SectionName.heldOut), part: "the held-out leads")
        let heldOut = try HeldOutCodec.read(from: &reader)
        try reader.requireEnd()
        return heldOut
    }

    private static func reasonRates(in container: Container) throws(StorageError) -> ReasonRates? {
        guard container.hasSection(SectionName.reasonRates) else { return nil }
        return try StorageJSON.decode(
            try container.section(SectionName.reasonRates), part: "the rates behind the reasons")
    }

    private static func rules(in container: Container) throws(StorageError) -> StoredRules? {
        guard container.hasSection(SectionName.rules) else { return nil }
        return try StorageJSON.decode(try container.section(SectionName.rules), part: "the rules")
    }

    // Decoding a Codable value passes its checks by; these initialisers do not.
    private static func axes(in container: Container) throws(StorageError) -> AxisReference? {
        guard container.hasSection(SectionName.axes) else { return nil }
        let stored: AxisReference = try StorageJSON.decode(
            try container.section(SectionName.axes), part: "the reference of the axes")
        return try AxisReference(
            implicitFields: stored.implicitFields, fit: stored.fit, engagement: stored.engagement)
    }

    private static func grades(in container: Container) throws(StorageError) -> GradeBands {
        guard container.hasSection(SectionName.grades) else { return .standard }
        let bands: [GradeBands.Band] = try StorageJSON.decode(
            try container.section(SectionName.grades), part: "the grades")
        return try GradeBands(bands)
    }

    /// What the calibration section holds.
    private struct StoredCalibration: Codable {
        var map: CalibrationMap
        var ranges: VennAbersMap?
    }

    private static func calibration(of container: Container) throws(StorageError) -> StoredCalibration {
        guard container.hasSection(SectionName.calibration) else {
            return StoredCalibration(map: .identity, ranges: nil)
        }
        return try StorageJSON.decode(try container.section(SectionName.calibration), part: "the calibration")
    }

    private static func features(of container: Container) throws(StorageError) -> LeadFeatures {
        let steps: [FeatureStep] = try StorageJSON.decode(
            try container.section(SectionName.features), part: "the list of feature steps")
        var events: EventFeatures?
        if container.hasSection(SectionName.events) {
            events = try StorageJSON.decode(
                try container.section(SectionName.events), part: "the list of event features")
        }
        var crosses: [FeatureCross] = []
        if container.hasSection(SectionName.crosses) {
            crosses = try StorageJSON.decode(
                try container.section(SectionName.crosses), part: "the list of crossed features")
        }
        do throws(ExtractionError) {
            let attributes = steps.isEmpty && events != nil ? nil : try FeatureExtractor(steps: steps)
            return try LeadFeatures(attributes: attributes, events: events, crosses: crosses)
        } catch {
            throw .inconsistent("\(error)")
        }
    }
}
