import BoostedTrees
import Foundation
import LearningCore
import TestSupport
import Testing

/// Models of XGBoost 3.2 read by us, against its own scores and contributions (`Golden/make_xgboost_golden.py`).
@Suite struct XGBoostModelReaderTests {
    private let pool = WorkerPool(threadCount: 1)

    /// A cell of a row, as JSON has it.
    enum Cell: Decodable {
        case number(Double)
        case text(String)
        case flag(Bool)
        case missing

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .missing
            } else if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? value.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        var number: Double {
            switch self {
            case .number(let number): number
            case .flag(let flag): flag ? 1 : 0
            case .text, .missing: .nan
            }
        }

        /// As a category is called.
        var name: String? {
            switch self {
            case .number(let number): "\(Int(number))"
            case .text(let text): text
            case .flag, .missing: nil
            }
        }
    }

    struct Golden: Decodable {
        struct Case: Decodable {
            let json: String
            let ubj: String
            let rows: [[Cell]]
            let columns: [String]
            let scores: [Double]
            let contributions: [[Double]]

            var ubjson: [UInt8] { Data(base64Encoded: ubj).map(Array.init) ?? [] }
        }
        let cases: [String: Case]

        static func load(_ name: String) throws -> Case {
            let url = try #require(Bundle.module.url(forResource: "Golden/xgboost", withExtension: "json"))
            let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
            return try #require(golden.cases[name])
        }
    }

    private func matrix(_ rows: [[Cell]], _ schema: FeatureSchema) throws -> FeatureMatrix {
        let columns = schema.features.enumerated().map { index, feature -> FeatureColumn in
            guard case .categorical(let levels) = feature.kind else { return .numeric(rows.map { $0[index].number }) }
            let other = levels.firstIndex(of: XGBoostModelReader.otherLevel).map { Int32($0) } ?? -1
            return .categorical(
                rows.map { row in
                    guard let name = row[index].name else { return -1 }
                    return levels.firstIndex(of: name).map { Int32($0) } ?? other
                })
        }
        return try FeatureMatrix(schema: schema, columns: columns)
    }

    /// XGBoost sums a few dozen leaves in single precision: 1e-6 for scores of about 1. Contributions are computed in
    /// single precision as well, with more operations.
    @Test(arguments: [
        "plain", "exact", "parallel", "pruned", "base", "flat", "named", "onehot", "numbered",
    ])
    func itsModelsScoreAndExplainTheSameHere(name: String) throws {
        let golden = try Golden.load(name)
        let model = try XGBoostModelReader.model(from: Array(golden.json.utf8), as: .json)
        #expect(model.schema.features.map(\.name) == golden.columns)
        let matrix = try matrix(golden.rows, model.schema)
        let scores = try model.logOdds(of: matrix, on: pool)
        #expect(scores.count == golden.scores.count)
        for (found, expected) in zip(scores, golden.scores) { #expect(abs(found - expected) < 1e-6) }
        let parts = try model.contributions(to: matrix, on: pool)
        for (row, expected) in golden.contributions.enumerated() {
            for (found, value) in zip(parts[row: row] + [parts.base], expected) { #expect(abs(found - value) < 1e-5) }
        }
    }

    /// The two formats hold the same numbers of single precision.
    @Test(arguments: ["plain", "parallel", "named", "numbered"])
    func bothFormatsGiveTheSameModel(name: String) throws {
        let golden = try Golden.load(name)
        let fromJSON = try XGBoostModelReader.model(from: Array(golden.json.utf8), as: .json)
        #expect(try XGBoostModelReader.model(from: golden.ubjson, as: .ubjson) == fromJSON)
    }

    @Test func categoriesHaveTheirNames() throws {
        let model = try XGBoostModelReader.model(from: Golden.load("named").ubjson, as: .ubjson)
        let kinds = model.schema.features.map(\.kind)
        #expect(kinds[4] == .categorical(levels: ["a,b", "fair", "fax", "mail", "phone", "web", "x y"]))
        #expect(kinds[5] == .categorical(levels: ["10", "20", "500"]))
        #expect(kinds[6] == .numeric)
    }

    /// XGBoost 3.2 cuts such names in the wrong places.
    @Test func namesBeyondASCIIAreNotTrusted() throws {
        let json = try Golden.load("named").json
        let bent = json.replacing("\"values\":[97,", with: "\"values\":[-61,")
        #expect(bent != json)
        let model = try XGBoostModelReader.model(from: Array(bent.utf8), as: .json)
        #expect(model.schema.features[4].kind == .categorical(levels: (0..<7).map(String.init)))
    }

    /// Files of version 2 have the base without brackets and truth values for directions.
    @Test func olderFilesAreRead() throws {
        let json = try Golden.load("plain").json
        let plain = try XGBoostModelReader.model(from: Array(json.utf8), as: .json)
        let base = try #require(json.firstMatch(of: /"base_score":"\[([^\]]*)\]"/))
        var older = json.replacingOccurrences(of: "[\(base.1)]", with: String(base.1))
        older = older.replacing(/"default_left":\[[01,]*\]/) { match in
            match.output.replacingOccurrences(of: "0", with: "false").replacingOccurrences(of: "1", with: "true")
        }
        #expect(older.contains("true"))
        #expect(try XGBoostModelReader.model(from: Array(older.utf8), as: .json) == plain)
    }

    @Test func whatCannotBeImportedIsNamed() throws {
        let json = try Golden.load("plain").json
        func refusal(_ old: String, _ new: String) -> XGBoostModelError? {
            #expect(json.contains(old), "\(old)")
            do {
                _ = try XGBoostModelReader.model(
                    from: Array(json.replacingOccurrences(of: old, with: new).utf8), as: .json)
                return nil
            } catch { return error }
        }
        #expect(refusal("binary:logistic", "reg:squarederror") == .unsupported("the objective \"reg:squarederror\""))
        #expect(refusal("binary:logistic", "binary:logitraw") == .unsupported("the objective \"binary:logitraw\""))
        #expect(refusal(#""num_class":"0""#, #""num_class":"3""#) == .unsupported("more than two classes"))
        #expect(refusal(#""num_target":"1""#, #""num_target":"2""#) == .unsupported("more than two classes"))
        #expect(refusal(#""tree_info":[0"#, #""tree_info":[1"#) == .unsupported("more than two classes"))
        #expect(refusal(#""name":"gbtree""#, #""name":"dart""#) == .unsupported("dropped trees (dart)"))
        #expect(
            refusal(#""name":"gbtree""#, #""weight_drop":[1],"name":"gbtree""#) == .unsupported("dropped trees (dart)"))
        #expect(
            refusal(#""name":"gbtree""#, #""name":"gblinear""#) == .unsupported("a linear model (gblinear)"))
        #expect(refusal(#""base_score":"["#, #""base_score":"[-"#) == .unreadable(part: "base_score"))
        #expect(refusal(#""left_children":[1"#, #""left_children":[0"#) == .invalidTree(number: 0, .badChild(split: 0)))
        #expect(
            refusal(#""left_children":[1"#, #""left_children":[99"#) == .invalidTree(number: 0, .badChild(split: 0)))
        #expect(refusal(#""num_feature":"4""#, #""num_feature":"0""#) != nil)
        #expect(refusal(#""split_indices":["#, #""split_indices":[7,"#) == .unreadable(part: "split_indices"))
        #expect(refusal("{\"learner\"", "[\"learner\"") == .notADocument(offset: 10))
    }

    /// Damaged files name an error or give a model that can be used; they never crash.
    @Test(arguments: [XGBoostModelReader.Format.json, .ubjson])
    func damagedFilesNeverCrash(format: XGBoostModelReader.Format) throws {
        let golden = try Golden.load("named")
        let bytes = format == .json ? Array(golden.json.utf8) : golden.ubjson
        var generator = SeededGenerator(seed: 9)
        var refused = 0
        for round in 0..<120 {
            var damaged = bytes
            if round % 3 == 0 { damaged.removeLast(generator.nextIndex(below: bytes.count)) }
            if round % 3 == 1 { damaged.removeSubrange(100..<100 + generator.nextIndex(below: 2_000)) }
            for _ in 0..<3 where !damaged.isEmpty {
                damaged[generator.nextIndex(below: damaged.count)] = UInt8(generator.nextIndex(below: 256))
            }
            do {
                let model = try XGBoostModelReader.model(from: damaged, as: format)
                guard model.schema.count == golden.columns.count else { continue }
                _ = try model.logOdds(of: matrix(golden.rows, model.schema), on: pool)
            } catch { refused += 1 }
        }
        #expect(refused > 40)
    }
}
