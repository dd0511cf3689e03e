/// Finds places for the names of lines right beside them, so that no key is needed.
///
/// A place is good when the name touches no line, no other name and no edge of the plot. Of the good places of a line the
/// one is taken that lies farthest from all other lines: there the name is least mistaken for theirs.
struct LabelPlacer {
    struct Box: Equatable {
        let left: Double
        let top: Double
        let width: Double
        let height: Double

        var right: Double { left + width }
        var bottom: Double { top + height }

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    typealias Line = [(x: Double, y: Double)]

    let plot: Box
    /// The lines to name first, then those that no name may touch.
    let lines: [Line]

    static let height = 16.0
    /// Between a name and its line.
    static let gap = 7.0

    /// One box a line, or `nil` if not all lines can have one. Complexity: O(points²), of some hundreds.
    func boxes(forWidths widths: [Double]) -> [Box]? {
        var taken: [Box] = []
        for (number, width) in widths.enumerated() {
            let good = candidates(lines[number], width: width).filter { box in
                !taken.contains { $0.overlaps(box) } && !lines.contains { Self.crosses($0, box) }
            }
            // The first of equally good ones.
            let best = good.enumerated().max {
                (clearance(of: $0.element, from: number, named: widths.count), -$0.offset)
                    < (clearance(of: $1.element, from: number, named: widths.count), -$1.offset)
            }
            guard let best else { return nil }
            taken.append(best.element)
        }
        return taken
    }

    /// Above and below the points of a line, within the plot.
    private func candidates(_ line: Line, width: Double) -> [Box] {
        line.flatMap { point in
            [
                Box(
                    left: point.x - width - 4, top: point.y - Self.gap - Self.height, width: width, height: Self.height),
                Box(
                    left: point.x - width / 2, top: point.y - Self.gap - Self.height, width: width, height: Self.height),
                Box(left: point.x + 6, top: point.y + Self.gap - 3, width: width, height: Self.height),
                Box(left: point.x - width / 2, top: point.y + Self.gap, width: width, height: Self.height),
            ].filter {
                $0.left >= plot.left + 2 && $0.right <= plot.right && $0.top >= plot.top && $0.bottom <= plot.bottom - 2
            }
        }
    }

    /// The square of the least distance from the middle of a box to the points of the other named lines; none counts as far.
    private func clearance(of box: Box, from own: Int, named: Int) -> Double {
        let (x, y) = (box.left + box.width / 2, box.top + box.height / 2)
        var least = plot.width * plot.width
        for (number, line) in lines.enumerated().prefix(named) where number != own {
            for point in line {
                let (across, up) = (point.x - x, point.y - y)
                least = min(least, across * across + up * up)
            }
        }
        return least
    }

    /// Whether any piece of a line passes through a box: Liang and Barsky's clipping leaves something of it.
    private static func crosses(_ line: Line, _ box: Box) -> Bool {
        zip(line, line.dropFirst()).contains { start, end in
            var (enter, leave) = (0.0, 1.0)
            for (from, change, low, high) in [
                (start.x, end.x - start.x, box.left - 2, box.right + 2),
                (start.y, end.y - start.y, box.top - 1, box.bottom + 1),
            ] {
                if change == 0 {
                    guard (low...high).contains(from) else { return false }
                } else {
                    let (first, last) = ((low - from) / change, (high - from) / change)
                    enter = max(enter, min(first, last))
                    leave = min(leave, max(first, last))
                }
            }
            return enter <= leave
        }
    }
}
