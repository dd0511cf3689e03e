internal import Foundation

/// The table to read, to print and to take elsewhere.
extension Scorecard {
    /// Aligned columns: feature, row, points, share of leads won.
    public var text: String {
        let rows = parts.flatMap { part in
            part.rows.enumerated().map { index, row in
                (
                    index == 0 ? part.feature : "", row.label, "\(row.points)",
                    row.leads > 0 ? Self.percent(row.wonShare) : "–"
                )
            }
        }
        let table = [("feature", "value", "points", "won")] + rows
        let first = table.map(\.0.count).max() ?? 0
        let second = table.map(\.1.count).max() ?? 0
        var lines = [
            "base points \(basePoints), \(pointsToDoubleOdds.formatted) points double the odds, "
                + "\(evenPoints.formatted) points are even odds", "",
        ]
        for (feature, value, points, won) in table {
            let padded = feature.padded(to: first) + "  " + value.padded(to: second)
            lines.append(padded + "  " + points.padded(to: 6, right: true) + "  " + won.padded(to: 7, right: true))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One line a row of the table: feature, value, points, leads, won_share; the base points come first. Text a spreadsheet
    /// would run gets an apostrophe in front.
    public var csv: String {
        var lines = ["feature,value,points,leads,won_share", "base,,\(basePoints),,"]
        for part in parts {
            for row in part.rows {
                let share = row.leads > 0 ? "\(row.wonShare)" : ""
                lines.append(
                    "\(part.feature.csvCell),\(row.label.csvCell),\(row.points),\(row.leads.formatted),\(share)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A mapping that other programs read: base_points, points_to_double_odds, even_points and a list of features.
    public var yaml: String {
        var lines = [
            "base_points: \(basePoints)", "points_to_double_odds: \(pointsToDoubleOdds.formatted)",
            "even_points: \(evenPoints.formatted)", parts.isEmpty ? "features: []" : "features:",
        ]
        for part in parts {
            lines.append("  - feature: \(part.feature.quoted)")
            if let edges = part.edges {
                lines.append("    edges: [\(edges.map(\.formatted).joined(separator: ", "))]")
            }
            lines.append("    rows:")
            for row in part.rows { lines.append("      - {value: \(row.label.quoted), points: \(row.points)}") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

extension Double {
    /// Without a fraction where there is none.
    var formatted: String { self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)" }
}

extension String {
    fileprivate func padded(to width: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: Swift.max(0, width - count))
        return right ? blanks + self : self + blanks
    }

    fileprivate var csvCell: String {
        let guarded = first.map { "=+-@\t\r".contains($0) } == true ? "'" + self : self
        let needsQuotes = guarded.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + guarded.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : guarded
    }

    /// A double-quoted YAML scalar, with every control character escaped.
    fileprivate var quoted: String {
        unicodeScalars.reduce("\"") { text, scalar in
            switch scalar {
            case "\"", "\\": text + "\\" + String(scalar)
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || (0x2028...0x2029).contains(scalar.value):
                text + "\\u" + String(format: "%04X", scalar.value)
            default: text + String(scalar)
            }
        } + "\""
    }
}
