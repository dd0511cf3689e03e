/// Letters for scores: where each begins. Half-open, so that every score from 0 to 100 has one letter and no two.
public struct GradeBands: Sendable, Codable, Equatable {
    public struct Band: Sendable, Codable, Equatable {
        public let letter: String
        /// The lowest score that has the letter.
        public let lowest: Double

        public init(letter: String, lowest: Double) {
            self.letter = letter
            self.lowest = lowest
        }
    }

    /// The best first.
    public let bands: [Band]

    /// A from 75, B from 50, C from 25, D below (R-ABC-1).
    public static let standard = GradeBands(valid: zip(["A", "B", "C", "D"], [75, 50, 25, 0]).map(Band.init))

    /// - Throws: ``StorageError/inconsistent(_:)`` unless the bands have different letters and cut 0…100 into parts: the
    ///   lowest scores fall, the first is at most 100 and the last is 0.
    public init(_ bands: [Band]) throws(StorageError) {
        guard let best = bands.first, let worst = bands.last, best.lowest <= 100, worst.lowest == 0,
            zip(bands, bands.dropFirst()).allSatisfy({ $0.lowest > $1.lowest })
        else { throw .inconsistent("grades must begin at falling scores from 100 at most down to 0") }
        guard Set(bands.map(\.letter)).count == bands.count, bands.allSatisfy({ !$0.letter.isEmpty }) else {
            throw .inconsistent("two grades have the same letter, or one has none")
        }
        self.bands = bands
    }

    private init(valid bands: [Band]) { self.bands = bands }

    /// The position of a score's band; 0 is the best.
    ///
    /// - Parameter score: within 0…100.
    public func index(of score: Double) -> Int { bands.firstIndex { score >= $0.lowest } ?? bands.count - 1 }

    /// A score's letter.
    public func letter(of score: Double) -> String { bands[index(of: score)].letter }

    /// Such as `A:75,B:50,C:25,D:0`.
    public var text: String {
        bands.map { band in
            let isWhole = band.lowest == band.lowest.rounded()
            return band.letter + ":" + (isWhole ? "\(Int(band.lowest))" : "\(band.lowest)")
        }.joined(separator: ",")
    }
}
