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
                let kind = try reader.readText()
                // Or a damaged file could nest blends until the stack ends.
                guard kind != "blend" else { throw .inconsistent("a blend within a blend") }
                parts.append(BlendedModel.Part(weight: weight, model: try read(kind: kind, from: &reader)))
            }
            return .blended(try BlendedModel(parts))
        default: throw .inconsistent("a model of unknown kind")
        }
    }
}
