import Foundation
public import LearningCore
import RuleScoring

/// A rule file made of what another system exports. What has no counterpart is listed, not dropped.
public struct RuleImport: Sendable, Encodable {
    /// Where rules can come from.
    public enum System: String, Sendable, CaseIterable, Encodable {
        case mautic, hubspot, dynamics

        var title: String {
            switch self {
            case .mautic: "Mautic"
            case .hubspot: "HubSpot"
            case .dynamics: "Dynamics 365"
            }
        }
    }

    /// The most bytes that are read.
    public static let sizeLimit = 10 << 20

    public let from: System
    public let rules: Int
    public let thresholds: Int
    let leftOut: [ImportedRules.LeftOut]
    /// The rule file.
    public let text: String

    enum CodingKeys: String, CodingKey {
        case from, rules, thresholds
        case leftOut = "left_out"
    }

    /// - Throws: ``Diagnostic`` E103 for a system that is not known, E350 for a file that is no such export, E211 and E212
    ///   when it cannot be read.
    public init(_ path: String, from name: String, on pool: WorkerPool) throws(Diagnostic) {
        guard let system = System(rawValue: name.lowercased()) else {
            let names = System.allCases.map(\.rawValue)
            throw Diagnostic(
                .badOption, "--from names a system that is not known",
                evidence: Spelling.closest(to: name, among: names).map { ["did you mean \"\($0)\"?"] } ?? [],
                fix: "choose one of " + names.joined(separator: ", "))
        }
        let imported =
            switch system {
            case .mautic: try MauticImport.rules(of: Self.json(path), path)
            case .hubspot: try HubSpotImport.rules(of: Self.json(path), path)
            case .dynamics: try DynamicsImport.rules(of: path, on: pool)
            }
        guard !imported.rules.isEmpty else {
            throw Self.unusable(
                path, "nothing in it can be carried over",
                evidence: imported.leftOut.prefix(10).map { "\($0.place): \($0.what)" })
        }
        let text = ImportedRuleFile(imported: imported, system: system.title, source: path).text()
        do {
            _ = try RuleFile.read(Array(text.utf8))
        } catch {
            throw Self.unusable(
                path, "a rule file cannot hold what it says",
                evidence: error.problems.filter { !$0.isWarning }.prefix(5).map(\.message))
        }
        from = system
        rules = imported.rules.count
        thresholds = imported.thresholds.count
        leftOut = imported.leftOut
        self.text = text
    }

    /// A few lines for a terminal.
    public func summary(source: String, output: String?) -> String {
        var lines = [
            "Imported \(rules) rule\(rules == 1 ? "" : "s")"
                + (thresholds > 0 ? " and \(thresholds) threshold\(thresholds == 1 ? "" : "s")" : "")
                + " from \(source) (\(from.title))"
        ]
        if leftOut.isEmpty {
            lines.append("  everything was carried over")
        } else {
            lines.append("  not carried over (also in the file, as comments):")
            lines += leftOut.prefix(20).map { "    \(fileComment($0.place)): \(fileComment($0.what))" }
            if leftOut.count > 20 { lines.append("    … and \(leftOut.count - 20) more") }
        }
        if let output {
            lines.append("Saved \(output)")
            lines.append("Next: leadscore rules lint \(shellWord(output))")
        }
        return lines.joined(separator: "\n")
    }

    /// Writes the rules to a file, or hands them on without their last newline.
    public func save(to path: String?, print: (String) -> Void) throws(Diagnostic) {
        if let path { try TextFile.write(text, to: path) } else { print(String(text.dropLast())) }
    }
}

extension RuleImport {
    static func unusable(_ path: String, _ reason: String, evidence: [String] = []) -> Diagnostic {
        Diagnostic(
            .unusableExport, reason, location: path, evidence: evidence,
            fix: "check --from, and export the rules again")
    }

    /// The file as JSON.
    private static func json(_ path: String) throws(Diagnostic) -> JSONValue {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Diagnostic(code: "E211", message: "there is no such file", location: path, fix: "check the path")
        }
        defer { try? file.close() }
        let data: Data
        do {
            data = try file.read(upToCount: sizeLimit + 1) ?? Data()
        } catch {
            throw Diagnostic(code: "E212", message: "the file cannot be read", location: path)
        }
        guard data.count <= sizeLimit else {
            throw unusable(path, "the file has more than \(sizeLimit >> 20) MB, which no export of rules has")
        }
        guard Self.depth(of: data) <= 64 else { throw unusable(path, "the file is nested more than 64 levels deep") }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: data) else {
            throw unusable(path, "the file is not JSON")
        }
        return value
    }

    /// How deep brackets outside of texts are nested, so that no parser has to find out.
    private static func depth(of data: Data) -> Int {
        var depth = 0
        var deepest = 0
        var isText = false
        var isEscaped = false
        for byte in data {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return deepest
    }
}
