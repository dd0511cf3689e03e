import CWideVectors
import LearningCore

extension LeafPlanes {
    /// Codes of one block of rows, one cache line a column, and what scoring leaves behind.
    struct Scratch {
        fileprivate let codes: WorkingMemory<UInt8>
        fileprivate let planes = WorkingMemory<UInt8>(repeating: 0, count: 8 * LeafPlanes.rows)
        fileprivate let words = WorkingMemory<UInt32>(repeating: 0, count: 2 * LeafPlanes.rows)
        fileprivate let values = WorkingMemory<Double>(repeating: 0, count: LeafPlanes.rows)
        fileprivate let reach = WorkingMemory<UInt64>(repeating: 0, count: LeafPlanes.abreast * LeafPlanes.places)

        init(_ planes: LeafPlanes) {
            codes = WorkingMemory(repeating: 0, count: planes.codes.columns.count * LeafPlanes.rows)
        }
    }

    /// The log-odds of a range of rows.
    func score(_ matrix: FeatureMatrix, rows: Range<Int>, base: Double, _ encoder: SplitCodes.Encoder) -> [Double] {
        let scratch = Scratch(self)
        return unsafe [Double](unsafeUninitializedCapacity: rows.count) { result, count in
            count = rows.count
            guard let target = result.baseAddress else { return }
            for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rows) {
                let block = start..<min(start + Self.rows, rows.upperBound)
                unsafe score(matrix, block, base, encoder, scratch, into: target + start - rows.lowerBound)
            }
        }
    }

    /// Writes the log-odds of up to 64 rows.
    @unsafe
    private func score(
        _ matrix: FeatureMatrix, _ rows: Range<Int>, _ base: Double, _ encoder: SplitCodes.Encoder, _ scratch: Scratch,
        into result: UnsafeMutablePointer<Double>
    ) {
        unsafe encoder.encode(matrix, rows, into: scratch.codes.base)
        unsafe scratch.values.base.update(repeating: base, count: Self.rows)
        if isWide {
            unsafe addWide(scratch)
        } else {
            for tree in trees {
                unsafe cross(tree, scratch)
                unsafe add(tree, scratch)
            }
        }
        unsafe result.update(from: scratch.values.base, count: rows.count)
    }

    /// Adds each row's leaf of all trees, in `CWideVectors`.
    @unsafe
    private func addWide(_ scratch: Scratch) {
        #if arch(x86_64)
            for four in 0..<starts.count &- 1 {
                unsafe leadscore_cut(
                    scratch.codes.base, questions.base + starts[four], starts[four &+ 1] &- starts[four],
                    scratch.reach.base)
                let first = four &* Self.abreast
                for number in first..<min(first &+ Self.abreast, trees.count) {
                    let (firstLeaf, count) = (trees[number].firstLeaf, trees[number].leafCount)
                    let leaves = (number &- first) &* Self.places &+ count &- 1
                    unsafe leadscore_add_leaves(
                        scratch.reach.base + leaves, count, leafValues.base + firstLeaf, scratch.values.base)
                }
            }
        #endif
    }

    /// For all rows, which leaves are left, plane by plane.
    @unsafe @inline(__always)
    private func cross(_ tree: Tree, _ scratch: Scratch) {
        let codes = unsafe UnsafeRawPointer(scratch.codes.base)
        let planes = unsafe UnsafeMutableRawPointer(scratch.planes.base)
        for plane in 0..<tree.planes.count &- 1 {
            var (a, b) = (SIMD16<UInt8>(repeating: 255), SIMD16<UInt8>(repeating: 255))
            var (c, d) = (a, b)
            for index in tree.planes[plane]..<tree.planes[plane &+ 1] {
                let crossing = unsafe crossings.base[index]
                let column = unsafe codes + crossing.column &* Self.rows
                unsafe a &= Self.kept(column, crossing)
                unsafe b &= Self.kept(column + 16, crossing)
                unsafe c &= Self.kept(column + 32, crossing)
                unsafe d &= Self.kept(column + 48, crossing)
            }
            let target = unsafe planes + plane &* Self.rows
            unsafe target.storeBytes(of: a, as: SIMD16<UInt8>.self)
            unsafe target.storeBytes(of: b, toByteOffset: 16, as: SIMD16<UInt8>.self)
            unsafe target.storeBytes(of: c, toByteOffset: 32, as: SIMD16<UInt8>.self)
            unsafe target.storeBytes(of: d, toByteOffset: 48, as: SIMD16<UInt8>.self)
        }
    }

    @unsafe @inline(__always)
    private static func kept(_ codes: UnsafeRawPointer, _ crossing: Crossing) -> SIMD16<UInt8> {
        let code = unsafe codes.load(as: SIMD16<UInt8>.self)
        return crossing.keep.replacing(with: 255, where: code .<= crossing.threshold)
    }

    /// Adds each row's leaf: the first that is not crossed out.
    @unsafe @inline(__always)
    private func add(_ tree: Tree, _ scratch: Scratch) {
        let leaves = unsafe leafValues.base + tree.firstLeaf
        let values = unsafe scratch.values.base
        let low = unsafe scratch.words.base
        let count = tree.planes.count &- 1
        unsafe Self.gather(scratch, 0..<min(count, 4), into: low)
        guard count > 4 else {
            for row in 0..<Self.rows { unsafe values[row] += leaves[low[row].trailingZeroBitCount & 31] }
            return
        }
        let high = unsafe low + Self.rows
        unsafe Self.gather(scratch, 4..<count, into: high)
        for row in 0..<Self.rows {
            let left = unsafe UInt64(low[row]) | UInt64(high[row]) &<< 32
            unsafe values[row] += leaves[left.trailingZeroBitCount & 63]
        }
    }

    /// The bytes of up to four planes side by side: one word a row.
    @unsafe @inline(__always)
    private static func gather(_ scratch: Scratch, _ planes: Range<Int>, into words: UnsafeMutablePointer<UInt32>) {
        let bytes = unsafe UnsafeRawPointer(scratch.planes.base)
        for start in stride(from: 0, to: rows, by: 16) {
            var word = SIMD16<UInt32>()
            for plane in planes {
                let byte = unsafe bytes.load(fromByteOffset: plane &* rows &+ start, as: SIMD16<UInt8>.self)
                word |= SIMD16<UInt32>(truncatingIfNeeded: byte) &<< UInt32(8 &* (plane &- planes.lowerBound))
            }
            unsafe UnsafeMutableRawPointer(words + start).storeBytes(of: word, as: SIMD16<UInt32>.self)
        }
    }
}
