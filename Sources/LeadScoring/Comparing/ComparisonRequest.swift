/// Everything a comparison of a model with a rule score is told.
public struct ComparisonRequest: Sendable {
    public var source: LeadSource
    /// The table of events, for a model or rules that look at them.
    public var events: LeadSource?
    public var rules: RuleChoice
    /// As of when rules are scored where the model has no snapshots; the last event otherwise, or when the last lead came
    /// in.
    public var asOf: AsOf?
    /// How many of the compared leads sales can work; `nil` for a fifth.
    public var capacity: Capacity?
    /// A column whose values are compared each by itself.
    public var segment: String?
    /// The column that says when a lead came in; `nil` for the model's own.
    public var time: String?
    /// A column that says whether sales worked a lead.
    public var worked: String?
    /// A column that says what a lead is worth if it is won.
    public var value: String?
    /// What every win is worth, where no column says it.
    public var valuePerWin: Double?
    /// What it costs to work a lead.
    public var costPerContact: Double?
    /// Of the bootstrap and the folds.
    public var seed: UInt64 = 0

    public init(source: LeadSource, rules: RuleChoice) {
        self.source = source
        self.rules = rules
    }

    /// Where the rule score comes from.
    public enum RuleChoice: Sendable, Equatable {
        /// Columns that hold it; several, joined by `+`, are added up.
        case columns(String)
        /// The path of a rule file.
        case file(String)

        var isFile: Bool { if case .file = self { true } else { false } }
    }

    /// - Throws: ``Diagnostic`` E103 for an amount of money that cannot be.
    func validate() throws(Diagnostic) {
        for (option, amount) in [("--value-per-win", valuePerWin), ("--cost-per-contact", costPerContact)] {
            guard let amount, !(amount.isFinite && amount >= 0) else { continue }
            throw Diagnostic(.badOption, "\(option) is \(amount)", fix: "expected a number from 0")
        }
        if valuePerWin != nil, value != nil {
            throw Diagnostic(
                .badOption, "--value and --value-per-win both say what a win is worth", fix: "leave one of them out")
        }
        if (valuePerWin ?? costPerContact) != nil || value != nil,
            costPerContact == nil || (valuePerWin == nil && value == nil)
        {
            throw Diagnostic(
                .badOption, "a best cut-off needs both what a win is worth and what a contact costs",
                fix: "give --cost-per-contact with --value-per-win or --value COLUMN")
        }
    }
}

/// How many leads sales can work: a number, or a share of the leads there are.
public enum Capacity: Sendable, Equatable {
    case leads(Double)
    /// Above 0, at most 1.
    case share(Double)

    /// - Parameter text: `370` or `20%`.
    /// - Throws: ``Diagnostic`` E103.
    public init(_ text: String) throws(Diagnostic) {
        let isShare = text.hasSuffix("%")
        let digits = isShare ? String(text.dropLast()).filter { $0 != " " } : text
        guard let number = Double(digits), number.isFinite, number > 0, !isShare || number <= 100 else {
            throw Diagnostic(
                .badOption, "--capacity is \"\(text)\"",
                fix: "expected a number of leads above 0, such as 370, or a share of them, such as 20%")
        }
        self = isShare ? .share(number / 100) : .leads(number)
    }

    /// The number of leads, of so many.
    func leads(of count: Int) -> Double {
        switch self {
        case .leads(let leads): min(leads, Double(count))
        case .share(let share): share * Double(count)
        }
    }
}
