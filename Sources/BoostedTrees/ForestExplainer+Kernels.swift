import CPrefetch
import LearningCore

extension ForestExplainer {
    /// What one thread needs for a block of rows.
    private struct Scratch {
        let blocks: Int
        /// `[(block · columns + column) · 64 + row]`
        let codes: WorkingMemory<UInt8>
        /// Of one tree: `[(split · blocks + block) · 64 + row]` is 1 if the row goes left.
        let goesLeft: WorkingMemory<UInt8>
        /// Of 64 rows, the low and the high bytes of their patterns in a part.
        let patterns = WorkingMemory<UInt8>(repeating: 0, count: 2 * SplitCodes.rows)
        /// Of 64 rows, where their entries of a table begin.
        let entries = WorkingMemory<Int>(repeating: 0, count: SplitCodes.rows)
        /// `[(block · features + feature) · 64 + row]`: feature by feature, for the rows of a block wait for nothing of each
        /// other's.
        let sums: WorkingMemory<Double>
        let part: TreePart.Scratch

        init(_ explainer: ForestExplainer, rows: Int) {
            blocks = (rows + SplitCodes.rows - 1) / SplitCodes.rows
            codes = WorkingMemory(repeating: 0, count: blocks * explainer.codes.columns.count * SplitCodes.rows)
            let mostTests = explainer.codes.tests.map(\.count).max() ?? 0
            goesLeft = WorkingMemory(repeating: 0, count: mostTests * blocks * SplitCodes.rows)
            sums = WorkingMemory(repeating: 0, count: blocks * explainer.featureCount * SplitCodes.rows)
            part = TreePart.Scratch(questions: explainer.mostQuestions, pairs: explainer.mostPairs)
        }
    }

    /// The parts of all trees as plain pointers: going through them counts no references.
    ///
    /// Valid as long as the explainer and the tables are.
    struct PartViews: @unchecked Sendable {
        @safe
        struct View: BitwiseCopyable {
            let part: Int
            let questionCount: Int
            let width: Int
            let stride: Int
            let starts: UnsafePointer<Int32>
            let conditions: UnsafePointer<Int32>
            let features: UnsafePointer<Int32>
            /// `nil` for a part that has too many questions for a table.
            let table: UnsafePointer<Double>?
        }

        /// By tree.
        let views: [[View]]

        init(_ explainers: [TreeExplainer], _ tables: Tables?) {
            views = explainers.enumerated().map { tree, explainer in
                explainer.parts.enumerated().map { number, part in
                    let table = unsafe tables?[tree][number].map { unsafe UnsafePointer($0.base) }
                    return unsafe View(
                        part: number, questionCount: part.questionCount, width: part.features.count,
                        stride: part.tableStride, starts: UnsafePointer(part.starts.base),
                        conditions: UnsafePointer(part.conditions.base), features: UnsafePointer(part.features.base),
                        table: table)
                }
            }
        }
    }

    /// Row-major contributions of a block of rows: tree by tree, so that a tree's tables are fetched once for all of them.
    func contributions(to matrix: FeatureMatrix, rows: Range<Int>, _ parts: PartViews) -> [Double] {
        guard !rows.isEmpty, featureCount > 0 else { return [] }
        let scratch = Scratch(self, rows: rows.count)
        let (size, columns) = (SplitCodes.rows, codes.columns.count)
        for block in 0..<scratch.blocks {
            let first = rows.lowerBound + block * size
            let part = first..<min(first + size, rows.upperBound)
            unsafe encoder.encode(matrix, part, into: scratch.codes.base + block * columns * size)
        }
        for (tree, views) in parts.views.enumerated() {
            unsafe decide(codes.tests[tree], scratch)
            // Part after part for 64 rows, whose values then stay in the nearest cache.
            for block in 0..<scratch.blocks {
                let count = min(size, rows.count - block * size)
                for view in views {
                    if let table = unsafe view.table {
                        unsafe lookUp(view, table, block, count, scratch)
                    } else {
                        unsafe compute(explainers[tree].parts[view.part], block, count, scratch)
                    }
                }
            }
        }
        return rowMajor(scratch, rows: rows.count)
    }

    private func rowMajor(_ scratch: Scratch, rows: Int) -> [Double] {
        let size = SplitCodes.rows
        return unsafe [Double](unsafeUninitializedCapacity: rows * featureCount) { values, count in
            count = rows * featureCount
            for row in 0..<rows {
                let block = row / size
                for feature in 0..<featureCount {
                    unsafe values[row * featureCount + feature] =
                        scratch.sums.base[(block * featureCount + feature) * size + row % size]
                }
            }
        }
    }

    /// Which way the rows go at every split of a tree.
    @unsafe
    private func decide(_ tests: [SplitCodes.Test], _ scratch: Scratch) {
        let codes = unsafe UnsafeRawPointer(scratch.codes.base)
        let target = unsafe UnsafeMutableRawPointer(scratch.goesLeft.base)
        let (size, columns) = (SplitCodes.rows, self.codes.columns.count)
        for (split, test) in tests.enumerated() {
            let threshold = SIMD16(repeating: test.threshold)
            for block in 0..<scratch.blocks {
                let source = (block &* columns &+ test.column) &* size
                let place = (split &* scratch.blocks &+ block) &* size
                for start in stride(from: 0, to: size, by: 16) {
                    let code = unsafe codes.load(fromByteOffset: source &+ start, as: SIMD16<UInt8>.self)
                    let left = SIMD16<UInt8>(repeating: 0).replacing(with: 1, where: code .<= threshold)
                    unsafe target.storeBytes(of: left, toByteOffset: place &+ start, as: SIMD16<UInt8>.self)
                }
            }
        }
    }

    /// Adds what the table says of each row of a block.
    @unsafe
    private func lookUp(
        _ part: PartViews.View, _ table: UnsafePointer<Double>, _ block: Int, _ rows: Int, _ scratch: Scratch
    ) {
        let size = SplitCodes.rows
        let (width, stride, features) = unsafe (part.width, part.stride, part.features)
        let (low, high) = unsafe (scratch.patterns.base, scratch.patterns.base + size)
        let entries = unsafe scratch.entries.base
        unsafe gather(part, block, scratch)
        for row in 0..<rows {
            let pattern = unsafe Int(low[row]) | Int(high[row]) &<< 8
            unsafe entries[row] = pattern &* stride
            unsafe leadscore_prefetch(table + pattern &* stride)
        }
        for place in 0..<width {
            let column = unsafe table + place
            let sums = unsafe scratch.sums.base + (block &* featureCount &+ Int(features[place])) &* size
            for row in 0..<rows { unsafe sums[row] += column[entries[row]] }
        }
    }

    /// The patterns of 64 rows: the first question is the highest bit.
    @unsafe @inline(__always)
    private func gather(_ part: PartViews.View, _ block: Int, _ scratch: Scratch) {
        let patterns = unsafe UnsafeMutableRawPointer(scratch.patterns.base)
        let size = SplitCodes.rows
        let count = part.questionCount
        let cut = max(0, count &- 8)
        for half in 0..<2 {
            let (offset, range) = half == 0 ? (size, 0..<cut) : (0, cut..<count)
            var bits = (SIMD16<UInt8>(), SIMD16<UInt8>(), SIMD16<UInt8>(), SIMD16<UInt8>())
            for question in range {
                let yes = unsafe answers(part, question, block, scratch)
                bits.0 = bits.0 &+ bits.0 &+ yes.0
                bits.1 = bits.1 &+ bits.1 &+ yes.1
                bits.2 = bits.2 &+ bits.2 &+ yes.2
                bits.3 = bits.3 &+ bits.3 &+ yes.3
            }
            unsafe patterns.storeBytes(of: bits.0, toByteOffset: offset, as: SIMD16<UInt8>.self)
            unsafe patterns.storeBytes(of: bits.1, toByteOffset: offset &+ 16, as: SIMD16<UInt8>.self)
            unsafe patterns.storeBytes(of: bits.2, toByteOffset: offset &+ 32, as: SIMD16<UInt8>.self)
            unsafe patterns.storeBytes(of: bits.3, toByteOffset: offset &+ 48, as: SIMD16<UInt8>.self)
        }
    }

    private typealias Answers = (SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>, SIMD16<UInt8>)

    /// 1 for each of 64 rows that says yes to a question.
    @unsafe @inline(__always)
    private func answers(_ part: PartViews.View, _ question: Int, _ block: Int, _ scratch: Scratch) -> Answers {
        let goesLeft = unsafe UnsafeRawPointer(scratch.goesLeft.base)
        let one = SIMD16<UInt8>(repeating: 1)
        var yes = (one, one, one, one)
        for condition in unsafe part.starts[question]..<part.starts[question &+ 1] {
            let edge = unsafe part.conditions[Int(condition)]
            let flip = SIMD16(repeating: UInt8(truncatingIfNeeded: edge & 1))
            let left = unsafe goesLeft + (Int(edge >> 1) &* scratch.blocks &+ block) &* SplitCodes.rows
            yes.0 &= unsafe left.load(as: SIMD16<UInt8>.self) ^ flip
            yes.1 &= unsafe left.load(fromByteOffset: 16, as: SIMD16<UInt8>.self) ^ flip
            yes.2 &= unsafe left.load(fromByteOffset: 32, as: SIMD16<UInt8>.self) ^ flip
            yes.3 &= unsafe left.load(fromByteOffset: 48, as: SIMD16<UInt8>.self) ^ flip
        }
        return yes
    }

    /// The same without a table: row by row along the part.
    @unsafe
    private func compute(
        _ part: TreePart, _ block: Int, _ rows: Int, _ scratch: Scratch
    ) {
        let goesLeft = unsafe scratch.goesLeft.base + block &* SplitCodes.rows
        let step = scratch.blocks &* SplitCodes.rows
        let features = unsafe part.features.base
        for row in 0..<rows {
            for question in 0..<part.questionCount {
                var yes: UInt8 = 1
                for condition in unsafe part.starts.base[question]..<part.starts.base[question &+ 1] {
                    let edge = unsafe part.conditions.base[Int(condition)]
                    unsafe yes &= goesLeft[Int(edge >> 1) &* step &+ row] ^ UInt8(edge & 1)
                }
                unsafe scratch.part.answers.base[question] = yes
            }
            part.evaluate(scratch.part)
            for place in 0..<part.features.count {
                let sum = unsafe (block &* featureCount &+ Int(features[place])) &* SplitCodes.rows &+ row
                unsafe scratch.sums.base[sum] += scratch.part.values.base[place]
            }
        }
    }
}
