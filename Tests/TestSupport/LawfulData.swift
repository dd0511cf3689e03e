public import LearningCore

/// Data for ``TrainerLaws``: a synthetic world and the ways of spoiling it.
public enum LawfulData {
    /// Three numeric and two categorical features, some of each missing; about two fifths won.
    public static func dataset(rows: Int, seed: UInt64) -> Dataset {
        var world = SyntheticWorld()
        world.levelEffects = [[0.8, 0, -0.8], [0.3, -0.3, 0, 0]]
        let sample = world.sample(rows: rows, seed: seed).dataset
        let last = sample.features.schema.count - 1
        return replacing(in: sample) { feature, row, cell in
            feature == last && row % 13 == 5 ? .code(-1) : cell
        }
    }

    /// A copy that shares no storage.
    public static func deepCopy(of dataset: Dataset) -> Dataset {
        dataset.selecting(rows: Array(0..<dataset.rowCount))
    }

    /// All values, labels and weights as bits, so that NaN equals itself.
    public static func bits(of dataset: Dataset) -> [UInt64] {
        dataset.features.columns.flatMap { column in
            switch column {
            case .numeric(let values): values.map(\.bitPattern)
            case .categorical(let codes): codes.map { UInt64(bitPattern: Int64($0)) }
            }
        } + dataset.labels.map { $0 ? 1 : 0 } + (dataset.weights ?? []).map(\.bitPattern)
    }

    /// The features at the given positions with no value in any row.
    public static func withMissing(_ dataset: Dataset, features: [Int]) -> Dataset {
        replacing(in: dataset) { feature, _, cell in features.contains(feature) ? cell.missing : cell }
    }

    /// The rows picked get weight 0, huge or missing values and the opposite outcome; the others weight 1.
    public static func madeWild(_ dataset: Dataset, rows isWild: (Int) -> Bool) throws -> Dataset {
        let changed = replacing(in: dataset) { feature, row, cell in
            guard isWild(row) else { return cell }
            if (row + feature).isMultiple(of: 3) { return cell.missing }
            if case .number = cell { return .number(1e6 * Double(row + 1)) }
            return .code(0)
        }
        return try Dataset(
            features: changed.features,
            labels: dataset.labels.enumerated().map { isWild($0.offset) ? !$0.element : $0.element },
            weights: (0..<dataset.rowCount).map { isWild($0) ? 0 : 1 })
    }

    /// The same rows under schemas that do not fit: a feature less, another order, another name, another kind, one level
    /// more or the levels in another order.
    public static func otherSchemas(of dataset: Dataset) throws -> [Dataset] {
        let features = dataset.features
        var datasets = [
            dataset.selecting(features: Array(0..<features.schema.count - 1)),
            dataset.selecting(features: Array((0..<features.schema.count).reversed())),
        ]
        for position in features.schema.features.indices {
            var renamed = features.schema.features
            renamed[position] = Feature(name: "another", kind: renamed[position].kind)
            datasets.append(try relabelled(dataset, renamed, features.columns))
            guard case .categorical(let levels) = renamed[position].kind else { continue }
            for kind in [Feature.Kind.categorical(levels: levels + ["new"]), .categorical(levels: levels.reversed())] {
                renamed[position] = Feature(name: features.schema.features[position].name, kind: kind)
                datasets.append(try relabelled(dataset, renamed, features.columns))
            }
            var columns = features.columns
            columns[position] = .numeric([Double](repeating: 0, count: dataset.rowCount))
            renamed[position] = Feature(name: features.schema.features[position].name, kind: .numeric)
            datasets.append(try relabelled(dataset, renamed, columns))
        }
        return datasets
    }

    private static func relabelled(_ dataset: Dataset, _ features: [Feature], _ columns: [FeatureColumn]) throws
        -> Dataset
    {
        let matrix = try FeatureMatrix(schema: FeatureSchema(features), columns: columns, rowCount: dataset.rowCount)
        return try Dataset(features: matrix, labels: dataset.labels, weights: dataset.weights)
    }

    private enum Cell {
        case number(Double)
        case code(Int32)

        var missing: Cell {
            switch self {
            case .number: .number(.nan)
            case .code: .code(-1)
            }
        }
    }

    private static func replacing(in dataset: Dataset, _ change: (Int, Int, Cell) -> Cell) -> Dataset {
        let columns = dataset.features.columns.enumerated().map { feature, column -> FeatureColumn in
            switch column {
            case .numeric(let values):
                .numeric(
                    values.enumerated().map { row, value in
                        if case .number(let changed) = change(feature, row, .number(value)) { return changed }
                        preconditionFailure("a number stays a number")
                    })
            case .categorical(let codes):
                .categorical(
                    codes.enumerated().map { row, code in
                        if case .code(let changed) = change(feature, row, .code(code)) { return changed }
                        preconditionFailure("a code stays a code")
                    })
            }
        }
        guard
            let matrix = try? FeatureMatrix(
                schema: dataset.features.schema, columns: columns, rowCount: dataset.rowCount),
            let changed = try? Dataset(features: matrix, labels: dataset.labels, weights: dataset.weights)
        else { preconditionFailure("a change of cells keeps a dataset valid") }
        return changed
    }
}
