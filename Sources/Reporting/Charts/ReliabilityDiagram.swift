import Evaluation

/// Stated against observed rate: on the diagonal a probability means what it says. Below it, how many leads were given
/// which probability.
struct ReliabilityDiagram: Sendable {
    struct Series: Sendable {
        let name: String
        let style: String
        let curve: ReliabilityCurve
    }

    var series: [Series]
    /// Leads by probability, in parts of equal width of 0…1.
    var histogram: [Int]

    private static let histogramHeight = 46.0

    func drawn() -> SVG {
        let bins = series.flatMap(\.curve.bins)
        let highest = bins.flatMap { [$0.meanProbability, $0.rate.high] }.max() ?? 1
        // Where all chances are small the plot shows the small ones large.
        let ticks = Ticks(covering: 0...min(max(highest, 1e-6), 1), count: 5)
        let domain = 0...min(ticks.values[ticks.values.count - 1], 1)
        let axis = { (title: String) in
            ChartFrame.Axis(title: title, style: .share, domain: domain, isExact: true)
        }
        let keys =
            (series.count > 1 ? series : []).map { Key(label: $0.name, style: "dot \($0.style)", shape: .dot) }
            + [Key(label: "as stated", style: "line ref", shape: .line)]
        var frame = ChartFrame(
            y: axis("share that was won"), keys: keys, plotHeight: 220,
            bottomHeight: histogram.isEmpty ? 40 : 52 + Self.histogramHeight)
        let across = axis("probability the model gave")
        let scale = frame.scale(across)
        frame.drawHorizontal(across, scale)
        frame.svg.polyline(
            [
                (scale.place(of: 0), frame.y.place(of: 0)),
                (scale.place(of: domain.upperBound), frame.y.place(of: domain.upperBound)),
            ], style: "line ref")
        for line in series { draw(line, scale, &frame) }
        if !histogram.isEmpty { drawHistogram(scale, upTo: domain.upperBound, &frame) }
        return frame.svg
    }

    private func draw(_ line: Series, _ scale: LinearScale, _ frame: inout ChartFrame) {
        let places = line.curve.bins.map { bin in
            (x: scale.place(of: bin.meanProbability), y: frame.y.place(of: bin.rate.value))
        }
        frame.svg.polyline(places, style: "line thin \(line.style)")
        for (bin, place) in zip(line.curve.bins, places) {
            frame.svg.whisker(x: place.x, from: frame.y.place(of: bin.rate.low), to: frame.y.place(of: bin.rate.high))
            frame.svg.dot(
                x: place.x, y: place.y, style: "dot \(line.style)",
                hint: "stated \(NumberText.share(bin.meanProbability)), won \(NumberText.share(bin.rate.value))")
        }
    }

    private func drawHistogram(_ scale: LinearScale, upTo end: Double, _ frame: inout ChartFrame) {
        let most = Double(max(histogram.max() ?? 0, 1))
        let base = frame.svg.height - 1
        let width = 1 / Double(max(histogram.count, 1))
        for (number, count) in histogram.enumerated() where count > 0 {
            let (low, high) = (Double(number) * width, min(Double(number + 1) * width, end))
            guard low < end else { continue }
            let height = max(Double(count) / most * Self.histogramHeight, 1)
            frame.svg.rectangle(
                x: scale.place(of: low) + 0.5, y: base - height,
                width: scale.place(of: high) - scale.place(of: low) - 1,
                height: height, style: "bar faint",
                hint:
                    "\(NumberText.count(count)) leads from \(NumberText.share(low, 0)) to \(NumberText.share(high, 0))")
        }
        frame.svg.line(frame.left, base, frame.right, base, style: "axis")
    }
}
