import LeadScoring
import ModelStorage
import Testing

@Suite struct GradeTests {
    /// Golden vector 11: A from 75, B from 50, C from 25, D below, with no gap and no overlap.
    @Test func standardGradesAreAPartition() {
        for tenth in 0...1_000 {
            let score = Double(tenth) / 10
            let expected: Grade = score >= 75 ? .a : score >= 50 ? .b : score >= 25 ? .c : .d
            #expect(GradeBands.standard.grade(of: score) == expected)
        }
    }

    @Test func bandsAreReadAsTheyAreWritten() throws {
        #expect(try GradeBands(option: GradeBands.standard.text) == .standard)
        let bands = try GradeBands(option: "hot:82.5, warm:40 ,cold")
        #expect(bands.text == "hot:82.5,warm:40,cold:0")
        #expect(bands.letter(of: 82.5) == "hot" && bands.letter(of: 82.4) == "warm" && bands.letter(of: 0) == "cold")
        #expect(try GradeBands(option: "all").letter(of: 100) == "all")
    }

    @Test(arguments: [
        "", "A", "A:75,B:50", "A:50,B:75,C:0", "A:50,B:50,C:0", "A:101,B:0", "A:x,B:0", "A:nan,B:0", "A:75,A:0",
        "A:75,:0",
        "A:75:1,B:0", "A,B:0", "A:75,,B:0", "ridiculous:75,B:0", "A:75;B:0",
    ])
    func whatAreNoBandsIsRefused(text: String) {
        // One letter for everything is odd but whole.
        guard text != "A" else { return }
        #expect(throws: Diagnostic.self) { try GradeBands(option: text) }
    }
}
