import LearningCore
import LinearModels

/// Logistic regressions as bytes: schema, encoding of each feature, column means, intercept, coefficients.
enum LogisticCodec {
    static func write(_ model: LogisticRegressionModel, to writer: inout ByteWriter) {
        SchemaCodec.write(model.schema, to: &writer)
        for feature in model.encoding.features {
            switch feature {
            case .dropped: writer.write(UInt8(0))
            case .numeric(let encoding):
                writer.write(UInt8(1))
                writer.write(encoding.transform.rawValue)
                writer.write(encoding.fill)
                writer.write(encoding.center)
                writer.write(encoding.scale)
                writer.write(UInt8(encoding.hasValueColumn ? 1 : 0))
                writer.write(UInt8(encoding.hasMissingColumn ? 1 : 0))
            case .categorical(let encoding):
                writer.write(UInt8(2))
                writer.write(encoding.levels)
                writer.write(UInt8(encoding.hasMissingColumn ? 1 : 0))
            }
        }
        writer.write(model.encoding.columnMeans)
        writer.write(model.intercept)
        writer.write(model.coefficients)
    }

    static func read(from reader: inout ByteReader) throws(StorageError) -> LogisticRegressionModel {
        let schema = try SchemaCodec.read(from: &reader)
        var features: [FeatureEncoding] = []
        for _ in 0..<schema.count { features.append(try encoding(from: &reader)) }
        let means = try reader.readDoubles()
        let intercept = try reader.readDouble()
        let coefficients = try reader.readDoubles()
        return try StorageError.checking { () throws(LearningError) in
            let encoding = try DesignEncoding(schema: schema, features: features, columnMeans: means)
            return try LogisticRegressionModel(encoding: encoding, intercept: intercept, coefficients: coefficients)
        }
    }

    private static func encoding(from reader: inout ByteReader) throws(StorageError) -> FeatureEncoding {
        switch try reader.read(UInt8.self) {
        case 0: return .dropped
        case 1:
            guard let transform = NumericEncoding.Transform(rawValue: try reader.readText()) else {
                throw .inconsistent("a number of unknown transform")
            }
            let fill = try reader.readDouble()
            let center = try reader.readDouble()
            let scale = try reader.readDouble()
            let hasValue = try reader.readFlag()
            let hasMissing = try reader.readFlag()
            return .numeric(
                try StorageError.checking { () throws(LearningError) in
                    try NumericEncoding(
                        transform: transform, fill: fill, center: center, scale: scale, hasValueColumn: hasValue,
                        hasMissingColumn: hasMissing)
                })
        case 2:
            let levels = try reader.readArray(of: Int32.self)
            let hasMissing = try reader.readFlag()
            return .categorical(
                try StorageError.checking { () throws(LearningError) in
                    try CategoricalEncoding(levels: levels, hasMissingColumn: hasMissing)
                })
        default: throw .inconsistent("a feature of unknown encoding")
        }
    }
}
