import LearningCore
import Testing

@testable import LeadScoring

@Suite struct InteractionColumnsTests {
    @Test func commasPartNamesUnlessANameHasThem() {
        let known: Set = ["a", "b", "a, b", "c,d,e"]
        func names(_ text: String) -> [String] { InteractionColumns(groups: [[text]]).names(among: known)[0] }
        #expect(names("b,a") == ["b", "a"])
        #expect(names(" b , a ,") == ["b", "a"])
        #expect(names("a, b,b") == ["a, b", "b"])
        #expect(names("c,d,e,a") == ["c,d,e", "a"])
        #expect(names("x,a") == ["x", "a"])
        #expect(names("") == [])
        #expect(InteractionColumns(groups: [["a", "b"], ["c,d,e"]]).names(among: known) == [["a", "b"], ["c,d,e"]])
    }

    /// A column may be several features: they go along together, named or not.
    @Test func aColumnsFeaturesStayTogether() throws {
        let features = [
            ("age", "age"), ("age: placeholder", "age"), ("job", "job"), ("day: weekday", "day"), ("day: age", "day"),
        ]
        let schema = try FeatureSchema(features.map { Feature(name: $0, kind: .numeric, field: $1) })
        #expect(InteractionColumns(groups: []).features(in: schema).isEmpty)
        #expect(
            InteractionColumns(groups: [["age,job"]]).features(in: schema)
                == [["age", "age: placeholder", "job"], ["day: weekday", "day: age"]])
        // One that became no feature is none to constrain.
        #expect(
            InteractionColumns(groups: [["age,id"]]).features(in: schema)
                == [["age", "age: placeholder"], ["day: weekday", "day: age"]])
    }
}
