import LearningCore
import LinearModels

/// Logistic regressions with splines as bytes: schema, the spline of each feature if it has one, the regression.
enum SplineCodec {
    static func write(_ model: SplineRegressionModel, to writer: inout ByteWriter) {
        SchemaCodec.write(model.schema, to: &writer)
        for spline in model.expansion.splines {
            writer.write(UInt8(spline == nil ? 0 : 1))
            guard let spline else { continue }
            writer.write(spline.transform.rawValue)
            writer.write(spline.knots)
            writer.write(spline.fills)
        }
        LogisticCodec.write(model.regression, to: &writer)
    }

    static func read(from reader: inout ByteReader) throws(StorageError) -> SplineRegressionModel {
        let schema = try SchemaCodec.read(from: &reader)
        var splines: [NaturalSpline?] = []
        for _ in 0..<schema.count { splines.append(try reader.readFlag() ? try spline(from: &reader) : nil) }
        let regression = try LogisticCodec.read(from: &reader)
        return try StorageError.checking { () throws(LearningError) in
            try SplineRegressionModel(
                expansion: try SplineExpansion(schema: schema, splines: splines), regression: regression)
        }
    }

    private static func spline(from reader: inout ByteReader) throws(StorageError) -> NaturalSpline {
        guard let transform = NumericEncoding.Transform(rawValue: try reader.readText()) else {
            throw .inconsistent("a spline of unknown transform")
        }
        let knots = try reader.readDoubles()
        let fills = try reader.readDoubles()
        return try StorageError.checking { () throws(LearningError) in
            try NaturalSpline(transform: transform, knots: knots, fills: fills)
        }
    }
}
