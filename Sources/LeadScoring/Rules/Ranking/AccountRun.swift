public import LearningCore
import RuleScoring
import Tabular

/// Rolls scores of leads up to accounts, and counts the people (R-ACC-1, R-ACC-2).
public struct AccountRun: Sendable {
    public var scores: ScoredTableRequest
    /// The column that names the account; that of the rules' `accounts`, or found by its name, otherwise.
    public var account: String?
    /// `max`, `mean`, `sum-capped`, `top3` or `noisy-or`; that of the rules, or `max`, otherwise.
    public var method: String?

    public init(_ scores: ScoredTableRequest) { self.scores = scores }

    /// - Throws: ``Diagnostic``: E103 for a method there is not, E130 when no column names the account, and what reading throws.
    public func report(on pool: WorkerPool) throws(Diagnostic) -> AccountReport {
        let method = try chosenMethod()
        let table = try ScoredTable(scores, on: pool) { run in prepare(&run, method) }
        let frame = table.prepared.table.frame
        guard table.prepared.table.rowsIn > 0 else { return AccountReport.empty }
        let rules = table.prepared.plan.rules
        guard let rollUp = rules.accounts,
            let column = rules.column(of: rollUp.field, among: frame.columns.map(\.name)).flatMap({ frame[$0] })
        else {
            throw Diagnostic(
                .missingColumn, "no column of \(scores.source.name) names the account",
                fix: "say which with --by COLUMN")
        }
        let scored = table.prepared.plan.accountScores(of: table.percents, asOf: table.asOf)
        let people = AccountPeople(frame, on: pool)
        let accounts = scored.map {
            AccountReport.Account($0, named: column, table, people, rollUp.buyingGroup.map(\.id))
        }
        return AccountReport(
            column: column.name, method: rollUp.method.rawValue, isOptimistic: rollUp.method.isOptimistic,
            accounts: accounts.sorted { ($1.score, $0.account) < ($0.score, $1.account) },
            rowsIn: table.prepared.table.rowsIn, rejected: table.prepared.table.rejects.count,
            withoutAccount: (0..<table.rowCount).count { column.state(at: $0) != .value }, notes: table.notes)
    }

    private func prepare(_ run: inout RuleScoringRun, _ method: AccountRollUp.Method?) {
        let own = run.rules.accounts
        run.readsEverything = true
        run.rules.accounts = AccountRollUp(
            field: account ?? own?.field ?? Self.usualAccount.name, method: method ?? own?.method ?? .max,
            buyingGroup: own?.buyingGroup ?? [])
        if let account {
            run.asked.append(.init(option: "--by", name: account, type: .text))
        } else if own == nil, !run.rules.fields.contains(where: { $0.name == Self.usualAccount.name }) {
            run.rules.fields.append(Self.usualAccount)
        }
    }

    private func chosenMethod() throws(Diagnostic) -> AccountRollUp.Method? {
        guard let method else { return nil }
        if let found = AccountRollUp.Method(name: method) { return found }
        let names = ["max", "mean", "sum-capped", "top3", "noisy-or"]
        throw Diagnostic(
            .badOption, "--roll-up is \"\(method)\"",
            evidence: Spelling.closest(to: method, among: names).map { ["did you mean \"\($0)\"?"] } ?? [],
            fix: "choose one of " + names.joined(separator: ", "))
    }

    /// Writes one line an account, the best first.
    ///
    /// - Parameter output: a file, or `nil` for standard output.
    /// - Returns: the report, or `nil` when the reader of standard output has gone.
    /// - Throws: ``Diagnostic``.
    public func write(to output: String?, on pool: WorkerPool) throws(Diagnostic) -> AccountReport? {
        let report = try report(on: pool)
        do throws(TabularError) {
            try report.write(to: output.map(OutputTarget.file) ?? .standardOutput)
        } catch {
            if case .brokenPipe = error { return nil }
            throw error.diagnostic
        }
        return report
    }

    private static let usualAccount = FieldAlias(
        name: "account",
        columns: [
            "account", "account_id", "account_name", "company", "company_id", "company_name", "firma", "unternehmen",
            "organisation", "organization", "employer",
        ])
}

extension AccountReport {
    static let empty = AccountReport(
        column: "account", method: "max", isOptimistic: false, accounts: [], rowsIn: 0, rejected: 0, withoutAccount: 0,
        notes: [])

    func write(to target: OutputTarget) throws(TabularError) {
        var writer = try CSVWriter(target)
        if rowsIn > 0 {
            for name in [
                column, "score", "leads", "people", "active_30d", "departments", "highest_rank", "buying_group",
                "missing_roles", "best_lead",
            ] { writer.append(name) }
            try writer.endRow()
        }
        for account in accounts {
            writer.append(account.account)
            writer.append(account.score)
            writer.append(.integer(account.leads))
            writer.append(.integer(account.people))
            writer.append(account.active.map(OutputCell.integer) ?? .absent)
            writer.append(account.departments.joined(separator: "; "))
            writer.append(account.highestRank ?? "")
            writer.append(account.buyingGroup.map(OutputCell.number) ?? .absent)
            writer.append(account.missingRoles.joined(separator: "; "))
            writer.append(account.bestLead)
            try writer.endRow()
        }
        try writer.finish()
    }
}

extension AccountReport.Account {
    init(_ score: AccountScore, named column: Column, _ table: ScoredTable, _ people: AccountPeople, _ group: [String])
    {
        let titles = people.titles(of: score.rows)
        // The roles of the rules, or else those that titles tell.
        let count = group.isEmpty ? BuyingCentre.roles.count : group.count
        missingRoles =
            group.isEmpty
            ? (people.hasTitles ? titles.missingRoles : []) : zip(group, score.roles).filter { !$1 }.map(\.0)
        buyingGroup =
            group.isEmpty && !people.hasTitles ? nil : 100 * Double(count - missingRoles.count) / Double(count)
        account = CellText.text(of: column, at: score.rows[0])
        self.score = score.percent
        leads = score.rows.count
        self.people = people.count(of: score.rows)
        active = table.prepared.events == nil ? nil : people.count(of: score.activeRows)
        departments = titles.departments.sorted()
        highestRank = titles.highestRank
        // Of equal scores the first lead.
        let best = score.rows.max { (table.percents[$0], $1) < (table.percents[$1], $0) }
        bestLead = best.map { table.prepared.ids[$0] } ?? ""
    }
}
