/// Lines over a number, each with its band of uncertainty: ROC, precision and recall, gains, profit.
struct LineChart: Sendable {
    struct Series: Sendable {
        let name: String
        /// A class of the style sheet: `s1` the model, `s2` the rules, `ref` what to compare with.
        let style: String
        let points: [Point]
    }

    struct Point: Sendable {
        let x: Double
        let y: Double
        /// The band, if there is one.
        var low: Double?
        var high: Double?
    }

    /// A place on the horizontal axis that matters, with a word for it.
    struct Mark: Sendable {
        let x: Double
        let label: String
    }

    var x: ChartFrame.Axis
    var y: ChartFrame.Axis
    var series: [Series]
    var marks: [Mark] = []

    /// Points that are not finite are left out.
    func drawn() -> SVG {
        let series = series.map { line in
            Series(
                name: line.name, style: line.style,
                points: line.points.filter { $0.x.isFinite && $0.y.isFinite }.sorted { $0.x < $1.x })
        }
        let keys = series.map { Key(label: $0.name, style: "line \($0.style)", shape: .line) }
        var frame = ChartFrame(y: y, keys: keys.count > 1 ? keys : [], bottomHeight: 40)
        let scale = frame.drawHorizontal(x)
        for line in series { drawBand(line, scale, &frame) }
        drawMarks(scale, &frame)
        for line in series {
            let places = line.points.map { (x: scale.place(of: $0.x), y: frame.y.place(of: $0.y)) }
            frame.svg.polyline(places, style: "line \(line.style)")
            if places.count == 1 { frame.svg.dot(x: places[0].x, y: places[0].y, style: "dot \(line.style)") }
        }
        return frame.svg
    }

    private func drawBand(_ line: Series, _ scale: LinearScale, _ frame: inout ChartFrame) {
        let bounded = line.points.compactMap { point -> (x: Double, low: Double, high: Double)? in
            guard let low = point.low, let high = point.high, low.isFinite, high.isFinite else { return nil }
            return (scale.place(of: point.x), frame.y.place(of: low), frame.y.place(of: high))
        }
        let outline = bounded.map { (x: $0.x, y: $0.high) } + bounded.reversed().map { (x: $0.x, y: $0.low) }
        frame.svg.polygon(outline, style: "band \(line.style)")
    }

    /// Each label on a line of its own from the top, on the side where there is room.
    private func drawMarks(_ scale: LinearScale, _ frame: inout ChartFrame) {
        for (number, mark) in marks.filter({ $0.x.isFinite }).enumerated() {
            let place = scale.place(of: mark.x)
            frame.svg.line(place, frame.top, place, frame.bottom, style: "mark")
            let isLeft = place > (frame.left + frame.right) / 2
            let room = (isLeft ? place - frame.left : frame.right - place) - 6
            let label = TextWidth.fitting(mark.label, within: room, size: ChartFrame.fontSize)
            frame.svg.text(
                label, x: isLeft ? place - 5 : place + 5, y: frame.bottom - 8 - Double(number) * ChartFrame.lineHeight,
                anchor: isLeft ? .end : .start, style: "halo", full: mark.label)
        }
    }
}
