import BoostedTrees
import Foundation
import LearningCore
import TestSupport
import Testing

/// Models of LightGBM 4.7 read by us, against its own scores and contributions (`Golden/make_lightgbm_golden.py`).
@Suite struct LightGBMTextTests {
    private let pool = WorkerPool(threadCount: 1)

    struct Golden: Decodable {
        struct Case: Decodable {
            let text: String
            let rows: [[Double?]]
            let scores: [Double]
            let contributions: [[Double]]
        }
        let cases: [String: Case]

        static func load() throws -> Golden {
            let url = try #require(Bundle.module.url(forResource: "Golden/lightgbm", withExtension: "json"))
            return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
        }
    }

    /// Columns 3 and 4 are categories; LightGBM treats negative ones as missing.
    private func matrix(_ rows: [[Double?]], _ schema: FeatureSchema) throws -> FeatureMatrix {
        let columns = schema.features.enumerated().map { index, feature -> FeatureColumn in
            let values = rows.map { $0[index] ?? .nan }
            return feature.levelCount == nil
                ? .numeric(values) : .categorical(values.map { $0.isNaN || $0 < 0 ? -1 : Int32($0) })
        }
        return try FeatureMatrix(schema: schema, columns: columns)
    }

    @Test(arguments: ["plain", "no_missing", "onehot", "sigmoid", "weak"])
    func itsModelsScoreAndExplainTheSameHere(name: String) throws {
        let golden = try #require(Golden.load().cases[name])
        let model = try LightGBMText.model(from: golden.text)
        let matrix = try matrix(golden.rows, model.schema)
        let sigmoid = name == "sigmoid" ? 0.7 : 1
        let scores = try model.logOdds(of: matrix, on: pool)
        for (found, expected) in zip(scores, golden.scores) { #expect(abs(found - sigmoid * expected) < 1e-12) }
        guard name != "weak" else { return }
        let parts = try model.contributions(to: matrix, on: pool)
        for (row, expected) in golden.contributions.enumerated() {
            for (found, value) in zip(parts[row: row] + [parts.base], expected) {
                #expect(abs(found - sigmoid * value) < 1e-9)
            }
        }
    }

    /// Written and read again, a model scores the same: the base moves into the leaves, sets turn around, nothing else.
    @Test func ourModelsSurviveTheirFormat() throws {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 12
        let all = LawfulData.dataset(rows: 2_000, seed: 5)
        let model = try GradientBoostingTrainer(hyperparameters).fitted(to: all, on: pool).model
        let data = all.selecting(rows: Array(0..<200))
        let text = LightGBMText.text(of: model)
        let again = try LightGBMText.model(from: text, schema: model.schema)
        let expected = try model.logOdds(of: data.features, on: pool)
        let found = try again.logOdds(of: data.features, on: pool)
        for (found, expected) in zip(found, expected) { #expect(abs(found - expected) < 1e-12) }
        let parts = try model.contributions(to: data.features, on: pool)
        let partsAgain = try again.contributions(to: data.features, on: pool)
        for (found, expected) in zip(partsAgain.values, parts.values) { #expect(abs(found - expected) < 1e-9) }
        // LightGBM reads trees by their sizes in bytes.
        let blocks = text.components(separatedBy: "Tree=").dropFirst().map { "Tree=" + $0 }
        let sizes = text.split(separator: "\n").first { $0.hasPrefix("tree_sizes=") }?.dropFirst(11).split(
            separator: " ")
        #expect(sizes?.count == blocks.count)
        for (block, size) in zip(blocks.dropLast(), sizes ?? []) { #expect(String(block.utf8.count) == size) }
    }

    @Test func namesAreMadeFitForTheFormat() throws {
        let schema = try FeatureSchema(
            ["How did you hear?", "a\"b", "plain_1"].map { Feature(name: $0, kind: .numeric) })
        let text = LightGBMText.text(of: try GradientBoostingModel(schema: schema, baseLogOdds: 1, trees: []))
        #expect(text.contains("feature_names=How_did_you_hear_ a_b plain_1\n"))
        let model = try LightGBMText.model(from: text, schema: schema)
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric([1]), .numeric([2]), .numeric([3])])
        #expect(try model.logOdds(of: matrix, on: pool) == [1])
    }

    /// By these names LightGBM finds the codes in a pandas table, and we in any table.
    @Test func categoriesKeepTheirNames() throws {
        let kinds: [Feature.Kind] = [
            .categorical(levels: ["käse", "a\"b\\c", "x, y", "😀"]), .numeric, .categorical(levels: ["1", "0"]),
        ]
        let schema = try FeatureSchema(kinds.enumerated().map { Feature(name: "f\($0)", kind: $1) })
        let text = LightGBMText.text(of: try GradientBoostingModel(schema: schema, baseLogOdds: 1, trees: []))
        let line = #"pandas_categorical:[["k\u00e4se", "a\"b\\c", "x, y", "\ud83d\ude00"], ["1", "0"]]"#
        #expect(text.hasSuffix("\n" + line + "\n"))
        #expect(try LightGBMText.model(from: text).schema == schema)
        let fewer = text.replacingOccurrences(of: #", ["1", "0"]"#, with: "")
        #expect(throws: LightGBMTextError.unsupported("a categorical column with one value only")) {
            try LightGBMText.model(from: fewer)
        }
        let shorter = text.replacingOccurrences(of: #"["1", "0"]"#, with: #"["1"]"#)
        #expect(throws: LightGBMTextError.unreadable(line: "pandas_categorical")) {
            try LightGBMText.model(from: shorter)
        }
    }

    /// LightGBM's own loader crashes on damaged files; ours names an error or gives a model that can be used.
    @Test func damagedTextsNeverCrash() throws {
        let text = try #require(Golden.load().cases["plain"]).text
        let bytes = Array(text.utf8)
        var generator = SeededGenerator(seed: 9)
        var refused = 0
        for round in 0..<150 {
            var damaged = bytes
            if round % 3 == 0 { damaged.removeLast(generator.nextIndex(below: bytes.count)) }
            if round % 3 == 1 { damaged.removeSubrange(0..<generator.nextIndex(below: 3_000)) }
            for _ in 0..<3 where !damaged.isEmpty {
                damaged[generator.nextIndex(below: min(damaged.count, 5_000))] = UInt8(generator.nextIndex(below: 128))
            }
            do {
                let model = try LightGBMText.model(from: String(decoding: damaged, as: UTF8.self))
                let matrix = try matrix([[0, nil, 1, 2, 3]].map { $0 }, model.schema)
                _ = try model.logOdds(of: matrix, on: pool)
            } catch { refused += 1 }
        }
        #expect(refused > 50)
    }

    @Test func whatCannotBeImportedIsNamed() throws {
        let text = try #require(Golden.load().cases["plain"]).text
        func refusal(_ old: String, _ new: String) -> LightGBMTextError? {
            do {
                _ = try LightGBMText.model(from: text.replacingOccurrences(of: old, with: new))
                return nil
            } catch { return error }
        }
        #expect(refusal("num_class=1", "num_class=3") == .unsupported("more than two classes"))
        #expect(refusal("objective=binary sigmoid:1", "objective=regression") != nil)
        #expect(refusal("is_linear=0", "is_linear=1") == .unsupported("linear trees"))
        #expect(refusal("num_leaves=9", "num_leaves=900000000000") == .unreadable(line: "num_leaves"))
        #expect(refusal("max_feature_idx=4", "max_feature_idx=5") == .wrongFeatures(expected: 5, found: 6))
        #expect(refusal("left_child=2", "left_child=0") != nil)
        #expect(refusal("decision_type=", "decision_type=7") == .unreadable(line: "decision_type"))
        #expect(refusal("version=v4", "version=v9") == .unsupported("another format of its text than v3 and v4"))
        #expect(refusal("version=v4", "version=v3") == nil)
    }
}
