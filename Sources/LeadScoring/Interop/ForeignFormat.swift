import BoostedTrees
import Foundation
import LearningCore

/// Model files of other programs that can be taken over.
public enum ForeignFormat: String, Sendable, CaseIterable {
    case lightGBM = "lightgbm"
    case xgboostJSON = "xgboost-json"
    case xgboostUBJ = "xgboost-ubj"

    /// - Throws: ``Diagnostic`` E103 for a word that is none.
    public init(named word: String) throws(Diagnostic) {
        guard let format = ForeignFormat(rawValue: word) else {
            let names = Self.allCases.map(\.rawValue)
            throw Diagnostic(
                .badOption, "--from is \"\(word)\"",
                evidence: Spelling.closest(to: word, among: names).map { ["did you mean \"\($0)\"?"] } ?? [],
                fix: "expected " + names.joined(separator: ", "))
        }
        self = format
    }

    /// The program, as it calls itself.
    var program: String { self == .lightGBM ? "LightGBM" : "XGBoost" }

    /// Reads a model with the features it names.
    ///
    /// - Throws: ``Diagnostic`` E410 for what is in the file, E403 for a file that cannot be opened.
    func model(at path: String) throws(Diagnostic) -> GradientBoostingModel {
        let bytes = try Self.bytes(at: path)
        do throws(Diagnostic) {
            switch self {
            case .lightGBM:
                return try Diagnostic.translating { () throws(LightGBMTextError) in
                    try LightGBMText.model(from: String(decoding: bytes, as: UTF8.self))
                }
            case .xgboostJSON, .xgboostUBJ:
                return try Diagnostic.translating { () throws(XGBoostModelError) in
                    try XGBoostModelReader.model(from: bytes, as: self == .xgboostJSON ? .json : .ubjson)
                }
            }
        } catch {
            throw Diagnostic(code: error.code, message: error.message, location: path, fix: error.fix)
        }
    }

    private static func bytes(at path: String) throws(Diagnostic) -> [UInt8] {
        do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw Diagnostic(
                .cannotReadModel, "the model file cannot be read", location: path,
                fix: "check the path and its permissions")
        }
    }
}
