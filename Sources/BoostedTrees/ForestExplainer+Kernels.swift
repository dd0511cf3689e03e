import LearningCore

extension ForestExplainer {
    /// Row-major contributions of a block of rows: tree by tree, so that a tree's tables are fetched once for all of them.
    func contributions(to matrix: FeatureMatrix, rows: Range<Int>) -> [Double] {
        var values = [Double](repeating: 0, count: rows.count * featureCount)
        let mostSplits = explainers.map(\.tree.splitCount).max() ?? 0
        let mostPairs = explainers.map(\.pairs).max() ?? 0
        let scratch = TreeExplainer.Scratch(splits: mostSplits, pairs: mostPairs)
        let goesLeft = WorkingMemory<UInt8>(repeating: 0, count: mostSplits * rows.count)
        unsafe values.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for explainer in explainers {
                unsafe explainer.tree.decide(matrix, rows: rows, into: goesLeft.base)
                for row in 0..<rows.count {
                    unsafe explainer.add(
                        goesLeft: goesLeft.base + row, step: rows.count, to: base + row * featureCount, scratch)
                }
            }
        }
        return values
    }
}

extension DecisionTree {
    /// Which way every row of a block would go at every split: `goesLeft[split · rows.count + row]` is 1 for left.
    @unsafe
    func decide(_ matrix: FeatureMatrix, rows: Range<Int>, into goesLeft: UnsafeMutablePointer<UInt8>) {
        for split in 0..<splitCount {
            let target = unsafe goesLeft + split &* rows.count
            switch matrix.columns[Int(arrays.features[split])] {
            case .numeric(let values):
                let threshold = arrays.thresholds[split]
                let missing: UInt8 = arrays.missingGoesLeft[split] ? 1 : 0
                unsafe values.withUnsafeBufferPointer { values in
                    for row in 0..<rows.count {
                        let value = unsafe values[rows.lowerBound &+ row]
                        unsafe target[row] = value <= threshold ? 1 : (value == value ? 0 : missing)
                    }
                }
            case .categorical(let codes):
                for row in 0..<rows.count {
                    unsafe target[row] = self.goesLeft(split, code: codes[rows.lowerBound + row]) ? 1 : 0
                }
            }
        }
    }
}
