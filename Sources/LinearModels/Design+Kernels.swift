import CPrefetch

extension Design {
    /// Goes through the dense columns in order: each is written, for some rows, as the solvers see it, and then passed on.
    ///
    /// - Parameter target: where the numbers go, by the column's position.
    @inline(__always)
    func encodeDense(
        _ rows: Range<Int>, into target: (Int) -> UnsafeMutableBufferPointer<Double>, then pass: (Int) -> Void
    ) {
        // Each column is picked up once, one ahead of its turn: to touch one that is not in the cache takes as long as
        // to encode a hundred rows.
        var next = dense.first
        for position in dense.indices {
            guard let column = next else { return }
            next = position + 1 < dense.count ? dense[position + 1] : nil
            unsafe column.encode(rows, into: target(position), prefetching: next)
            pass(position)
        }
    }
}

extension Design.DenseColumn {
    private var values: [Double] {
        switch self {
        case .value(let values, _, _, _), .missing(let values): values
        }
    }

    fileprivate func encode(
        _ rows: Range<Int>, into target: UnsafeMutableBufferPointer<Double>, prefetching next: Self?
    ) {
        precondition(target.count >= rows.count, "room for the rows")
        unsafe values.withUnsafeBufferPointer { values in
            let source = unsafe UnsafeBufferPointer(rebasing: values[rows])
            switch self {
            case .missing:
                for row in source.indices { unsafe target[row] = source[row] == source[row] ? 0 : 1 }
            case .value(_, let center, let factor, let fill):
                let ahead = unsafe next?.values.withUnsafeBufferPointer { $0.baseAddress }
                let done = unsafe Self.standardize(
                    source, center, factor, into: target, prefetching: ahead.map { unsafe $0 + rows.lowerBound })
                for row in done..<source.count {
                    let value = unsafe source[row]
                    let encoded = (value - center) * factor
                    let low = encoded < -NumericEncoding.limit ? -NumericEncoding.limit : encoded
                    let clamped = low > NumericEncoding.limit ? NumericEncoding.limit : low
                    unsafe target[row] = value == value ? clamped : fill
                }
            }
        }
    }

    /// The numbers up to the first group of 64 rows that has a missing or an extreme one, which most columns have not.
    /// Meanwhile it asks for the same rows of the next column: columns lie far apart, and the processor does not guess
    /// where to read on.
    ///
    /// - Returns: how many rows were written.
    private static func standardize(
        _ source: UnsafeBufferPointer<Double>, _ center: Double, _ factor: Double,
        into target: UnsafeMutableBufferPointer<Double>, prefetching next: UnsafePointer<Double>?
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
