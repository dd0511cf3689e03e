import Foundation
import FoundationXML
import Testing

@testable import Reporting

/// What a chart draws, read back from its elements.
struct ChartReader {
    var points: [(x: Double, y: Double)] = []
    var texts: [(text: String, left: Double, right: Double, y: Double)] = []

    /// - Throws: if the elements are not well-formed XML, or hold a number that is none.
    init(_ svg: SVG) throws {
        let text = "<svg>\(svg.content)</svg>"
        let delegate = Elements()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = delegate
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        for element in delegate.found {
            let number = { (name: String) in element.attributes[name].flatMap(Double.init) }
            switch element.name {
            case "path":
                let numbers = (element.attributes["d"] ?? "").split { "MLZ ".contains($0) }.map { Double($0) ?? .nan }
                for place in stride(from: 0, to: numbers.count - 1, by: 2) {
                    points.append((numbers[place], numbers[place + 1]))
                }
            case "rect":
                let (x, y) = (try #require(number("x")), try #require(number("y")))
                let (width, height) = (try #require(number("width")), try #require(number("height")))
                #expect(width >= 0 && height >= 0)
                points += [(x, y), (x + width, y + height)]
            case "circle": points.append((try #require(number("cx")), try #require(number("cy"))))
            case "text":
                let x = try #require(number("x"))
                let width = TextWidth.of(element.text, size: ChartFrame.fontSize)
                let style = element.attributes["class"] ?? ""
                let left = style.hasSuffix("middle") ? x - width / 2 : style.hasSuffix("end") ? x - width : x
                texts.append((element.text, left, left + width, try #require(number("y"))))
            default: break
            }
        }
    }

    private final class Elements: NSObject, XMLParserDelegate {
        struct Element {
            let name: String
            let attributes: [String: String]
            var text = ""
        }

        var found: [Element] = []
        private var open: [Int] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            found.append(Element(name: name, attributes: attributes))
            open.append(found.count - 1)
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) { open.removeLast() }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            if let last = open.last { found[last].text += text }
        }
    }
}

/// What every chart owes its reader, whatever its numbers: well-formed elements, everything on the drawing, every number
/// finite, and no text on another.
func expectLaws(of svg: SVG, _ comment: Comment? = nil, at place: SourceLocation = #_sourceLocation) throws {
    let chart = try ChartReader(svg)
    #expect(svg.width.isFinite && svg.height.isFinite && svg.height < 5_000, comment, sourceLocation: place)
    for point in chart.points {
        #expect(
            (-0.6...svg.width + 0.6).contains(point.x) && (-0.6...svg.height + 0.6).contains(point.y), comment,
            sourceLocation: place)
    }
    for (number, text) in chart.texts.enumerated() {
        #expect(
            text.left >= -0.6 && text.right <= svg.width + 0.6 && text.y >= 9 && text.y <= svg.height, "\(text)",
            sourceLocation: place)
        for other in chart.texts[..<number] where abs(other.y - text.y) < 10 {
            #expect(
                text.right <= other.left + 0.6 || other.right <= text.left + 0.6, "\(text) \(other)",
                sourceLocation: place)
        }
    }
}
