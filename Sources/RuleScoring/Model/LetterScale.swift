/// The letters A to D and the engagement classes 1 to 4, as half-open bands of a percentage (R-ABC-1, R-MAT-1).
///
/// A scale is a list of lower bounds: `A ≥ 75, B ≥ 50, C ≥ 25, D` below; every percentage of 0…100 has exactly one band,
/// so a scale that exists is a partition.
public struct Scales: Sendable, Hashable {
    public var letters = BandScale.letters
    public var classes = BandScale.classes
    /// Whether letters are written in thirds, `B+`, `B`, `B−` (R-ABC-2).
    public var hasThirds = false
    /// The axis the letter is taken of; `nil` is the overall percentage, or the matrix's fit axis.
    public var axis: String?

    public init() {}
}

/// Bands in falling order of their lower bounds; the last one begins at or below 0.
public struct BandScale: Sendable, Hashable {
    public struct Band: Sendable, Hashable {
        public var name: String
        /// Inclusive.
        public var from: Double

        public init(name: String, from: Double) {
            self.name = name
            self.from = from
        }
    }

    public let bands: [Band]

    /// - Returns: `nil` unless there are bands, their bounds fall strictly, the first is at most 100 and the last at most 0.
    public init?(_ bands: [Band]) {
        guard let first = bands.first, let last = bands.last, first.from <= 100, last.from <= 0,
            zip(bands, bands.dropFirst()).allSatisfy({ $0.from > $1.from })
        else { return nil }
        self.bands = bands
    }

    private init(checked bands: [(String, Double)]) {
        self.bands = bands.map { Band(name: $0.0, from: $0.1) }
    }

    public static let letters = BandScale(checked: [("A", 75), ("B", 50), ("C", 25), ("D", 0)])
    public static let classes = BandScale(checked: [("1", 75), ("2", 50), ("3", 25), ("4", 0)])

    /// The position of the band of a percentage, 0 is the best.
    public func position(of percent: Double) -> Int {
        bands.firstIndex { percent >= $0.from } ?? bands.count - 1
    }

    /// The band's name in thirds: the upper third of a band has a plus, the lower one a minus.
    public func nameInThirds(of percent: Double) -> String {
        let position = position(of: percent)
        return bands[position].name + ["+", "", "−"][Self.third(of: percent, position, bands.map(\.from))]
    }

    /// 0 in the upper third of a band, 2 in the lower one.
    static func third(of percent: Double, _ position: Int, _ bounds: [Double]) -> Int {
        let low = bounds[position]
        let high = position == 0 ? 100 : bounds[position - 1]
        let share = high > low ? (percent - low) / (high - low) : 0.5
        return share >= 2.0 / 3 ? 0 : share < 1.0 / 3 ? 2 : 1
    }
}

/// Letters counted in thirds, from D− to A+: what sales people mean by "a little better than a C" (R-ABC-2).
///
///     D + 3 thirds = C      D + 2 thirds = C−      from D to A+ it is 10 thirds
public struct GradeInThirds: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 0 is F, 1 is D−, … 12 is A+.
    public let step: Int

    private static let names = ["F", "D−", "D", "D+", "C−", "C", "C+", "B−", "B", "B+", "A−", "A", "A+"]

    public init(step: Int) { self.step = min(max(step, 0), Self.names.count - 1) }

    /// - Parameter name: such as `C-` or `A+`; with a hyphen or a minus sign.
    public init?(_ name: String) {
        guard let step = Self.names.firstIndex(of: name.replacing("-", with: "−").uppercased()) else { return nil }
        self.step = step
    }

    public func adding(thirds: Int) -> GradeInThirds { GradeInThirds(step: step + thirds) }

    public var description: String { Self.names[step] }

    public static func < (left: GradeInThirds, right: GradeInThirds) -> Bool { left.step < right.step }
}
