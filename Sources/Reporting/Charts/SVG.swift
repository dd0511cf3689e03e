/// A drawing: the inside of an `svg` element. Colours and lines come from the page's style sheet by class, so that one
/// drawing serves light, dark and paper. Every text is escaped here.
public struct SVG: Sendable, Equatable {
    public let width: Double
    public let height: Double
    /// The elements.
    public private(set) var content = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// Where a text stands beside its place.
    enum Anchor: String {
        case start, middle, end
    }

    mutating func text(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String = "", full: String? = nil
    ) {
        var classes = [style]
        if anchor != .start { classes.append(anchor.rawValue) }
        let list = classes.filter { !$0.isEmpty }.joined(separator: " ")
        content += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(list.isEmpty ? "" : " class=\"\(list)\"")>"
        if let full, full != text { content += "<title>\(HTMLText.escaped(full))</title>" }
        content += "\(HTMLText.escaped(text))</text>"
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
        content +=
            "<path class=\"\(style)\" d=\"M\(Self.number(x1)) \(Self.number(y1))L\(Self.number(x2)) \(Self.number(y2))\"/>"
    }

    /// - Parameter hint: what a pointer over it is told.
    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, style: String, hint: String? = nil) {
        let numbers = [("x", x), ("y", y), ("width", max(width, 0)), ("height", max(height, 0))]
        let attributes = numbers.map { "\($0)=\"\(Self.number($1))\"" }.joined(separator: " ")
        content += "<rect class=\"\(style)\" \(attributes)\(Self.end("rect", hint))"
    }

    mutating func dot(x: Double, y: Double, radius: Double = 3.5, style: String, hint: String? = nil) {
        content +=
            "<circle class=\"\(style)\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\""
            + Self.end("circle", hint)
    }

    /// A line through all points, or nothing without two of them.
    mutating func polyline(_ points: [(x: Double, y: Double)], style: String) {
        guard points.count > 1 else { return }
        content += "<path class=\"\(style)\" d=\"\(Self.path(points))\"/>"
    }

    mutating func polygon(_ points: [(x: Double, y: Double)], style: String) {
        guard points.count > 2 else { return }
        content += "<path class=\"\(style)\" d=\"\(Self.path(points))Z\"/>"
    }

    /// An error bar between two heights.
    mutating func whisker(x: Double, from: Double, to: Double, style: String = "whisker") {
        line(x, from, x, to, style: style)
        for y in [from, to] { line(x - 3, y, x + 3, y, style: style) }
    }

    private static func end(_ name: String, _ hint: String?) -> String {
        hint.map { "><title>\(HTMLText.escaped($0))</title></\(name)>" } ?? "/>"
    }

    private static func path(_ points: [(x: Double, y: Double)]) -> String {
        var text = ""
        for (place, point) in points.enumerated() {
            text += "\(place == 0 ? "M" : "L")\(number(point.x)) \(number(point.y))"
        }
        return text
    }

    /// To a tenth of a pixel, without a nought that says nothing.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((min(max(value, -99_999), 99_999) * 10).rounded())
        let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
        return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
    }
}
