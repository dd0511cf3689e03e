import Evaluation
import LeadScoring

/// What to think of a model, in words.
struct ModelVerdict {
    let report: ModelReport

    init(_ report: ModelReport) { self.report = report }

    var subtitle: String {
        let leads = report.leads
        let kind = modelWords(kind: report.background.model.kind)
        let which =
            switch leads.scope {
            case .heldOut: "held-out leads it has never seen"
            case .all: "closed leads"
            case .training: "leads, the ones it learned from"
            }
        return
            "\(kind.prefix(1).uppercased() + kind.dropFirst()) that learned from \(NumberText.count(report.background.model.rows)) leads, judged on "
            + "\(NumberText.count(leads.rows)) \(which), \(NumberText.count(leads.positives)) of them won "
            + "(\(NumberText.roundShare(leads.rate.value)))."
    }

    var verdict: Page.Verdict {
        let auc = report.evaluation["roc_auc"]
        if report.hasNoSignal {
            let figure = auc.map { " (ROC AUC \(NumberText.fixed($0.value, 3)), \(Self.interval($0)))" } ?? ""
            return Page.Verdict(
                tone: .warning, headline: "No signal: on these leads the model cannot be told from guessing\(figure).",
                details: ["Do not rank leads by it.", scopeDetail, calibrationDetail].compactMap(\.self))
        }
        let details = [auc.map(rankingDetail), calibrationDetail, stabilityDetail, scopeDetail].compactMap(\.self)
        return Page.Verdict(
            tone: report.leads.scope == .training ? .open : .good, headline: headline, details: details)
    }

    private var headline: String {
        let captured = report.capacity.first { $0.isAsked } ?? report.capacity.first { abs($0.share - 0.2) < 1e-9 }
        guard let captured else { return "The model tells promising leads from others." }
        return "Work the best \(NumberText.roundShare(captured.share)) of leads and you reach "
            + "\(NumberText.roundShare(captured.capture.value)) of the wins."
    }

    private func rankingDetail(_ auc: Estimate) -> String {
        "Of a won and a lost lead it puts the won one first in \(NumberText.share(auc.value)) of cases "
            + "(\(NumberText.shareRange(auc)); guessing would in 50\(NumberText.space)%)."
    }

    /// Whether the mean probability lies outside what chance would do to the won rate, by more than a tenth of it.
    private var calibrationDetail: String? {
        let leads = report.leads
        let (stated, won) = (NumberText.share(leads.expected), NumberText.share(leads.rate.value))
        guard !leads.rate.contains(leads.expected), abs(leads.expected / leads.rate.value - 1) > 0.1 else {
            return "Its probabilities hold on the whole: it stated \(stated) on average, \(won) were won."
        }
        let direction = leads.expected < leads.rate.value ? "too low" : "too high"
        return
            "Its probabilities are \(direction): it stated \(stated) on average, \(won) were won. Trust the order of "
            + "the leads, not a probability times a value."
    }

    /// Parts of time that differ from the whole by more than chance.
    private var stabilityDetail: String? {
        guard let whole = report.evaluation["roc_auc"], let time = report.time else { return nil }
        let judged = time.parts.filter { $0.auc != nil }
        let weak = judged.filter { $0.auc?.contains(0.5) == true }
        let worse = judged.filter { ($0.auc?.high ?? 1) < whole.low }
        guard !judged.isEmpty else { return nil }
        if weak.isEmpty, worse.isEmpty { return "It holds over time: no period is clearly worse than the whole." }
        let named = (weak + worse.filter { part in !weak.contains { $0.name == part.name } }).prefix(4).map(\.name)
        return "It does less well in some periods: \(named.joined(separator: ", "))."
    }

    private var scopeDetail: String? {
        switch report.leads.scope {
        case .heldOut: nil
        case .training: "These are the leads the model learned from: expect it to do worse on new ones."
        case .all: "All closed leads of the file were judged; leads the model learned from would flatter it."
        }
    }

    static func interval(_ estimate: Estimate) -> String {
        "95\(NumberText.space)% interval \(NumberText.range(estimate) { NumberText.fixed($0, 3) })"
    }

    var highlights: [Page.Highlight] {
        var highlights: [Page.Highlight] = []
        let twenty = report.capacity.first { abs($0.share - 0.2) < 1e-9 }
        if let twenty {
            highlights.append(
                Page.Highlight(
                    value: NumberText.roundShare(twenty.capture.value),
                    label: "of all wins in the best 20\(NumberText.space)%",
                    note: NumberText.shareRange(twenty.capture, 0)))
        }
        if let lift = report.evaluation["lift_at_10"] {
            highlights.append(
                Page.Highlight(
                    value: NumberText.fixed(lift.value, 1) + "×", label: "as many wins in the best tenth",
                    note: "\(NumberText.range(lift) { NumberText.fixed($0, 1) }) times chance"))
        }
        if let auc = report.evaluation["roc_auc"] {
            highlights.append(
                Page.Highlight(
                    value: NumberText.fixed(auc.value, 3), label: "ROC AUC, 0.5 is guessing",
                    note: NumberText.range(auc) { NumberText.fixed($0, 3) }))
        }
        highlights.append(
            Page.Highlight(
                value: NumberText.share(report.leads.expected),
                label: "probability stated on average", note: "\(NumberText.share(report.leads.rate.value)) were won"))
        return highlights
    }
}
