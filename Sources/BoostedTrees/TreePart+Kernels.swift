extension TreePart {
    /// Working memory of one thread, for parts of up to so many questions and pairs of quadrature nodes.
    struct Scratch {
        /// By question of the part, 1 for yes.
        let answers: WorkingMemory<UInt8>
        /// What the part gives each of its features.
        let values: WorkingMemory<Double>
        fileprivate let states: WorkingMemory<UInt8>
        fileprivate let products: WorkingMemory<SIMD2<Double>>
        fileprivate let sums: WorkingMemory<SIMD2<Double>>

        init(questions: Int, pairs: Int) {
            answers = WorkingMemory(repeating: 0, count: questions)
            values = WorkingMemory(repeating: 0, count: questions)
            states = WorkingMemory(repeating: 0, count: 2 * questions)
            products = WorkingMemory(repeating: SIMD2(), count: questions * pairs)
            sums = WorkingMemory(repeating: SIMD2(), count: questions * pairs)
        }
    }

    /// Turns the `answers` of the scratch into its `values`.
    func evaluate(_ scratch: Scratch) {
        // With a number of pairs the compiler knows, the innermost loops become straight lines.
        switch pairs {
        case 1: evaluate(scratch, pairs: 1)
        case 2: evaluate(scratch, pairs: 2)
        case 3: evaluate(scratch, pairs: 3)
        case 4: evaluate(scratch, pairs: 4)
        default: evaluate(scratch, pairs: pairs)
        }
    }

    @inline(__always)
    private func evaluate(_ scratch: Scratch, pairs: Int) {
        walkDown(scratch, pairs)
        walkUp(scratch, pairs)
    }

    /// `products[question]` becomes weight × the factors of the edges above.
    @inline(__always)
    private func walkDown(_ scratch: Scratch, _ pairs: Int) {
        let states = unsafe scratch.states.base
        let products = unsafe scratch.products.base
        for pair in 0..<pairs { unsafe products[pair] = nodeWeights.base[pair] }
        for question in 0..<questionCount {
            let yes = unsafe scratch.answers.base[question]
            let product = unsafe products + question &* pairs
            for side in 0..<2 {
                let index = 2 &* question &+ side
                let edge = unsafe edges.base[index]
                let before: UInt8 = unsafe edge.earlier < 0 || states[Int(edge.earlier)] == 2 ? 1 : 0
                let state = before &+ (before & (side == 0 ? yes : 1 &- yes))
                unsafe states[index] = state
                guard edge.child >= 0 else { continue }
                let factor = unsafe factors.base + (index &* Self.states &+ Int(state)) &* pairs
                let below = unsafe products + Int(edge.child) &* pairs
                for pair in 0..<pairs { unsafe below[pair] = product[pair] * factor[pair] }
            }
        }
    }

    /// `sums[question]` becomes the sum over the leaves below of value × product, and each edge gives its feature the dot
    /// product of that with its coefficients.
    @inline(__always)
    private func walkUp(_ scratch: Scratch, _ pairs: Int) {
        let (products, sums, values) = unsafe (scratch.products.base, scratch.sums.base, scratch.values.base)
        unsafe values.update(repeating: 0, count: features.count)
        var question = questionCount
        while question > 0 {
            question &-= 1
            let sum = unsafe sums + question &* pairs
            let product = unsafe products + question &* pairs
            var total = SIMD2<Double>()
            for side in 0..<2 {
                let index = 2 &* question &+ side
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
            unsafe values[Int(edges.base[2 &* question].feature)] += total[0] + total[1]
        }
    }
}

extension TreePart {
    /// The distance between two entries of a table: whole cache lines once an entry is longer than half of one.
    var tableStride: Int { features.count <= 4 ? 4 : (features.count + 7) / 8 * 8 }

    /// What the part gives each feature, for all answers a row may give: `[pattern · tableStride + feature]`, where the
    /// first question is the highest bit of the pattern, 1 for yes.
    ///
    /// - Parameter scratch: for parts of at least this size. The part must have at most 16 questions.
    func table(_ scratch: Scratch) -> WorkingMemory<Double> {
        let last = questionCount - 1
        let table = WorkingMemory<Double>(repeating: 0, count: tableStride << questionCount)
        for pattern in 0..<1 << questionCount {
            for question in 0...last {
                unsafe scratch.answers.base[question] = UInt8(truncatingIfNeeded: pattern >> (last - question)) & 1
            }
            evaluate(scratch)
            let entry = unsafe table.base + pattern &* tableStride
            unsafe entry.update(from: scratch.values.base, count: features.count)
        }
        return table
    }
}
