/// Finds roots of functions of one number.
enum BracketedNewton {
    /// Where a falling function is 0, by Newton's method, or by halving where that leaves the bracket.
    ///
    /// - Parameter function: its value and minus its slope.
    static func root(
        in bracket: ClosedRange<Double>, start: Double, of function: (Double) -> (value: Double, bend: Double)
    ) -> Double {
        var (low, high) = (bracket.lowerBound, bracket.upperBound)
        var place = min(max(start, low), high)
        for _ in 0..<200 {
            let (value, bend) = function(place)
            if value == 0 { break }
            if value > 0 { low = place } else { high = place }
            let newton = place + (bend > 0 ? value / bend : 0)
            let next = newton > low && newton < high ? newton : low / 2 + high / 2
            let isDone = abs(next - place) <= 1e-15 * max(abs(place), 1e-3)
            place = next
            if isDone { break }
        }
        return place
    }
}
