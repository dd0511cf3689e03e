import Evaluation

/// Upright bars in an order that means something, each with its interval: deciles, months.
struct ColumnChart: Sendable {
    struct Bar: Sendable {
        let name: String
        /// `nil` draws no bar.
        let value: Estimate?
        /// A second number to compare with, drawn as a dot.
        var other: Double?
        var hint: String?
    }

    var title: String
    var style: AxisStyle
    var bars: [Bar]
    /// What the names mean.
    var namesTitle: String
    /// What the dots mean.
    var otherName: String?
    var valueName = ""
    /// A number all bars are compared with, with its name.
    var reference: (value: Double, name: String)?
    var domain: ClosedRange<Double>?

    func drawn() -> SVG {
        let numbers = bars.flatMap { bar in
            [bar.value?.value, bar.value?.low, bar.value?.high, bar.other].compactMap(\.self)
        }
        let wanted =
            domain ?? LinearScale.domain(covering: numbers, including: [0] + (reference.map { [$0.value] } ?? []))
        let axis = ChartFrame.Axis(title: title, style: style, domain: wanted, isExact: domain != nil)
        var frame = ChartFrame(y: axis, keys: keys, bottomHeight: 40)
        let slot = (frame.right - frame.left) / Double(max(bars.count, 1))
        let base = frame.y.place(of: frame.y.low > 0 ? frame.y.low : 0)
        for (number, bar) in bars.enumerated() {
            let middle = frame.left + (Double(number) + 0.5) * slot
            draw(bar, at: middle, width: min(slot * 0.7, 46), base: base, &frame)
        }
        frame.svg.line(frame.left, frame.bottom, frame.right, frame.bottom, style: "axis")
        if let reference, reference.value.isFinite {
            let place = frame.y.place(of: reference.value)
            frame.svg.line(frame.left, place, frame.right, place, style: "line ref")
        }
        frame.drawLabels(
            bars.map { TextWidth.fitting($0.name, within: 150, size: ChartFrame.fontSize) },
            at: bars.indices.map { frame.left + (Double($0) + 0.5) * slot }, y: frame.bottom + 16)
        frame.svg.text(
            TextWidth.fitting(namesTitle, within: frame.right - frame.left, size: ChartFrame.fontSize),
            x: (frame.left + frame.right) / 2, y: frame.bottom + 33, anchor: .middle, style: "mute")
        return frame.svg
    }

    private var keys: [Key] {
        var keys: [Key] = []
        if otherName != nil || reference != nil, !valueName.isEmpty {
            keys.append(Key(label: valueName, style: "bar s1", shape: .bar))
        }
        if let otherName { keys.append(Key(label: otherName, style: "dot s2", shape: .dot)) }
        if let reference { keys.append(Key(label: reference.name, style: "line ref", shape: .line)) }
        return keys
    }

    private func draw(_ bar: Bar, at middle: Double, width: Double, base: Double, _ frame: inout ChartFrame) {
        if let value = bar.value, value.value.isFinite {
            let place = frame.y.place(of: value.value)
            frame.svg.rectangle(
                x: middle - width / 2, y: min(place, base), width: width, height: abs(base - place), style: "bar s1",
                hint: bar.hint)
            if value.low.isFinite, value.high.isFinite, value.high > value.low {
                frame.svg.whisker(x: middle, from: frame.y.place(of: value.low), to: frame.y.place(of: value.high))
            }
        }
        if let other = bar.other, other.isFinite {
            frame.svg.dot(x: middle, y: frame.y.place(of: other), style: "dot s2")
        }
    }
}
