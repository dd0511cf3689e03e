import Foundation
import LearningCore
import Testing

@testable import LeadScoring

@Suite struct ReasonCodeTests {
    @Test func shortDecimalsAreTheFormatters() {
        var generator = SeededGenerator(seed: 1)
        for number in 0..<20_000 {
            let value = exp(20 * generator.nextUniform() - 9)
            let places = number % 5
            #expect(shortDecimal(value, places) == decimal(value, places))
        }
        // Ties, and what is no usual number.
        for value in [0.125, 0.5, 2.5, 0.005, 1e15, .infinity, .nan, 0, 999_999_999.5, -1.25] {
            for places in 0...4 { #expect(shortDecimal(value, places) == decimal(value, places)) }
        }
    }

    @Test func numbersAreTheFormatters() {
        var generator = SeededGenerator(seed: 2)
        var values = [
            0.1, 0.00012345, 9_999.5, 9_998.4, 0.12345, 99_999.5, 1e-5, -3.25, 123.456, 0.99995, 0.099995, 1e20,
        ]
        for _ in 0..<20_000 { values.append((generator.nextUniform() - 0.3) * exp(24 * generator.nextUniform() - 12)) }
        for value in values where value != value.rounded() {
            #expect(CellText.number(value) == String(format: "%.4g", value))
        }
    }

    @Test func bothLanguagesSayTheSame() {
        func code(_ language: ReasonLanguage) -> String {
            let rate = ReasonRate(
                leads: 1_412, won: 536,
                words: language.rate(leads: 1_412, won: 536, range: nil, overall: 0.055))
            return ReasonCode(
                field: "Quelle", value: language.cell("nothing chosen"), contribution: log(3.14), rate: rate,
                language: language
            ).description
        }
        #expect(code(.english) == "Quelle: nothing chosen (odds ×3.14; 38 % of 1,412 such leads won, all 5.5 %)")
        #expect(
            code(.german)
                == "Quelle: nichts gewählt (Chance ×3,14; 38 % von 1.412 solchen Leads gewonnen, von allen 5,5 %)")
    }

    @Test(arguments: [
        ("count, 7 d", "4", "4 in 7 days", "4 in 7 Tagen"), ("count, 1 d", "1", "1 in 1 day", "1 in 1 Tag"),
        ("count", "9", "9 in all", "9 insgesamt"),
        ("days since last", "3", "last 3 days ago", "zuletzt vor 3 Tagen"),
        ("days since last", nil, "never", "nie"), ("most in 1 h", "5", "5 (most in 1 h)", "5 (most in 1 h)"),
    ])
    func whatLeadsDidIsSaidInWords(words: String, value: String?, english: String, german: String) {
        #expect(ReasonLanguage.english.behaviour(value, words) == english)
        #expect(ReasonLanguage.german.behaviour(value, words) == german)
    }

    @Test func languagesHaveNames() throws {
        #expect(try ReasonLanguage(named: nil) == .english && ReasonLanguage(named: "DE") == .german)
        #expect(throws: Diagnostic.self) { try ReasonLanguage(named: "fr") }
    }
}
