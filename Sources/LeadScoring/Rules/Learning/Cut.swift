import Foundation

/// A number between two numbers of the data with as few digits as tell them apart: "from 12" instead of "from 11.73".
struct Cut: Sendable, Hashable {
    let value: Double
    let text: String

    /// The roundest number above `low` and not above `high`.
    ///
    /// - Parameters: finite, `low` below `high`.
    init(above low: Double, upTo high: Double) {
        for exponent in stride(from: 12, through: -12, by: -1) {
            let unit = pow(10, Double(exponent))
            let multiple = (high / unit).rounded(.down)
            guard abs(multiple) < 1e15 else { continue }
            let text = Self.text(multiple, exponent)
            guard let value = Double(text), value > low, value <= high else { continue }
            (self.value, self.text) = (value, text)
            return
        }
        (value, text) = (high, "\(high)")
    }

    /// A whole number.
    init(_ whole: Int) { (value, text) = (Double(whole), String(whole)) }

    /// `multiple` · 10^`exponent`.
    private static func text(_ multiple: Double, _ exponent: Int) -> String {
        let number = multiple == 0 ? 0 : multiple * pow(10, Double(exponent))
        return decimal(number, max(0, -exponent))
    }
}

extension [Cut] {
    /// Up to `count` cuts that part numbers into about equal parts, rising.
    ///
    /// - Parameter least: at least so many numbers are in each part.
    init(parting numbers: [Double], into count: Int, atLeast least: Int) {
        self = []
        let sorted = numbers.sorted()
        let share = Swift.max(least, sorted.count / Swift.max(count, 1), 1)
        var start = 0
        for index in sorted.indices.dropFirst() where sorted[index] > sorted[index - 1] {
            guard index - start >= share, sorted.count - index >= least else { continue }
            append(Cut(above: sorted[index - 1], upTo: sorted[index]))
            start = index
        }
    }

    /// The part of a number: how many cuts it reaches.
    func part(of number: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].value <= number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The parts as places.
    var places: [RuleScale.Place] {
        (0...count).map { .numbers(from: $0 > 0 ? self[$0 - 1] : nil, below: $0 < count ? self[$0] : nil) }
    }
}
