import LearningCore

extension SplitCodes {
    /// How values become codes; made once for a batch.
    struct Encoder: Sendable {
        /// One search of a numeric feature's thresholds, and the columns that want the result.
        fileprivate struct Search: Sendable {
            let feature: Int
            let part: Int
            let search: BinSearch
            /// Missing as 0.
            var leftColumn: Int?
            /// Missing as 255.
            var rightColumn: Int?
        }

        /// The codes of level −1, 0, 1, … of a categorical feature.
        fileprivate struct Lookup: Sendable {
            let feature: Int
            let column: Int
            let codes: [UInt8]
        }

        fileprivate var searches: [Search] = []
        fileprivate var lookups: [Lookup] = []

        init(_ codes: SplitCodes, _ schema: FeatureSchema) {
            for (number, column) in codes.columns.enumerated() {
                switch column {
                case .numeric(let feature, let part, let missingGoesLeft):
                    let known = searches.firstIndex { $0.feature == feature && $0.part == part }
                    if known == nil {
                        let rest = codes.thresholds[feature].dropFirst(part * SplitCodes.mostThresholds)
                        let search = BinSearch(Array(rest.prefix(SplitCodes.mostThresholds)))
                        searches.append(Search(feature: feature, part: part, search: search))
                    }
                    let index = known ?? searches.count - 1
                    if missingGoesLeft {
                        searches[index].leftColumn = number
                    } else {
                        searches[index].rightColumn = number
                    }
                case .categorical(let feature, let set, let missingGoesLeft):
                    let levels = (0..<(schema.features[feature].levelCount ?? 0)).map { level -> UInt8 in
                        let word = level / 64
                        return word < set.count && (set[word] >> UInt64(level % 64)) & 1 == 1 ? 0 : 1
                    }
                    lookups.append(Lookup(feature: feature, column: number, codes: [missingGoesLeft ? 0 : 1] + levels))
                }
            }
        }
    }
}

extension SplitCodes.Encoder {
    /// Writes the codes of up to 64 rows: `codes[64 · column + row]`. Those of rows behind the last stay as they were.
    @unsafe
    func encode(_ matrix: FeatureMatrix, _ rows: Range<Int>, into codes: UnsafeMutablePointer<UInt8>) {
        for search in searches {
            guard case .numeric(let values) = matrix.columns[search.feature],
                let binned = search.rightColumn ?? search.leftColumn
            else { continue }
            let bins = unsafe codes + binned &* SplitCodes.rows
            unsafe values.withUnsafeBufferPointer { values in
                let first = unsafe values.baseAddress.unsafelyUnwrapped + rows.lowerBound
                unsafe search.search.bin(first, count: rows.count, into: bins)
            }
            // Bins count from 1, with missing as 0: one less, missing stays at 0 or wraps around to 255.
            if let column = search.leftColumn {
                let target = unsafe codes + column &* SplitCodes.rows
                for row in 0..<SplitCodes.rows { unsafe target[row] = max(bins[row], 1) &- 1 }
            }
            if let column = search.rightColumn {
                let target = unsafe codes + column &* SplitCodes.rows
                for row in 0..<SplitCodes.rows { unsafe target[row] = bins[row] &- 1 }
            }
        }
        for lookup in lookups {
            guard case .categorical(let levels) = matrix.columns[lookup.feature] else { continue }
            let codes = unsafe codes + lookup.column &* SplitCodes.rows
            unsafe lookup.codes.withUnsafeBufferPointer { table in
                unsafe levels.withUnsafeBufferPointer { levels in
                    for row in 0..<rows.count {
                        unsafe codes[row] = table[Int(levels[rows.lowerBound &+ row]) &+ 1]
                    }
                }
            }
        }
    }
}
