/// A model of any kind as bytes. The kind itself stands beside it: in the file's header, or in a blend before each part.
enum StoredModelCodec {
    static func write(_ model: StoredModel, to writer: inout ByteWriter) {
        switch model {
        case .logistic(let model): LogisticCodec.write(model, to: &writer)
        case .shaped(let model): ShapedCodec.write(model, to: &writer)
        case .boosted(let model): BoostedCodec.write(model, to: &writer)
        case .blended(let model):
            writer.write(UInt64(model.parts.count))
            for part in model.parts {
                writer.write(part.weight)
                writer.write(part.model.storedKind)
                write(part.model, to: &writer)
            }
        case .segmented(let model):
            writer.write(UInt64(model.feature))
            writer.write(model.common.storedKind)
            write(model.common, to: &writer)
            writer.write(UInt64(model.segments.count))
            for segment in model.segments {
                writer.write(UInt64(segment.level))
                writer.write(segment.model.storedKind)
                write(segment.model, to: &writer)
            }
        }
    }

    static func read(kind: String, from reader: inout ByteReader) throws(StorageError) -> StoredModel {
        switch kind {
        case "logistic": return .logistic(try LogisticCodec.read(from: &reader))
        case "logistic with shapes": return .shaped(try ShapedCodec.read(from: &reader))
        case "boosted": return .boosted(try BoostedCodec.read(from: &reader))
        case "blend":
            var parts: [BlendedModel.Part] = []
            // A part takes at least its weight and the length of its kind.
            for _ in 0..<(try reader.readCount(elementSize: 16)) {
                let weight = try reader.readDouble()
                parts.append(BlendedModel.Part(weight: weight, model: try readPart(of: kind, from: &reader)))
            }
            return .blended(try BlendedModel(parts))
        case "segmented":
            let feature = try readPosition(from: &reader)
            let common = try readPart(of: kind, from: &reader)
            var segments: [SegmentedModel.Segment] = []
            for _ in 0..<(try reader.readCount(elementSize: 16)) {
                let level = try readPosition(from: &reader)
                segments.append(.init(level: level, model: try readPart(of: kind, from: &reader)))
            }
            return .segmented(try SegmentedModel(feature: feature, common: common, segments: segments))
        default: throw .inconsistent("a model of unknown kind")
        }
    }

    /// A model within another, behind its kind.
    private static func readPart(of outer: String, from reader: inout ByteReader) throws(StorageError) -> StoredModel {
        let kind = try reader.readText()
        // Or a damaged file could nest models until the stack ends.
        guard kind != "segmented", !(outer == "blend" && kind == "blend") else {
            throw .inconsistent("a \(kind) model within a \(outer) one")
        }
        return try read(kind: kind, from: &reader)
    }

    private static func readPosition(from reader: inout ByteReader) throws(StorageError) -> Int {
        guard let position = Int(exactly: try reader.read(UInt64.self)) else {
            throw .inconsistent("a position out of range")
        }
        return position
    }
}
