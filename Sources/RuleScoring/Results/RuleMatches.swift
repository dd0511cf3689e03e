import LeadHistory
public import LearningCore

/// How often a rule matches in some data, and what became of the leads (R-RULE-9).
public struct RuleMatches: Sendable, Equatable {
    /// Leads with an outcome, and how many of them were won.
    public struct Outcomes: Sendable, Equatable {
        public var closed = 0
        public var won = 0

        /// `nil` of none.
        public var share: Double? { closed == 0 ? nil : Double(won) / Double(closed) }

        mutating func add(_ isWon: Bool?) {
            guard let isWon else { return }
            closed += 1
            if isWon { won += 1 }
        }
    }

    public let rule: String
    public let place: Place
    public internal(set) var matched = 0
    public internal(set) var unknown = 0
    /// Of the leads it matches, and of the others; empty without outcomes.
    public internal(set) var with = Outcomes()
    public internal(set) var without = Outcomes()
}

/// How leads fall to the personas.
public struct PersonaShares: Sendable, Equatable {
    public let persona: String
    /// Leads whose first matching persona it is.
    public internal(set) var leads = 0
    /// Leads that match its condition, but an earlier persona's, too.
    public internal(set) var overlapping = 0
}

extension RulePlan {
    /// Counts the matches of every rule, in file order, parallel over blocks of leads.
    ///
    /// - Parameter outcomes: one per row, `nil` for an open lead; empty when there are none.
    public func matches(asOf: ScoringTimes, outcomes: [Bool?] = [], on pool: WorkerPool) -> [RuleMatches] {
        precondition(outcomes.isEmpty || outcomes.count == rowCount, "one outcome a row")
        let blocks = WorkerPool.blocks(of: rowCount, size: 4_096)
        let parts = pool.map(blocks.count) { block in
            var found = rules.rules.map { RuleMatches(rule: $0.id, place: $0.place) }
            var pass = ScorePass(self)
            for row in blocks[block] {
                let view = LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs)
                pass.pay(view, persona: pass.persona(of: view))
                let outcome = outcomes.isEmpty ? nil : outcomes[row]
                for (rule, payment) in pass.payments.enumerated() {
                    if payment.truth == .unknown { found[rule].unknown += 1 }
                    if payment.truth == .yes {
                        found[rule].matched += 1
                        found[rule].with.add(outcome)
                    } else {
                        found[rule].without.add(outcome)
                    }
                }
            }
            return found
        }
        return parts.reduce(into: rules.rules.map { RuleMatches(rule: $0.id, place: $0.place) }) { sums, part in
            for rule in sums.indices { sums[rule].add(part[rule]) }
        }
    }

    /// How leads fall to the personas, in file order; empty without personas.
    public func personaShares(asOf: ScoringTimes) -> [PersonaShares] {
        var shares = rules.personas.map { PersonaShares(persona: $0.id) }
        let pass = ScorePass(self)
        for row in 0..<rowCount where !shares.isEmpty {
            let view = LeadView(row: row, asOf: asOf.time(ofRow: row), logs: logs)
            var isTaken = false
            for (number, node) in personaNodes.enumerated() where pass.truth(node, view) == .yes {
                if !isTaken {
                    shares[number].leads += 1
                } else if rules.personas[number].condition != nil {
                    shares[number].overlapping += 1
                }
                isTaken = true
            }
        }
        return shares
    }
}

extension RuleMatches {
    fileprivate mutating func add(_ other: RuleMatches) {
        matched += other.matched
        unknown += other.unknown
        for part in [\RuleMatches.with, \.without] {
            self[keyPath: part].closed += other[keyPath: part].closed
            self[keyPath: part].won += other[keyPath: part].won
        }
    }
}

extension RulePlan {
    /// What is doubtful about the rules in the light of the data, by place (R-RULE-9).
    public func problems(_ matches: [RuleMatches], _ personas: [PersonaShares]) -> [RuleProblem] {
        let log = ProblemLog()
        let leaves = rules.conditions.flatMap(\.leaves)
        for field in missingFields {
            let uses = leaves.compactMap { leaf -> Place? in
                if case .attribute(let test) = leaf, test.field == field { return test.place }
                return nil
            }
            log.add(
                .unknownField, rules.fields.first { $0.name == field }?.place ?? uses.min() ?? .none,
                "the table has no column for \"\(field)\"", fix: "name the column under `fields`")
        }
        for type in missingEventTypes where logs.lead != nil {
            let uses = leaves.filter { $0.eventTypeNames.contains(type) }.map(\.place)
            log.add(
                .unknownEvent, rules.eventAliases.first { $0.name == type }?.place ?? uses.min() ?? .none,
                "the log has no event \"\(type)\"", fix: "name the type under `events`")
        }
        for (rule, found) in zip(rules.rules, matches) where rowCount > 0 {
            let events = rule.condition.leaves.flatMap(\.eventTypeNames)
            // That its events or columns are not there has been said.
            let isMissing = !events.isEmpty && events.allSatisfy(missingEventTypes.contains)
            if found.matched == 0, found.unknown < rowCount, !isMissing {
                log.add(.neverMatches, found.place, "the rule \"\(found.rule)\" matches no lead")
            } else if found.matched == rowCount, rule.points.possible.count == 1 {
                log.add(.alwaysMatches, found.place, "the rule \"\(found.rule)\" matches every lead")
            }
        }
        for (persona, share) in zip(rules.personas, personas) where share.overlapping > 0 {
            log.add(
                .personaOverlap, persona.place,
                "\(share.overlapping) leads match \"\(persona.id)\", but an earlier persona, too")
        }
        return log.sorted
    }
}
