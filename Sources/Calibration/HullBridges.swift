/// The convex hulls, from below, of the first and of the last points of a cumulative sum diagram, for every cut.
///
/// Points P_0 … P_k are the running sums of (weight, sum). `before[i]` is the corner before P_i on the hull of P_0 … P_i;
/// `after[i]` the corner after P_i on the hull of P_i … P_k. So each hull is a chain, found for all cuts in O(k).
struct HullBridges {
    private let x: [Double]
    private let y: [Double]
    private let before: [Int]
    private let after: [Int]

    init(weights: [Double], sums: [Double]) {
        var x = [0.0]
        var y = [0.0]
        for (weight, sum) in zip(weights, sums) {
            x.append(x[x.count - 1] + weight)
            y.append(y[y.count - 1] + sum)
        }
        let last = x.count - 1
        var before = [Int](repeating: -1, count: x.count)
        for point in 1...max(last, 1) where point <= last {
            var corner = point - 1
            while before[corner] >= 0, !Self.bends(x, y, before[corner], corner, point) { corner = before[corner] }
            before[point] = corner
        }
        var after = [Int](repeating: -1, count: x.count)
        for point in (0..<last).reversed() {
            var corner = point + 1
            while after[corner] >= 0, !Self.bends(x, y, point, corner, after[corner]) { corner = after[corner] }
            after[point] = corner
        }
        (self.x, self.y, self.before, self.after) = (x, y, before, after)
    }

    /// For each of the k points the slope of the bridge between the hull of the points before it and that of the points
    /// from it on, the latter moved by a vector. Never falling, between 0 and 1 for rates.
    func slopes(movedBy move: (x: Double, y: Double)) -> [Double] {
        var slopes: [Double] = []
        slopes.reserveCapacity(x.count - 1)
        for cut in 1..<x.count {
            var left = cut - 1
            var right = cut
            var isMoving = true
            while isMoving {
                isMoving = false
                let (width, height) = (x[right] + move.x - x[left], y[right] + move.y - y[left])
                if after[right] >= 0 {
                    let next = after[right]
                    if (y[next] - y[right]) * width < height * (x[next] - x[right]) {
                        right = next
                        isMoving = true
                        continue
                    }
                }
                if before[left] >= 0 {
                    let next = before[left]
                    if (y[left] - y[next]) * width > height * (x[left] - x[next]) {
                        left = next
                        isMoving = true
                    }
                }
            }
            let slope = (y[right] + move.y - y[left]) / (x[right] + move.x - x[left])
            slopes.append(min(max(slope, slopes.last ?? 0), 1))
        }
        return slopes
    }

    /// Whether the path a → b → c turns left: b is a corner of the hull from below.
    private static func bends(_ x: [Double], _ y: [Double], _ a: Int, _ b: Int, _ c: Int) -> Bool {
        (y[b] - y[a]) * (x[c] - x[b]) < (y[c] - y[b]) * (x[b] - x[a])
    }
}
