import Evaluation

/// Bars that lie, each below its name: drivers, segments, what a lead's fields add.
///
/// The name stands above its bar, so that it has the whole width, and the value beside the bar.
struct BarList: Sendable {
    struct Bar: Sendable {
        let name: String
        let value: Double
        /// `nil` draws no interval.
        var interval: Estimate?
        /// The value in words.
        let text: String
    }

    var bars: [Bar]
    /// What the values mean.
    var title: String
    /// A number all bars are compared with, with its name.
    var reference: (value: Double, name: String)?
    /// A second class for bars below nought.
    var negativeStyle = "s2"

    private static let pitch = 38.0

    func drawn() -> SVG {
        let width = ChartFrame.width
        let size = ChartFrame.fontSize
        let bars = bars.filter { $0.value.isFinite }
        let numbers = bars.flatMap { [$0.value, $0.interval?.low, $0.interval?.high].compactMap(\.self) }
        let domain = LinearScale.domain(covering: numbers, including: [0] + (reference.map { [$0.value] } ?? []))
        let textWidth = bars.map { TextWidth.of($0.text, size: size) }.max() ?? 0
        // Values below nought have their words on the left, so that both sides keep clear of the bars.
        let hasNegative = bars.contains { $0.value < 0 }
        let scale = LinearScale(
            domain, from: hasNegative ? textWidth + 8 : 0, to: max(width - textWidth - 10, width / 3))
        let keys = reference.map { [Key(label: $0.name, style: "line ref", shape: .line)] } ?? []
        let rows = Key.rows(keys, within: width)
        let top = Double(rows.count) * ChartFrame.lineHeight + ChartFrame.lineHeight + 4
        var svg = SVG(width: width, height: top + Double(bars.count) * Self.pitch + 4)
        Key.draw(rows, in: &svg)
        svg.text(TextWidth.fitting(title, within: width, size: size), x: 0, y: top - 9, style: "mute")
        let zero = scale.place(of: 0)
        svg.line(zero, top, zero, svg.height - 4, style: "axis")
        if let reference, reference.value.isFinite {
            let place = scale.place(of: reference.value)
            svg.line(place, top, place, svg.height - 4, style: "line ref")
        }
        for (number, bar) in bars.enumerated() {
            draw(bar, y: top + Double(number) * Self.pitch, zero: zero, scale, &svg)
        }
        return svg
    }

    private func draw(_ bar: Bar, y: Double, zero: Double, _ scale: LinearScale, _ svg: inout SVG) {
        let end = scale.place(of: bar.value)
        let name = TextWidth.fitting(bar.name, within: ChartFrame.width - 4, size: ChartFrame.fontSize)
        svg.text(name, x: 0, y: y + 12, style: "halo", full: bar.name)
        svg.rectangle(
            x: min(zero, end), y: y + 17, width: abs(end - zero), height: 14,
            style: bar.value < 0 ? "bar \(negativeStyle)" : "bar s1")
        var edges = [end]
        if let interval = bar.interval, interval.low.isFinite, interval.high.isFinite {
            let (low, high) = (scale.place(of: interval.low), scale.place(of: interval.high))
            svg.line(low, y + 24, high, y + 24, style: "whisker")
            for edge in [low, high] { svg.line(edge, y + 21, edge, y + 27, style: "whisker") }
            edges += [low, high]
        }
        if bar.value < 0 {
            svg.text(bar.text, x: (edges.min() ?? end) - 5, y: y + 28, anchor: .end)
        } else {
            svg.text(bar.text, x: (edges.max() ?? end) + 5, y: y + 28, style: "halo")
        }
    }
}
