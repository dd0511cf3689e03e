import FeatureExtraction
import LearningCore

extension ModelArtifact {
    private enum SectionName {
        static let input = "input"
        static let features = "features"
        static let model = "model"
        static let reference = "reference"
        static let provenance = "provenance"
    }

    /// The model file's bytes: equal artifacts give equal bytes.
    ///
    /// - Throws: ``StorageError/cannotWrite(reason:)`` if a number cannot be written.
    public func encoded() throws(StorageError) -> [UInt8] {
        var writer = ByteWriter()
        switch model {
        case .logistic(let model): LogisticCodec.write(model, to: &writer)
        case .splines(let model): SplineCodec.write(model, to: &writer)
        case .boosted(let model): BoostedCodec.write(model, to: &writer)
        }
        return try Container(
            header: header,
            sections: [
                (SectionName.input, try StorageJSON.encode(input)),
                (SectionName.features, try StorageJSON.encode(extractor.steps)),
                (SectionName.model, writer.bytes),
                (SectionName.reference, try StorageJSON.encode(reference)),
                (SectionName.provenance, try StorageJSON.encode(provenance)),
            ]
        ).encoded()
    }

    /// What the file says about itself.
    public var header: ArtifactHeader {
        ArtifactHeader(
            writtenBy: "leadscore \(LeadScoreVersion.current)", kind: model.storedKind,
            featureCount: extractor.schema.count,
            rows: rows, positives: positives)
    }

    /// Reads a model file's bytes.
    ///
    /// - Throws: ``StorageError``; nothing but the whole, unchanged content of a model file is accepted.
    public init(decoding bytes: [UInt8]) throws(StorageError) {
        let container = try Container(decoding: bytes)
        let input: InputDescription = try StorageJSON.decode(
            try container.section(SectionName.input), part: "the description of the input")
        let steps: [FeatureStep] = try StorageJSON.decode(
            try container.section(SectionName.features), part: "the list of feature steps")
        let extractor: FeatureExtractor
        do throws(ExtractionError) { extractor = try FeatureExtractor(steps: steps) } catch {
            throw .inconsistent("\(error)")
        }
        guard container.header.featureCount == extractor.schema.count else {
            throw .inconsistent("the header counts other features than the file describes")
        }
        var reader = ByteReader(try container.section(SectionName.model), part: "the model")
        let model: StoredModel
        switch container.header.kind {
        case "logistic": model = .logistic(try LogisticCodec.read(from: &reader))
        case "logistic with splines": model = .splines(try SplineCodec.read(from: &reader))
        case "boosted": model = .boosted(try BoostedCodec.read(from: &reader))
        default: throw .inconsistent("a model of unknown kind")
        }
        try reader.requireEnd()
        let stored: ScoreReference = try StorageJSON.decode(
            try container.section(SectionName.reference), part: "the reference scores")
        // Decoding a Codable value passes its checks by; this does not.
        let reference = try ScoreReference(baseRate: stored.baseRate, quantiles: stored.quantiles)
        let provenance: Provenance = try StorageJSON.decode(
            try container.section(SectionName.provenance), part: "the record of the training")
        try self.init(
            input: input, extractor: extractor, model: model, reference: reference, provenance: provenance,
            rows: container.header.rows, positives: container.header.positives)
    }
}
