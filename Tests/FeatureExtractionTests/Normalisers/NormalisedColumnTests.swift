import Foundation
import LearningCore
import Tabular
import Testing

@testable import FeatureExtraction

/// Columns that a normaliser reads: how they are recognised, and what features they become.
@Suite struct NormalisedColumnTests {
    private let pool = WorkerPool(threadCount: 2)
    private static let titles = [
        "Geschäftsführer", "Leiter Einkauf", "Vertriebsleiterin", "Werkstudent", "Head of Sales", "VP Finance",
        "Einkäufer", "Sales Manager",
    ]

    private func column(_ name: String, _ values: [String?], buffered: Bool = false) -> Column {
        let states: [CellState] = values.map { $0 == nil ? .absent : .value }
        let text: TextValues
        if buffered {
            var bytes: [UInt8] = []
            var offsets = [0]
            for value in values {
                bytes += Array((value ?? "").utf8)
                offsets.append(bytes.count)
            }
            text = .buffer(bytes: bytes, offsets: offsets)
        } else {
            let levels = Set(values.compactMap(\.self)).sorted()
            text = .dictionary(
                codes: values.map { value in value.flatMap { levels.firstIndex(of: $0) }.map(Int32.init) ?? -1 },
                levels: levels)
        }
        return Column(name: name, values: .text(text), states: states)
    }

    private func role(_ column: Column) -> ColumnRole {
        let profiles = ColumnProfile.profiles(of: DataFrame([column]), on: pool)
        return RoleFinder().assignments(for: profiles)[0].role
    }

    /// 400 leads, hardly two with the same title.
    private var manyTitles: [String?] {
        (0..<400).map { $0 % 10 == 9 ? nil : "\(Self.titles[$0 % Self.titles.count]) \($0)" }
    }

    @Test("Names and values together give the role", arguments: [false, true])
    func roles(buffered: Bool) {
        func role(_ name: String, _ value: (Int) -> String?) -> ColumnRole {
            self.role(column(name, (0..<300).map(value), buffered: buffered))
        }
        #expect(role("Funktion") { "\(Self.titles[$0 % 8]) \($0)" } == .jobTitle)
        #expect(role("job_title") { "\(Self.titles[$0 % 8]) \($0)" } == .jobTitle)
        #expect(role("Bemerkung") { "\(Self.titles[$0 % 8]) \($0)" } != .jobTitle)
        #expect(role("title") { "Blume \($0)" } == .ignored)
        #expect(role("anything") { "person\($0)@firma\($0).de" } == .email)
        #expect(role("E-Mail") { "person\($0)@gmail.com" } == .email)
        #expect(role("E-Mail") { $0 % 3 == 0 ? "keine \($0)" : "person\($0)@gmail.com" } == .ignored)
        #expect(role("Telefon") { "+49 30 90182\(100 + $0)" } == .phone)
        #expect(role("phone number") { "030/90182\(100 + $0)" } == .phone)
        #expect(role("Mitarbeiterzahl") { "ca. \($0 + 1) Mitarbeiter" } == .companySize)
        #expect(role("Umsatz") { "ca. \($0 + 1) Mio. €" } == .revenue)
        #expect(role("referrer") { "https://www.google.com/search?q=\($0)" } == .url)
        #expect(role("source") { "https://firma.de/p/\($0)?utm_source=x" } == .url)
        #expect(
            role("Nachname") { "Schmidt\(String(UnicodeScalar(UInt8(97 + $0 % 26))))\(Self.letters($0))" }
                == .personName)
        #expect(role("user_id") { "person\($0)@firma.de" } == .id)
        #expect(role("token") { "x\($0)" } == .ignored)
    }

    private static func letters(_ number: Int) -> String {
        String(["bo", "da", "fu", "ge", "ko", "li", "ma", "no", "pe", "ru"][number / 26 % 10])
            + String(["s", "n", "r", "t", "l"][number % 5])
    }

    @Test func levelsThatSayAllAreLeftAsTheyAre() throws {
        let few = column("title", (0..<240).map { Self.titles[$0 % 8] })
        #expect(role(few) == .categorical)
        let countries = column(
            "country", (0..<300).map { ["Germany", "France", "Italy", "Chile"][$0 == 7 ? 3 : $0 % 3] })
        #expect(role(countries) == .categorical)
        // Some are rare, and some mean the same: then both are kept.
        let mixed = column(
            "country", (0..<300).map { $0 < 3 ? "Allemagne" : ["Germany", "Deutschland", "FR"][$0 % 3] })
        #expect(role(mixed) == .country)
        let extractor = try FeatureRecipe(ingredients: [.init(column: "country", role: .country)])
            .fitted(to: DataFrame([mixed]), on: pool)
        #expect(extractor.schema.features.map(\.name) == ["country", "country: code"])
        #expect(extractor.schema.features[1].kind == .categorical(levels: ["DE", "FR"]))
        #expect(extractor.schema.features.allSatisfy { $0.origin == .explicit && $0.field == "country" })
    }

    @Test("A buffer and a dictionary give the same features", arguments: [false, true])
    func valuesOfTitles(buffered: Bool) throws {
        let frame = DataFrame([column("title", manyTitles, buffered: buffered)])
        let recipe = FeatureRecipe(ingredients: [.init(column: "title", role: .jobTitle)], minimumLevelCount: 10)
        let extractor = try recipe.fitted(to: frame, on: pool)
        #expect(extractor.schema.features.map(\.name) == ["title: rank", "title: department"])
        #expect(extractor.inputs.map(\.name) == ["title"])
        let matrix = try extractor.matrix(from: frame, on: pool)
        for (feature, column) in zip(extractor.schema.features, matrix.columns) {
            guard case .categorical(let levels) = feature.kind, case .categorical(let codes) = column else {
                throw Missing()
            }
            let part = feature.name.hasSuffix("rank") ? 0 : 1
            for row in 0..<400 {
                let expected = manyTitles[row].flatMap { NormaliserTests.reader(.jobTitle).parts(of: $0)[part] }
                #expect((codes[row] < 0 ? nil : levels[Int(codes[row])]) == expected)
                let alone = try extractor.matrix(from: frame.selecting(rows: [row]), on: pool)
                #expect(alone.columns.first { $0 == .categorical([codes[row]]) } != nil)
            }
        }
    }

    @Test func blankPlaceholderRareAndUnknownAreKeptApart() throws {
        let texts = ["a@gmail.com", "b@firma.de", "c@web.de", "info@firma.de", "no address", ""]
        let source = Column(
            name: "mail",
            values: .text(
                .dictionary(codes: [0, 1, 2, 3, 4, -1, -1, -1, 0, 1, 0], levels: Array(texts.dropLast()))),
            states: [
                .value, .value, .value, .value, .value, .absent, .placeholder, .placeholder, .value, .value, .value,
            ])
        let recipe = FeatureRecipe(ingredients: [.init(column: "mail", role: .email)], minimumLevelCount: 2)
        let step = try #require(
            NormalisedColumn.fitted(
                to: source, .email, .standard, keepsPlaceholder: true, minimumCount: 2, maximumLevels: 9))
        #expect(step.outputs[0].levels == ["free", "business"] && step.outputs[0].poolsRare)
        let extractor = try FeatureExtractor(steps: [.normalised(step)])
        let codes = try extractor.matrix(from: DataFrame([source]), on: pool).columns[0]
        // free, business, free, then the rare role and invalid, blank, two placeholders.
        #expect(codes == .categorical([0, 1, 0, 2, 2, -1, 3, 3, 0, 1, 0]))
        #expect(try recipe.fitted(to: DataFrame([source]), on: pool).steps.count == 2)
    }

    @Test func whatTellsNobodyApartIsLeftOut() {
        let same = column("mail", (0..<50).map { "a\($0)@firma.de" })
        #expect(
            NormalisedColumn.fitted(
                to: same, .email, .standard, keepsPlaceholder: false, minimumCount: 5, maximumLevels: 9) == nil)
        let given = column("mail", (0..<50).map { $0 % 2 == 0 ? "a\($0)@firma.de" : nil })
        #expect(
            NormalisedColumn.fitted(
                to: given, .email, .standard, keepsPlaceholder: false, minimumCount: 5, maximumLevels: 9
            )?.outputs.map(\.part) == ["class", "top-level domain"])
    }

    @Test func aModelKeepsTheWordsOfItsTraining() throws {
        let tables = try NormaliserTables.standard.adding(contentsOf: "owner,legal,blumen", to: .jobTitles)
        var recipe = FeatureRecipe(ingredients: [.init(column: "title", role: .jobTitle)], minimumLevelCount: 5)
        recipe.tables = tables
        let frame = DataFrame([column("title", (0..<100).map { $0 % 2 == 0 ? "Blumen \($0)" : "Manager \($0)" })])
        let extractor = try recipe.fitted(to: frame, on: pool)
        let stored = try JSONEncoder().encode(extractor.steps)
        let again = try FeatureExtractor(steps: JSONDecoder().decode([FeatureStep].self, from: stored))
        #expect(again == extractor)
        #expect(try again.matrix(from: frame, on: pool) == extractor.matrix(from: frame, on: pool))
        #expect(extractor.schema.features[0].kind == .categorical(levels: ["manager", "owner"]))
    }

    @Test func theOrderOfTheRowsChangesNothing() throws {
        let frame = DataFrame([column("title", manyTitles, buffered: true)])
        let recipe = FeatureRecipe(ingredients: [.init(column: "title", role: .jobTitle)])
        let reversed = frame.selecting(rows: (0..<400).reversed())
        #expect(try recipe.fitted(to: frame, on: pool) == recipe.fitted(to: reversed, on: pool))
        let many = column("x", (0..<20_000).map { "p\($0)@f.de" }, buffered: true)
        let turned = many.selecting((0..<20_000).reversed())
        #expect(ColumnProfile(of: many).normaliser == ColumnProfile(of: turned).normaliser)
    }

    @Test func stepsThatContradictThemselvesAreRefused() throws {
        let good = try #require(
            NormalisedColumn.fitted(
                to: column("title", manyTitles), .jobTitle, .standard, keepsPlaceholder: false, minimumCount: 5,
                maximumLevels: 9))
        let json = String(decoding: try JSONEncoder().encode(good), as: UTF8.self)
        for (from, to) in [
            ("\"rank\"", "\"wage\""), ("\"rank\"", "\"department\""), ("\"manager\"", "\"head\""),
        ] {
            let bad = try JSONDecoder().decode(
                NormalisedColumn.self, from: Data(json.replacing(from, with: to).utf8))
            #expect(throws: ExtractionError.self) { try FeatureExtractor(steps: [.normalised(bad)]) }
        }
        #expect(throws: ExtractionError.self) {
            try FeatureExtractor(steps: [.normalised(good), .normalised(good)])
        }
        // Lines of tables that were never checked do no harm.
        let odd = try JSONDecoder().decode(
            NormalisedColumn.self, from: Data(json.replacing("executive,", with: ",,,").utf8))
        let frame = DataFrame([column("title", manyTitles)])
        #expect(try FeatureExtractor(steps: [.normalised(odd)]).matrix(from: frame, on: pool).rowCount == 400)
    }

    private struct Missing: Error {}
}
