extension TreeExplainer {
    /// Working memory of one thread, for trees of up to `splits` splits and `pairs` pairs of quadrature nodes.
    struct Scratch {
        fileprivate let states: WorkingMemory<UInt8>
        fileprivate let products: WorkingMemory<SIMD2<Double>>
        fileprivate let sums: WorkingMemory<SIMD2<Double>>

        init(splits: Int, pairs: Int) {
            states = WorkingMemory(repeating: 0, count: 2 * splits)
            products = WorkingMemory(repeating: SIMD2(), count: splits * pairs)
            sums = WorkingMemory(repeating: SIMD2(), count: splits * pairs)
        }
    }

    /// Adds one row's contributions.
    /// - Parameters:
    ///   - goesLeft: 1 if the row goes left at split s, at `goesLeft[s · step]`.
    ///   - values: one number per feature of the model, added to.
    @unsafe
    func add(
        goesLeft: UnsafePointer<UInt8>, step: Int, to values: UnsafeMutablePointer<Double>, _ scratch: Scratch
    ) {
        guard tree.splitCount > 0 else { return }
        unsafe walkDown(goesLeft, step, scratch)
        unsafe walkUp(values, scratch)
    }

    /// `products[split]` becomes weight × the factors of the edges above.
    @unsafe
    private func walkDown(_ goesLeft: UnsafePointer<UInt8>, _ step: Int, _ scratch: Scratch) {
        let (pairs, states) = unsafe (pairs, scratch.states.base)
        for pair in 0..<pairs { unsafe scratch.products.base[pair] = nodeWeights.base[pair] }
        for split in 0..<tree.splitCount {
            let left = unsafe goesLeft[split &* step]
            let product = unsafe scratch.products.base + split &* pairs
            for side in 0..<2 {
                let index = 2 &* split &+ side
                let edge = unsafe edges.base[index]
                let before: UInt8 = unsafe edge.earlier < 0 || states[Int(edge.earlier)] == 2 ? 1 : 0
                let state = before &+ (before & (side == 0 ? left : 1 &- left))
                unsafe states[index] = state
                guard edge.child >= 0 else { continue }
                let factor = unsafe factors.base + (index &* Self.states &+ Int(state)) &* pairs
                let below = unsafe scratch.products.base + Int(edge.child) &* pairs
                for pair in 0..<pairs { unsafe below[pair] = product[pair] * factor[pair] }
            }
        }
    }

    /// `sums[split]` becomes the sum over the leaves below of value × product, and each edge gives its feature the dot
    /// product of that with its coefficients.
    @unsafe
    private func walkUp(_ values: UnsafeMutablePointer<Double>, _ scratch: Scratch) {
        let pairs = pairs
        for split in stride(from: tree.splitCount &- 1, through: 0, by: -1) {
            let sum = unsafe scratch.sums.base + split &* pairs
            let product = unsafe scratch.products.base + split &* pairs
            for pair in 0..<pairs { unsafe sum[pair] = SIMD2() }
            var total = SIMD2<Double>()
            var feature = 0
            for side in 0..<2 {
                let index = 2 &* split &+ side
                let edge = unsafe edges.base[index]
                feature = Int(edge.feature)
                let at = unsafe (index &* Self.states &+ Int(scratch.states.base[index])) &* pairs
                let coefficient = unsafe coefficients.base + at
                if edge.child >= 0 {
                    let below = unsafe scratch.sums.base + Int(edge.child) &* pairs
                    for pair in 0..<pairs {
                        unsafe total += below[pair] * coefficient[pair]
                        unsafe sum[pair] += below[pair]
                    }
                } else {
                    let factor = unsafe factors.base + at
                    for pair in 0..<pairs {
                        let below = unsafe product[pair] * factor[pair] * edge.value
                        unsafe total += below * coefficient[pair]
                        unsafe sum[pair] += below
                    }
                }
            }
            unsafe values[feature] += total[0] + total[1]
        }
    }
}
