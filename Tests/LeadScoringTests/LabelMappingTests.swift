import LeadScoring
import Tabular
import Testing

@Suite struct LabelMappingTests {
    private func column(_ words: [String]) -> Column {
        var levels: [String] = []
        let codes = words.map { word -> Int32 in
            guard !word.isEmpty else { return -1 }
            if let known = levels.firstIndex(of: word) { return Int32(known) }
            levels.append(word)
            return Int32(levels.count - 1)
        }
        return Column(
            name: "outcome", values: .text(.dictionary(codes: codes, levels: levels)),
            states: words.map { $0.isEmpty ? .absent : .value })
    }

    private func outcomes(_ words: [String], _ mapping: LabelMapping = LabelMapping()) throws -> [Outcome] {
        try mapping.outcomes(of: column(words)).outcomes
    }

    @Test(arguments: [
        ("won", "lost"), ("Won", "LOST"), ("1", "0"), ("1.0", "0.0"), ("true", "FALSE"), ("yes", "no"), ("Ja", "Nein"),
        ("gewonnen", "verloren"), (" won ", "lost"), ("Closed Won", "Closed Lost"), ("closed_won", "closed-lost"),
        ("wahr", "falsch"), ("converted", "not converted"), ("1", "-1"),
    ])
    func theUsualWordsNeedNoTelling(won: String, lost: String) throws {
        #expect(try outcomes([won, lost, "", won]) == [.won, .lost, .open, .won])
    }

    @Test func oneUnknownWordOfTwoIsTheOtherOutcome() throws {
        #expect(try outcomes(["won", "niente"]) == [.won, .lost])
        #expect(try outcomes(["lost", "hurra"]) == [.lost, .won])
        #expect(try outcomes(["a", "b"], LabelMapping(won: ["a"])) == [.won, .lost])
        #expect(try outcomes(["a", "b"], LabelMapping(lost: ["a"])) == [.lost, .won])
    }

    @Test func openLeadsAreNeither() throws {
        #expect(try outcomes(["won", "lost", "open", "in progress", "Offen"]) == [.won, .lost, .open, .open, .open])
        let mapping = LabelMapping(won: ["Won"], lost: ["Lost"], ignored: ["Engaging", "prospecting"])
        let words = ["Won", "Lost", "Engaging", "Prospecting"]
        #expect(try outcomes(words, mapping) == [.won, .lost, .ignored, .ignored])
    }

    @Test func whatIsSaidGoesBeforeWhatIsUsual() throws {
        #expect(try outcomes(["yes", "no"], LabelMapping(won: ["no"], lost: ["yes"])) == [.lost, .won])
        #expect(try outcomes(["1", "0"], LabelMapping(ignored: ["0"])) == [.won, .ignored])
    }

    @Test func unmappedWordsAreListedWithCounts() throws {
        let error = diagnosed { try outcomes(["won", "lost", "maybe", "maybe", "later"]) }
        let diagnostic = try #require(error as? Diagnostic)
        #expect(diagnostic.code == "E110")
        #expect(diagnostic.evidence == ["\"maybe\": 2 leads", "\"later\": 1 leads"])
        #expect(diagnostic.fix?.contains("--ignore-outcome") == true)
        #expect(diagnostic.exitStatus == 65)
    }

    @Test func aWordWithTwoMeaningsIsAContradiction() throws {
        let error = diagnosed { try outcomes(["a", "b"], LabelMapping(won: ["A "], lost: ["a"])) }
        #expect((error as? Diagnostic)?.code == "E111")
    }

    @Test func aColumnOfManyWordsIsNoOutcomeAndIsNotShown() throws {
        let error = diagnosed { try outcomes((0..<99).map { "person\($0)" }) }
        let diagnostic = try #require(error as? Diagnostic)
        #expect(diagnostic.code == "E110" && !"\(diagnostic)".contains("person1"))
    }

    @Test func wordsAreReportedAsTheyStand() throws {
        let found = try LabelMapping().outcomes(of: column(["JA", "nein", "Ja", "offen"]))
        #expect(found.wonValues == ["JA", "Ja"])
        #expect(found.lostValues == ["nein"])
        #expect(found.ignoredValues == ["offen"])
        #expect(found.count(of: .won) == 2)
    }

    @Test func numbersAndBooleansNeedNotBeText() throws {
        let numbers = Column(name: "y", values: .number([1, 0, .nan, 1]), states: [.value, .value, .absent, .value])
        #expect(try LabelMapping().outcomes(of: numbers).outcomes == [.won, .lost, .open, .won])
        let flags = Column(name: "y", values: .boolean([true, false]))
        #expect(try LabelMapping().outcomes(of: flags).outcomes == [.won, .lost])
    }
}
