import LearningCore

/// A table of leads as the golden scripts write it: missing numbers are null, missing codes −1.
struct GoldenTable: Decodable, Sendable {
    let numeric: [[Double?]]
    let categorical: [[Int32]]
    let levelCounts: [Int]
    let labels: [Int]

    func dataset(weights: [Double]?) throws -> Dataset {
        var features = numeric.indices.map { Feature(name: "number\($0)", kind: .numeric) }
        var columns = numeric.map { FeatureColumn.numeric($0.map { $0 ?? .nan }) }
        for (index, codes) in categorical.enumerated() {
            let levels = (0..<levelCounts[index]).map { "L\($0)" }
            features.append(Feature(name: "level\(index)", kind: .categorical(levels: levels)))
            columns.append(.categorical(codes))
        }
        let matrix = try FeatureMatrix(schema: FeatureSchema(features), columns: columns)
        return try Dataset(features: matrix, labels: labels.map { $0 == 1 }, weights: weights)
    }
}
