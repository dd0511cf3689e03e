import LearningCore
import LinearModels

/// Logistic regressions with shaped numbers as bytes: schema, the shape of each feature (0 none, 1 spline, 2 steps,
/// 3 weights of evidence), the regression.
enum ShapedCodec {
    static func write(_ model: ShapedRegressionModel, to writer: inout ByteWriter) {
        SchemaCodec.write(model.schema, to: &writer)
        for shape in model.expansion.shapes {
            switch shape {
            case nil: writer.write(UInt8(0))
            case .spline(let spline):
                writer.write(UInt8(1))
                writer.write(spline.transform.rawValue)
                writer.write(spline.knots)
                writer.write(spline.fills)
            case .steps(let steps):
                writer.write(UInt8(2))
                writer.write(steps.edges)
            case .evidence(let evidence):
                writer.write(UInt8(3))
                writer.write(evidence.edges)
                writer.write(evidence.weights)
            }
        }
        LogisticCodec.write(model.regression, to: &writer)
    }

    static func read(from reader: inout ByteReader) throws(StorageError) -> ShapedRegressionModel {
        let schema = try SchemaCodec.read(from: &reader)
        var shapes: [NumericShape?] = []
        for _ in 0..<schema.count { shapes.append(try shape(from: &reader)) }
        let regression = try LogisticCodec.read(from: &reader)
        return try StorageError.checking { () throws(LearningError) in
            try ShapedRegressionModel(
                expansion: try ShapeExpansion(schema: schema, shapes: shapes), regression: regression)
        }
    }

    private static func shape(from reader: inout ByteReader) throws(StorageError) -> NumericShape? {
        switch try reader.read(UInt8.self) {
        case 0: return nil
        case 1:
            guard let transform = NumericEncoding.Transform(rawValue: try reader.readText()) else {
                throw .inconsistent("a spline of unknown transform")
            }
            let knots = try reader.readDoubles()
            let fills = try reader.readDoubles()
            return try StorageError.checking { () throws(LearningError) in
                .spline(try NaturalSpline(transform: transform, knots: knots, fills: fills))
            }
        case 2:
            let edges = try reader.readDoubles()
            return try StorageError.checking { () throws(LearningError) in .steps(try NumericSteps(edges: edges)) }
        case 3:
            let edges = try reader.readDoubles()
            let weights = try reader.readDoubles()
            return try StorageError.checking { () throws(LearningError) in
                .evidence(try NumericEvidence(edges: edges, weights: weights))
            }
        default: throw .inconsistent("a number of unknown shape")
        }
    }
}
