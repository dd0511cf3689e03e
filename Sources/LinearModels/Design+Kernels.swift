internal import CPrefetch

extension Design {
    /// Writes some rows of a dense column as the solvers see them.
    func encode(_ position: Int, _ rows: Range<Int>, into target: UnsafeMutableBufferPointer<Double>) {
        precondition(target.count >= rows.count && rows.lowerBound >= 0, "room for the rows")
        switch dense[position] {
        case .value(let values, let center, let factor, let fill):
            unsafe values.withUnsafeBufferPointer { values in
                let source = unsafe UnsafeBufferPointer(rebasing: values[rows])
                let next = unsafe start(of: position + 1, rows)
                let done = unsafe Self.standardize(source, center, factor, into: target, next: next)
                for row in done..<source.count {
                    let value = unsafe source[row]
                    let encoded = (value - center) * factor
                    let low = encoded < -NumericEncoding.limit ? -NumericEncoding.limit : encoded
                    let clamped = low > NumericEncoding.limit ? NumericEncoding.limit : low
                    unsafe target[row] = value == value ? clamped : fill
                }
            }
        case .missing(let values):
            unsafe values.withUnsafeBufferPointer { values in
                let source = unsafe UnsafeBufferPointer(rebasing: values[rows])
                for row in source.indices { unsafe target[row] = source[row] == source[row] ? 0 : 1 }
            }
        }
    }

    /// Where the first of some rows is in a column's memory, only to be prefetched.
    private func start(of position: Int, _ rows: Range<Int>) -> UnsafePointer<Double>? {
        guard dense.indices.contains(position) else { return nil }
        switch dense[position] {
        case .value(let values, _, _, _), .missing(let values):
            return unsafe values.withUnsafeBufferPointer { unsafe $0.baseAddress.map { unsafe $0 + rows.lowerBound } }
        }
    }

    /// The numbers up to the first group of 64 rows that has a missing or an extreme one, which most columns have not.
    /// Meanwhile it asks for the same rows of the next column: columns lie far apart, and the processor does not guess
    /// where to read on.
    ///
    /// - Returns: how many rows were written.
    private static func standardize(
        _ source: UnsafeBufferPointer<Double>, _ center: Double, _ factor: Double,
        into target: UnsafeMutableBufferPointer<Double>, next: UnsafePointer<Double>?
    ) -> Int {
        var row = 0
        while row + 64 <= source.count {
            var areOrdinary = SIMDMask<SIMD8<Int64>>(repeating: true)
            for part in stride(from: row, to: row + 64, by: 8) {
                if let next = unsafe next { unsafe leadscore_prefetch(next + part) }
                var value = SIMD8<Double>()
                for lane in 0..<8 { unsafe value[lane] = source[part + lane] }
                let encoded = (value - center) * factor
                areOrdinary .&= (encoded .<= NumericEncoding.limit) .& (encoded .>= -NumericEncoding.limit)
                for lane in 0..<8 { unsafe target[part + lane] = encoded[lane] }
            }
            guard all(areOrdinary) else { return row }
            row += 64
        }
        return row
    }
}
