import Foundation
public import ModelStorage

/// A letter for a score. Which letters there are, and where they begin, a model's ``GradeBands`` say.
///
/// By the standard bands (R-ABC-1), on the ``ScoreScale``, an A has at least 5.7 times the odds of the average lead, a B at
/// least the average's.
public struct Grade: RawRepresentable, Sendable, Hashable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let a = Grade(rawValue: "A")
    public static let b = Grade(rawValue: "B")
    public static let c = Grade(rawValue: "C")
    public static let d = Grade(rawValue: "D")
}

extension GradeBands {
    /// - Parameter score: within 0…100.
    public func grade(of score: Double) -> Grade { Grade(rawValue: letter(of: score)) }

    /// Bands as an option has them, such as `A:75,B:50,C:25,D:0`; the last may leave its 0 out.
    ///
    /// - Throws: ``Diagnostic`` E103 for what are no bands.
    public init(option text: String, named name: String = "--grades") throws(Diagnostic) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        var bands: [Band] = []
        for (place, part) in parts.enumerated() {
            let words = part.split(separator: ":", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            let isLast = place == parts.count - 1
            guard let letter = words.first, (1...8).contains(letter.count), words.count == (isLast ? words.count : 2),
                let lowest = words.count == 2 ? Double(words[1]) : isLast && words.count == 1 ? 0 : nil,
                lowest.isFinite
            else { throw Self.fault(text, name) }
            bands.append(Band(letter: letter, lowest: lowest))
        }
        do throws(StorageError) { try self.init(bands) } catch { throw Self.fault(text, name) }
    }

    private static func fault(_ text: String, _ name: String) -> Diagnostic {
        Diagnostic(
            .badOption, "\(name) is \"\(text)\"",
            fix: "expected letters and where they begin, the best first and the last at 0, such as "
                + GradeBands.standard.text)
    }
}
