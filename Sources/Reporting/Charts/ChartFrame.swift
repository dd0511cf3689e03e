/// The plot of a chart with its axes, grid and labels: finds the margins the labels need, and draws them.
struct ChartFrame {
    /// An axis of numbers.
    struct Axis: Sendable {
        var title: String
        var style: AxisStyle
        /// What must be shown; the axis reaches on to the next round numbers.
        var domain: ClosedRange<Double>
        var tickCount = 5
        /// The axis ends where the domain does, as for shares from 0 to 1.
        var isExact = false
    }

    /// All charts are drawn this wide; the page scales them.
    static let width = 400.0
    static let fontSize = 12.0
    static let lineHeight = 17.0

    var svg: SVG
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    /// The height of numbers.
    let y: LinearScale

    /// A frame whose horizontal axis is a number.
    ///
    /// - Parameters:
    ///   - keys: what the styles mean, drawn above the plot; none for a chart that needs no key.
    ///   - markRows: lines of labels between the title of the axis and the plot.
    ///   - plotHeight: of the plot alone.
    init(
        y axis: Axis, keys: [Key] = [], markRows: Int = 0, plotHeight: Double = 200, bottomHeight: Double
    ) {
        let ticks = Ticks(covering: axis.domain, count: axis.tickCount)
        let shown = axis.isExact ? ticks.values.filter { axis.domain.contains($0) } : ticks.values
        let labels = shown.map { axis.style.text($0, step: ticks.step) }
        let labelWidth = labels.map { TextWidth.of($0, size: Self.fontSize) }.max() ?? 0
        let rows = Key.rows(keys, within: Self.width)
        let keyHeight = Double(rows.count) * Self.lineHeight
        left = labelWidth + 8
        right = Self.width - 14
        // The title of the vertical axis stands above the plot, where it can be read without turning the head.
        top = keyHeight + Self.lineHeight * Double(1 + markRows) + 10
        bottom = top + plotHeight
        y = LinearScale(axis.isExact ? axis.domain : ticks.domain, from: bottom, to: top)
        svg = SVG(width: Self.width, height: bottom + bottomHeight)
        Key.draw(rows, in: &svg)
        svg.text(
            TextWidth.fitting(axis.title, within: Self.width, size: Self.fontSize), x: 0, y: keyHeight + 12,
            style: "mute")
        for (value, label) in zip(shown, labels) {
            let place = y.place(of: value)
            svg.line(left, place, right, place, style: value == 0 ? "axis" : "grid")
            svg.text(label, x: left - 6, y: place + 4, anchor: .end, style: "mute")
        }
    }

    /// The places of numbers along the plot.
    func scale(_ axis: Axis) -> LinearScale {
        let ticks = Ticks(covering: axis.domain, count: axis.tickCount)
        return LinearScale(axis.isExact ? axis.domain : ticks.domain, from: left, to: right)
    }

    /// Draws a horizontal axis of numbers below the plot, on its ``scale(_:)``.
    mutating func drawHorizontal(_ axis: Axis, _ scale: LinearScale) {
        let ticks = Ticks(covering: axis.domain, count: axis.tickCount)
        let shown = axis.isExact ? ticks.values.filter { axis.domain.contains($0) } : ticks.values
        svg.line(left, bottom, right, bottom, style: "axis")
        drawLabels(
            shown.map { axis.style.text($0, step: ticks.step) }, at: shown.map { scale.place(of: $0) }, y: bottom + 16)
        svg.text(
            TextWidth.fitting(axis.title, within: right - left, size: Self.fontSize), x: (left + right) / 2,
            y: bottom + 33, anchor: .middle, style: "mute")
    }

    /// Labels on one line, kept on the drawing; as many are left out as it takes that none touches its neighbour.
    mutating func drawLabels(_ labels: [String], at places: [Double], y: Double, style: String = "mute") {
        let widths = labels.map { TextWidth.of($0, size: Self.fontSize) }
        let starts = zip(places, widths).map { place, width in min(max(place - width / 2, 0), Self.width - width) }
        let stride = (1...max(labels.count, 1)).first { every in
            let kept = Array(Swift.stride(from: 0, to: labels.count, by: every))
            return zip(kept, kept.dropFirst()).allSatisfy { starts[$0] + widths[$0] + 6 <= starts[$1] }
        }
        for place in Swift.stride(from: 0, to: labels.count, by: stride ?? 1) {
            svg.text(labels[place], x: starts[place], y: y, style: style)
        }
    }
}

/// What a style of a chart means.
struct Key: Sendable, Equatable {
    enum Shape: Sendable {
        case line, bar, dot
    }

    let label: String
    let style: String
    let shape: Shape

    private var width: Double { 24 + TextWidth.of(label, size: ChartFrame.fontSize) + 14 }

    /// The keys in as many rows as they need.
    static func rows(_ keys: [Key], within width: Double) -> [[Key]] {
        var rows: [[Key]] = []
        var used = 0.0
        for key in keys {
            let label = TextWidth.fitting(key.label, within: width - 40, size: ChartFrame.fontSize)
            let key = Key(label: label, style: key.style, shape: key.shape)
            if rows.isEmpty || used + key.width > width {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(key)
            used += key.width
        }
        return rows
    }

    static func draw(_ rows: [[Key]], in svg: inout SVG) {
        for (number, row) in rows.enumerated() {
            var x = 0.0
            let y = Double(number) * ChartFrame.lineHeight + 12
            for key in row {
                switch key.shape {
                case .line: svg.line(x, y - 4, x + 18, y - 4, style: key.style)
                case .bar: svg.rectangle(x: x + 3, y: y - 10, width: 12, height: 12, style: key.style)
                case .dot: svg.dot(x: x + 9, y: y - 4, style: key.style)
                }
                svg.text(key.label, x: x + 24, y: y)
                x += key.width
            }
        }
    }
}
