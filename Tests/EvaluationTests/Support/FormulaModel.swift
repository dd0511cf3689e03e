import LearningCore

/// A model that is a formula: tests know what it does. Row values: numbers, codes, NaN for missing.
struct FormulaModel: ProbabilisticClassifier {
    let schema: FeatureSchema
    let formula: @Sendable ([Double]) -> Double

    func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try schema.requireEqual(to: matrix.schema)
        let columns = matrix.columns.map { column -> [Double] in
            switch column {
            case .numeric(let values): values
            case .categorical(let codes): codes.map { $0 < 0 ? .nan : Double($0) }
            }
        }
        return (0..<matrix.rowCount).map { row in formula(columns.map { $0[row] }) }
    }

    func contributions(to matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> Contributions {
        throw .numericalFailure("a formula does not explain itself")
    }
}
