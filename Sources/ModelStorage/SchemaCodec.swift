import LearningCore

/// Feature schemas as bytes. The model keeps its own, so that it can be compared with what the extractor makes.
enum SchemaCodec {
    static func write(_ schema: FeatureSchema, to writer: inout ByteWriter) {
        writer.write(UInt64(schema.count))
        for feature in schema.features {
            writer.write(feature.name)
            writer.write(feature.field)
            writer.write(feature.origin.rawValue)
            switch feature.kind {
            case .numeric: writer.write(UInt8(0))
            case .categorical(let levels):
                writer.write(UInt8(1))
                writer.write(UInt64(levels.count))
                for level in levels { writer.write(level) }
            }
        }
    }

    static func read(from reader: inout ByteReader) throws(StorageError) -> FeatureSchema {
        var features: [Feature] = []
        // A feature takes at least three text lengths and a kind.
        for _ in 0..<(try reader.readCount(elementSize: 25)) {
            let name = try reader.readText()
            let field = try reader.readText()
            guard let origin = Feature.Origin(rawValue: try reader.readText()) else {
                throw .inconsistent("a feature of unknown origin")
            }
            features.append(Feature(name: name, kind: try kind(from: &reader), origin: origin, field: field))
        }
        return try StorageError.checking { () throws(LearningError) in try FeatureSchema(features) }
    }

    private static func kind(from reader: inout ByteReader) throws(StorageError) -> Feature.Kind {
        switch try reader.read(UInt8.self) {
        case 0: return .numeric
        case 1:
            var levels: [String] = []
            for _ in 0..<(try reader.readCount(elementSize: 8)) { levels.append(try reader.readText()) }
            return .categorical(levels: levels)
        default: throw .inconsistent("a feature of unknown kind")
        }
    }
}

extension StorageError {
    /// Builds a part of a model from what was read; what its initialiser refuses is an inconsistency of the file.
    static func checking<Value>(_ build: () throws(LearningError) -> Value) throws(StorageError) -> Value {
        do throws(LearningError) { return try build() } catch { throw .inconsistent("\(error)") }
    }
}
