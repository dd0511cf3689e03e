/// Lines over a number, each with its band of uncertainty: ROC, precision and recall, gains, profit.
struct LineChart: Sendable {
    struct Series: Sendable {
        let name: String
        /// A class of the style sheet: `s1` the model, `s2` the rules, `s3` both together, `ref` what to compare with.
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

    /// Points that are not finite are left out. Lines are named where they run, or in a key where there is no room.
    func drawn() -> SVG {
        let series = series.map { line in
            Series(
                name: line.name, style: line.style,
                points: line.points.filter { $0.x.isFinite && $0.y.isFinite }.sorted { $0.x < $1.x })
        }
        var frame = ChartFrame(y: y, markRows: marks.isEmpty ? 0 : 1, bottomHeight: 40)
        var scale = frame.scale(x)
        var names = series.count > 1 ? boxes(of: series, scale, frame) : []
        if names == nil {
            let keys = series.map { Key(label: $0.name, style: "line \($0.style)", shape: .line) }
            frame = ChartFrame(y: y, keys: keys, markRows: marks.isEmpty ? 0 : 1, bottomHeight: 40)
            scale = frame.scale(x)
            names = []
        }
        frame.drawHorizontal(x, scale)
        for line in series { drawBand(line, scale, &frame) }
        drawMarks(scale, &frame)
        for line in series {
            let places = places(of: line, scale, frame)
            frame.svg.polyline(places, style: "line \(line.style)")
            if places.count == 1 { frame.svg.dot(x: places[0].x, y: places[0].y, style: "dot \(line.style)") }
        }
        for (line, box) in zip(series, names ?? []) {
            frame.svg.text(line.name, x: box.left, y: box.top + 12, style: "halo")
        }
        return frame.svg
    }

    private func places(of line: Series, _ scale: LinearScale, _ frame: ChartFrame) -> LabelPlacer.Line {
        line.points.map { (x: scale.place(of: $0.x), y: frame.y.place(of: $0.y)) }
    }

    private func boxes(of series: [Series], _ scale: LinearScale, _ frame: ChartFrame) -> [LabelPlacer.Box]? {
        let marked = marks.filter(\.x.isFinite).map { mark -> LabelPlacer.Line in
            [(scale.place(of: mark.x), frame.top), (scale.place(of: mark.x), frame.bottom)]
        }
        let lines = series.map { Self.dense(places(of: $0, scale, frame)) }
        let plot = LabelPlacer.Box(
            left: frame.left, top: frame.top, width: frame.right - frame.left, height: frame.bottom - frame.top)
        // A name on the edge of a band would look as if it marked it.
        let edges = series.flatMap { line in
            [
                line.points.compactMap { point in point.low.map { (point.x, $0) } },
                line.points.compactMap { point in point.high.map { (point.x, $0) } },
            ]
        }.map { edge in
            edge.filter { $0.1.isFinite }.map { (x: scale.place(of: $0.0), y: frame.y.place(of: $0.1)) }
        }
        return LabelPlacer(plot: plot, lines: lines + marked + edges).boxes(
            forWidths: series.map { TextWidth.of($0.name, size: ChartFrame.fontSize) })
    }

    /// A line of two points has places for its name only once there are points between them.
    private static func dense(_ line: LabelPlacer.Line) -> LabelPlacer.Line {
        guard line.count == 2 else { return line }
        return (0...20).map { step in
            let share = Double(step) / 20
            return (line[0].x + share * (line[1].x - line[0].x), line[0].y + share * (line[1].y - line[0].y))
        }
    }

    private func drawBand(_ line: Series, _ scale: LinearScale, _ frame: inout ChartFrame) {
        let bounded = line.points.compactMap { point -> (x: Double, low: Double, high: Double)? in
            guard let low = point.low, let high = point.high, low.isFinite, high.isFinite else { return nil }
            return (scale.place(of: point.x), frame.y.place(of: low), frame.y.place(of: high))
        }
        let outline = bounded.map { (x: $0.x, y: $0.high) } + bounded.reversed().map { (x: $0.x, y: $0.low) }
        frame.svg.polygon(outline, style: "band \(line.style)")
    }

    /// Their labels stand above the plot; one that would touch another is left to the words beside the chart.
    private func drawMarks(_ scale: LinearScale, _ frame: inout ChartFrame) {
        let known = marks.filter(\.x.isFinite)
        for mark in known {
            let place = scale.place(of: mark.x)
            frame.svg.line(place, frame.top - 2, place, frame.bottom, style: "mark")
        }
        frame.drawLabels(
            known.map { TextWidth.fitting($0.label, within: ChartFrame.width / 2, size: ChartFrame.fontSize) },
            at: known.map { scale.place(of: $0.x) }, y: frame.top - 6, style: "")
    }
}
