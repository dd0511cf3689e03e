/// A page as its templates see it: every name in a template is a property here.
struct PageView {
    let title: String
    let subtitle: String
    let style = StyleSheet.text
    let styleDigest = StyleSheet.digest
    let verdict: VerdictView
    let highlights: [Page.Highlight]
    let sections: [SectionView]
    let footer: String

    struct VerdictView {
        let tone: String
        let label: String
        let headline: String
        let details: [String]
    }

    struct SectionView {
        let id: String
        let heading: String
        let lead: String
        /// `split`: one chart, and a table beside it.
        let layout: String
        let hasFigures: Bool
        let figures: [FigureView]
        let tables: [TableView]
        let hasNotes: Bool
        let notes: [String]
    }

    struct FigureView {
        let id: String
        let title: String
        let summary: String
        let width: String
        let height: String
        let svg: String
        /// The table stands open beside the chart.
        let isOpen: Bool
        let table: TableView
    }

    struct TableView {
        let id: String
        /// `wordy`: with texts beside the names of its rows.
        let kind: String
        let caption: String
        let columns: [DataTable.Column]
        let rows: [RowView]
    }

    struct RowView {
        let isMarked: Bool
        /// `short` for a name that stays on one line.
        let kind: String
        let name: String
        let cells: [CellView]
    }

    struct CellView {
        /// A class of the style sheet: `n` for a number, `words` for long text.
        let kind: String
        let lines: [String]
    }

    init(_ page: Page) {
        title = page.title
        subtitle = page.subtitle
        verdict = VerdictView(
            tone: page.verdict.tone.rawValue, label: Self.label(page.verdict.tone), headline: page.verdict.headline,
            details: page.verdict.details)
        highlights = page.highlights
        footer = page.footer
        sections = page.sections.map { section in
            SectionView(
                id: section.id, heading: section.heading, lead: section.lead, layout: Self.layout(section),
                hasFigures: !section.figures.isEmpty,
                figures: section.figures.enumerated().map { number, figure in
                    Self.view(
                        figure, id: "\(section.id)-f\(number + 1)",
                        isOpen: section.figures.count == 1 && section.tables.isEmpty)
                },
                tables: section.tables.enumerated().map { number, table in
                    Self.view(table, id: "\(section.id)-t\(number + 1)")
                },
                hasNotes: !section.notes.isEmpty, notes: section.notes)
        }
    }

    private static func label(_ tone: Page.Verdict.Tone) -> String {
        switch tone {
        case .good: "Verdict"
        case .open: "Open"
        case .warning: "Warning"
        }
    }

    private static func layout(_ section: Page.Section) -> String {
        guard section.figures.count == 1 else { return "" }
        guard section.tables.isEmpty else { return section.tables.count == 1 ? "split" : "" }
        return fitsBesideChart(section.figures[0].table) ? "split inner" : ""
    }

    /// Whether half of a laptop's page holds a table of numbers, whose cells do not break; words do.
    private static func fitsBesideChart(_ table: DataTable) -> Bool {
        guard table.columns.dropFirst().allSatisfy(\.isNumber) else { return true }
        let widths = table.columns.indices.map { column in
            table.rows.reduce(table.columns[column].heading.count) { max($0, $1.cells[column].count) }
        }
        // Two letters' room between columns.
        return widths.reduce(0) { $0 + $1 + 2 } <= 68
    }

    private static func view(_ figure: Figure, id: String, isOpen: Bool) -> FigureView {
        FigureView(
            id: id, title: figure.title, summary: figure.summary, width: SVG.number(figure.chart.width),
            height: SVG.number(figure.chart.height), svg: figure.chart.content, isOpen: isOpen,
            table: view(figure.table, id: "\(id)-t1"))
    }

    private static func view(_ table: DataTable, id: String) -> TableView {
        TableView(
            id: id, kind: table.columns.dropFirst().contains { !$0.isNumber } ? "wordy" : "", caption: table.caption,
            columns: table.columns,
            rows: table.rows.map { row in
                let name = row.cells.first ?? ""
                return RowView(
                    isMarked: row.isMarked, kind: name.count <= 14 ? "short" : "", name: name,
                    cells: zip(row.cells, table.columns).dropFirst().map { cell, column in
                        CellView(
                            kind: column.isNumber ? "n" : cell.count > 24 ? "words" : "",
                            lines: cell.split(separator: "\n").map(String.init))
                    })
            })
    }
}
