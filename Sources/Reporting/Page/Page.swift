/// A report as a page: what it says, not how it looks. ``HTMLRenderer`` and ``MarkdownRenderer`` make a file of it.
///
/// All texts are plain text of any origin; escaping is the renderers' business.
public struct Page: Sendable, Equatable {
    public var title: String
    /// What the page is about, in one line.
    public var subtitle: String
    public var verdict: Verdict
    /// A few numbers that say most.
    public var highlights: [Highlight]
    public var sections: [Section]
    /// The last line: what made the page.
    public var footer: String

    public init(
        title: String, subtitle: String, verdict: Verdict, highlights: [Highlight], sections: [Section], footer: String
    ) {
        self.title = title
        self.subtitle = subtitle
        self.verdict = verdict
        self.highlights = highlights
        self.sections = sections
        self.footer = footer
    }

    /// What to think of it all.
    public struct Verdict: Sendable, Equatable {
        /// Good news, open, or a warning. Never said by colour alone: the headline says it in words.
        public enum Tone: String, Sendable {
            case good, open, warning
        }

        public var tone: Tone
        /// One sentence.
        public var headline: String
        /// One sentence each.
        public var details: [String]

        public init(tone: Tone, headline: String, details: [String]) {
            self.tone = tone
            self.headline = headline
            self.details = details
        }
    }

    /// A number with what it means.
    public struct Highlight: Sendable, Equatable {
        public var value: String
        public var label: String
        /// Such as its interval.
        public var note: String

        public init(value: String, label: String, note: String) {
            self.value = value
            self.label = label
            self.note = note
        }
    }

    /// A part of the page.
    public struct Section: Sendable, Equatable {
        /// Of small letters, digits and hyphens; unique on the page: what a link names.
        public var id: String
        public var heading: String
        /// What the section shows, in a sentence or two.
        public var lead: String
        public var figures: [Figure]
        public var tables: [DataTable]
        public var notes: [String]

        public init(
            id: String, heading: String, lead: String, figures: [Figure] = [], tables: [DataTable] = [],
            notes: [String] = []
        ) {
            self.id = id
            self.heading = heading
            self.lead = lead
            self.figures = figures
            self.tables = tables
            self.notes = notes
        }
    }
}
