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
        // With a number of pairs the compiler knows, the innermost loops become straight lines.
        switch pairs {
        case 1: unsafe walk(goesLeft, step, values, scratch, pairs: 1)
        case 2: unsafe walk(goesLeft, step, values, scratch, pairs: 2)
        case 3: unsafe walk(goesLeft, step, values, scratch, pairs: 3)
        case 4: unsafe walk(goesLeft, step, values, scratch, pairs: 4)
        default: unsafe walk(goesLeft, step, values, scratch, pairs: pairs)
        }
    }

    @unsafe @inline(__always)
    private func walk(
        _ goesLeft: UnsafePointer<UInt8>, _ step: Int, _ values: UnsafeMutablePointer<Double>, _ scratch: Scratch,
        pairs: Int
    ) {
        unsafe walkDown(goesLeft, step, scratch, pairs)
        unsafe walkUp(values, scratch, pairs)
    }

    /// `products[split]` becomes weight × the factors of the edges above.
    @unsafe @inline(__always)
    private func walkDown(_ goesLeft: UnsafePointer<UInt8>, _ step: Int, _ scratch: Scratch, _ pairs: Int) {
        let states = unsafe scratch.states.base
        let products = unsafe scratch.products.base
        for pair in 0..<pairs { unsafe products[pair] = nodeWeights.base[pair] }
        for split in 0..<tree.splitCount {
            let left = unsafe goesLeft[split &* step]
            let product = unsafe products + split &* pairs
            for side in 0..<2 {
                let index = 2 &* split &+ side
                let edge = unsafe edges.base[index]
                let before: UInt8 = unsafe edge.earlier < 0 || states[Int(edge.earlier)] == 2 ? 1 : 0
                let state = before &+ (before & (side == 0 ? left : 1 &- left))
                unsafe states[index] = state
                guard edge.child >= 0 else { continue }
                let factor = unsafe factors.base + (index &* Self.states &+ Int(state)) &* pairs
                let below = unsafe products + Int(edge.child) &* pairs
                for pair in 0..<pairs { unsafe below[pair] = product[pair] * factor[pair] }
            }
        }
    }

    /// `sums[split]` becomes the sum over the leaves below of value × product, and each edge gives its feature the dot
    /// product of that with its coefficients.
    @unsafe @inline(__always)
    private func walkUp(_ values: UnsafeMutablePointer<Double>, _ scratch: Scratch, _ pairs: Int) {
        let (products, sums) = unsafe (scratch.products.base, scratch.sums.base)
        var split = tree.splitCount
        while split > 0 {
            split &-= 1
            let sum = unsafe sums + split &* pairs
            let product = unsafe products + split &* pairs
            var total = SIMD2<Double>()
            for side in 0..<2 {
                let index = 2 &* split &+ side
                let edge = unsafe edges.base[index]
                let at = unsafe (index &* Self.states &+ Int(scratch.states.base[index])) &* pairs
                let (factor, coefficient) = unsafe (factors.base + at, coefficients.base + at)
                let below = unsafe edge.child < 0 ? product : sums + Int(edge.child) &* pairs
                for pair in 0..<pairs {
                    let share = unsafe edge.child < 0 ? below[pair] * factor[pair] * edge.value : below[pair]
                    unsafe total += share * coefficient[pair]
                    unsafe sum[pair] = side == 0 ? share : sum[pair] + share
                }
            }
            unsafe values[Int(edges.base[2 &* split].feature)] += total[0] + total[1]
        }
    }
}
