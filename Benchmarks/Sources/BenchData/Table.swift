import Foundation
import LearningCore

/// A table written by `peers/make_boosting_data.py`.
public struct Table {
    public let features: FeatureMatrix
    public let labels: [Bool]

    private struct Meta: Decodable {
        let rows: Int
        let columns: Int
        let levels: [Int]
    }

    public init(_ path: String) throws {
        let meta = try JSONDecoder().decode(Meta.self, from: Data(contentsOf: URL(filePath: path + ".json")))
        let data = try Data(contentsOf: URL(filePath: path + ".f64"), options: .mappedIfSafe)
        var columns: [FeatureColumn] = []
        var features: [Feature] = []
        for (index, levels) in meta.levels.enumerated() {
            let bytes = meta.rows * 8
            let values = data[index * bytes..<(index + 1) * bytes].withUnsafeBytes {
                Array($0.bindMemory(to: Double.self))
            }
            let kind: Feature.Kind =
                levels == 0 ? .numeric : .categorical(levels: (0..<levels).map { "L\($0)" })
            features.append(Feature(name: "f\(index)", kind: kind))
            columns.append(levels == 0 ? .numeric(values) : .categorical(values.map { $0.isNaN ? -1 : Int32($0) }))
        }
        self.features = try FeatureMatrix(schema: FeatureSchema(features), columns: columns, rowCount: meta.rows)
        labels = try Data(contentsOf: URL(filePath: path + ".y")).map { $0 == 1 }
    }
}
