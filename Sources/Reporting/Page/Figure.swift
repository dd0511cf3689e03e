/// A chart with its name, what it shows in words, and the numbers it draws.
public struct Figure: Sendable, Equatable {
    public let title: String
    /// What a person who cannot see the chart is told.
    public let summary: String
    public let chart: SVG
    public let table: DataTable

    init(title: String, summary: String, chart: SVG, table: DataTable) {
        self.title = title
        self.summary = summary
        self.chart = chart
        self.table = table
    }
}
