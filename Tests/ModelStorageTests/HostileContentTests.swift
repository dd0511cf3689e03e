import FeatureExtraction
import LearningCore
import Tabular
import Testing

@testable import ModelStorage

/// Content that contradicts itself under checksums that are right. It must be refused, or be a model that can be used:
/// no crash, no endless loop, no memory that the file's size does not justify.
@Suite struct HostileContentTests {
    /// What is wrong with the file; `nil` if it was read, after using the model in every way there is.
    private func refusal(of file: ForgedFile) throws -> StorageError? {
        let bytes = try file.bytes()
        let artifact: ModelArtifact
        do throws(StorageError) { artifact = try ModelArtifact(decoding: bytes) } catch { return error }
        #expect(artifact.rows >= artifact.positives && artifact.positives >= 0)
        let again = try artifact.encoded()
        #expect(try ModelArtifact(decoding: again).encoded() == again)
        // What the file says of its input must be usable on any table, or be refused by name.
        _ = try? artifact.features.matrix(from: extremeTable(for: artifact.features), on: SmallModels.pool)
        let matrix = try extremeLeads(of: artifact.features.schema)
        let scores = try artifact.model.logOdds(of: matrix, on: SmallModels.pool)
        _ = try artifact.model.contributions(to: matrix, on: SmallModels.pool)
        #expect(scores.allSatisfy { (0...100).contains(artifact.reference.percentile(of: $0)) && !$0.isNaN })
        return nil
    }

    /// A table with the columns an extractor reads, with cells at the edge of what a reader lets through.
    private func extremeTable(for extractor: LeadFeatures) -> DataFrame {
        let dates = [Double.nan, 0, -62_135_596_800, 253_402_300_799]
        let numbers = [Double.nan, 0, 1e300, -1e300]
        let states: [CellState] = [.absent, .value, .placeholder, .value]
        return DataFrame(
            extractor.inputs.map { name, type in
                let values: ColumnValues =
                    switch type {
                    case .number: .number(numbers)
                    case .boolean: .boolean([false, true, false, true])
                    case .date: .date(dates)
                    case .text: .text(.dictionary(codes: [-1, 0, -1, 1], levels: ["web", "(rare)"]))
                    }
                return Column(name: name, values: values, states: states)
            })
    }

    /// Leads at the edges of every feature.
    private func extremeLeads(of schema: FeatureSchema) throws -> FeatureMatrix {
        let numbers = [Double.nan, 0, -1, 1e300, -1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude]
        let columns = schema.features.map { feature -> FeatureColumn in
            guard let levels = feature.levelCount else { return .numeric(numbers) }
            return .categorical(numbers.indices.map { Int32(min($0, levels) - 1) })
        }
        return try FeatureMatrix(schema: schema, columns: columns, rowCount: numbers.count)
    }

    @Test(arguments: SmallModels.kinds)
    func changedBytesOfTheModel(kind: String) throws {
        var file = try ForgedFile(SmallModels.artifact(kind).encoded())
        let model = file["model"]
        var generator = SeededGenerator(seed: 3)
        var refused = 0
        for _ in 0..<600 {
            var changed = model
            for _ in 0...generator.nextIndex(below: 3) {
                changed[generator.nextIndex(below: model.count)] = UInt8(generator.nextIndex(below: 256))
            }
            file["model"] = changed
            if try refusal(of: file) != nil { refused += 1 }
        }
        #expect(refused > 200)
    }

    @Test(arguments: SmallModels.kinds)
    func hostileNumbersEverywhereInTheModel(kind: String) throws {
        var file = try ForgedFile(SmallModels.artifact(kind).encoded())
        let model = file["model"]
        let numbers: [UInt64] = [
            0, 1 << 60, .max, UInt64(Int64.max), 0xFFFF_FFFF, Double.nan.bitPattern, Double.infinity.bitPattern,
            Double.greatestFiniteMagnitude.bitPattern, (-1.0).bitPattern, Double.leastNonzeroMagnitude.bitPattern,
        ]
        for (index, number) in numbers.enumerated() {
            var writer = ByteWriter()
            writer.write(number)
            for position in stride(from: index % 5, to: model.count - 8, by: 5) {
                file["model"] = Array(model[..<position]) + writer.bytes + model[(position + 8)...]
                _ = try refusal(of: file)
            }
        }
    }

    @Test(arguments: SmallModels.kinds)
    func aModelCutOrLengthened(kind: String) throws {
        var file = try ForgedFile(SmallModels.artifact(kind).encoded())
        let model = file["model"]
        for length in 0..<model.count {
            file["model"] = Array(model[..<length])
            #expect(try refusal(of: file) != nil, "\(length) of \(model.count) bytes")
        }
        file["model"] = model + [0]
        #expect(try refusal(of: file) == .damaged(part: "the model"))
    }

    @Test(arguments: ["input", "features", "reference", "provenance"])
    func changedBytesOfTheRecords(section: String) throws {
        var file = try ForgedFile(SmallModels.artifact("logistic").encoded())
        let text = file[section]
        var generator = SeededGenerator(seed: 4)
        let characters = Array("0123456789-+.eE\"{}[]:,\\nulltrue ".utf8) + [0, 0xFF, 0xC3]
        for _ in 0..<600 {
            var changed = text
            for _ in 0...generator.nextIndex(below: 3) {
                changed[generator.nextIndex(below: text.count)] =
                    characters[
                        generator.nextIndex(below: characters.count)]
            }
            file[section] = changed
            _ = try refusal(of: file)
        }
    }

    @Test(arguments: ["input", "features", "reference", "provenance"], ["logistic", "boosted"])
    func recordsThatAreSomethingElse(section: String, kind: String) throws {
        let nested = String(repeating: "[", count: 200_000)
        let balanced = nested + String(repeating: "]", count: 200_000)
        let objects = String(repeating: "{\"a\":", count: 100_000)
        for text in [
            "", "null", "[]", "{}", "0", "\"\"", "[null]", "[{}]", nested, balanced, objects, "{\"baseRate\":1e999}",
            "[1e999]", "\u{FEFF}{}", "{\"quantiles\":[],\"baseRate\":0.5}", "{\"quantiles\":[1,0],\"baseRate\":0.5}",
        ] {
            var file = try ForgedFile(SmallModels.artifact(kind).encoded())
            file.setText(section, text)
            #expect(try refusal(of: file) != nil, "\(section): \(text.prefix(40))")
        }
    }

    @Test(arguments: [
        #"[{"level":{"column":"a","levels":["x","x"],"poolsRare":false,"keepsPlaceholder":false}}]"#,
        #"[{"level":{"column":"a","levels":["\u00e9","e\u0301"],"poolsRare":true,"keepsPlaceholder":true}}]"#,
        #"[{"level":{"column":"a","levels":["(rare)","(placeholder)"],"poolsRare":true,"keepsPlaceholder":true}}]"#,
        #"[{"number":{"column":"a","flagsPlaceholder":true}},{"number":{"column":"a","flagsPlaceholder":true}}]"#,
        #"[{"number":{"column":"a","flagsPlaceholder":false}},{"boolean":{"column":"a","keepsPlaceholder":true}}]"#,
        #"[{"date":{"column":"a","timeColumn":"a","reference":1e308,"parts":["hour","hour"]}}]"#,
        #"[{"date":{"column":"a","timeColumn":null,"reference":-1e308,"parts":["month"]}}]"#,
        #"[{"date":{"column":"a","timeColumn":"","parts":[]}},{"number":{"column":"","flagsPlaceholder":false}}]"#,
        #"[{"date":{"column":"a","parts":["century"]}}]"#, #"[{"textLength":{"column":"a"}}]"#,
    ])
    func stepsOfAnotherModel(steps: String) throws {
        var file = try ForgedFile(SmallModels.artifact("logistic").encoded())
        file.setText("features", steps)
        #expect(try refusal(of: file) != nil)
        // With a header that agrees, the model still does not.
        file.summary.featureCount = 1
        #expect(try refusal(of: file) != nil)
    }

    @Test func aKindThatIsNotTheModels() throws {
        for kind in SmallModels.kinds {
            let other = SmallModels.kinds.first { $0 != kind } ?? ""
            var file = try ForgedFile(SmallModels.artifact(kind).encoded())
            file.summary.kind = other
            #expect(try refusal(of: file) != nil)
            file.summary.kind = "neural"
            #expect(try refusal(of: file) == .inconsistent("a model of unknown kind"))
        }
    }

    @Test(arguments: SmallModels.kinds)
    func missingSectionsAreNamed(kind: String) throws {
        let whole = try ForgedFile(SmallModels.artifact(kind).encoded())
        for name in whole.sections.map(\.name) {
            var file = whole
            file.sections.removeAll { $0.name == name }
            #expect(try refusal(of: file) == .inconsistent("section \"\(name)\" is missing"))
        }
    }

    @Test func aSectionTwiceIsRefused() throws {
        var file = try ForgedFile(SmallModels.artifact("logistic").encoded())
        file.sections.append((name: "model", bytes: [1, 2, 3]))
        #expect(try refusal(of: file) == .inconsistent("section \"model\" is there twice"))
    }

    /// Formats only grow: a section this version does not know is for a later one, and is passed over.
    @Test func anUnknownSectionIsPassedOver() throws {
        var file = try ForgedFile(SmallModels.artifact("logistic").encoded())
        file.sections.append((name: "from-the-future", bytes: [1, 2, 3]))
        let scores = try SmallModels.scores(of: ModelArtifact(decoding: file.bytes()))
        #expect(try scores == SmallModels.scores(of: SmallModels.artifact("logistic")))
    }

    @Test(arguments: [
        (-1, 0), (10, 11), (10, -1), (Int.max, Int.max), (Int.min, Int.min), (0, 0), (120, 0),
    ])
    func countsOfLeadsThatCannotBe(rows: Int, positives: Int) throws {
        var file = try ForgedFile(SmallModels.artifact("logistic").encoded())
        file.summary.rows = rows
        file.summary.positives = positives
        let isPossible = rows >= positives && positives >= 0
        #expect(try (refusal(of: file) == nil) == isPossible)
    }

    @Test func aHeaderThatMiscountsTheFeatures() throws {
        var file = try ForgedFile(SmallModels.artifact("logistic").encoded())
        file.summary.featureCount += 1
        #expect(try refusal(of: file) == .inconsistent("the header counts other features than the file describes"))
    }

    @Test(arguments: [
        "{}", "", "null", "{\"summary\":{},\"sections\":[]}", String(repeating: "[", count: 100_000),
        #"{"summary":{"writtenBy":"x","kind":"logistic","featureCount":1,"rows":9,"positives":1},"sections":[]}"#,
        #"{"summary":{"writtenBy":"x","kind":"logistic","featureCount":1,"rows":9,"positives":1},"#
            + #""sections":[{"name":"model","length":-1,"crc32":0}]}"#,
        #"{"summary":{"writtenBy":"x","kind":"logistic","featureCount":1,"rows":9,"positives":1},"#
            + #""sections":[{"name":"model","length":9223372036854775807,"crc32":0},"#
            + #"{"name":"input","length":9223372036854775807,"crc32":0}]}"#,
        #"{"summary":{"writtenBy":"x","kind":"logistic","featureCount":1,"rows":9,"positives":1},"#
            + #""sections":[{"name":"model","length":0,"crc32":-1}]}"#,
    ])
    func headersThatLie(text: String) throws {
        var file = try ForgedFile(SmallModels.artifact("logistic").encoded())
        file.headerText = text
        #expect(try refusal(of: file) != nil)
        file.sections = []
        #expect(try refusal(of: file) != nil)
    }
}
