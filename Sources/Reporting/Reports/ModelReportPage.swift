import Evaluation
public import LeadScoring

extension Page {
    /// The report of one model: verdict, deciles, capacity, profit, calibration, ranking, stability, drivers, examples, data
    /// quality, the choice among models, origin.
    ///
    /// - Parameter title: `nil` for one made of the name of the file.
    public init(_ report: ModelReport, title: String? = nil) {
        let sections = [
            Sections.deciles(report.gains, rate: report.leads.rate.value),
            Sections.capacity(report), report.profit.map { Sections.profit($0, rows: report.leads.rows) },
            Sections.calibration(report), Sections.ranking(report), Sections.time(report), Sections.segment(report),
            Sections.drivers(report.background), Sections.examples(report.examples),
            Sections.quality(
                report.background,
                lead: "\(NumberText.count(report.leads.rows)) closed leads were judged, "
                    + "\(NumberText.count(report.leads.open)) without an outcome left out, "
                    + "\(NumberText.count(report.leads.rejected)) rows rejected."),
            Sections.choice(report.background.model), Sections.origin(report.background),
        ]
        self.init(
            title: title ?? "Lead scoring report: \(Sections.fileName(report.leads.file))",
            subtitle: ModelVerdict(report).subtitle,
            verdict: ModelVerdict(report).verdict, highlights: ModelVerdict(report).highlights,
            sections: sections.compactMap(\.self), footer: "Made by leadscore \(report.background.origin.version).")
    }
}

/// The sections of a report, each made of the numbers it shows.
enum Sections {
    /// The last part of a path: whose folder a file lies in is nobody's business.
    static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
