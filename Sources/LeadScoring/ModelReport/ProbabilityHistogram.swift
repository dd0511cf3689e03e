/// How many leads got which probability.
enum ProbabilityHistogram {
    /// Leads in twentieths of 0…1; 1 itself is in the last.
    static func counts(_ probabilities: [Double]) -> [Int] {
        var counts = [Int](repeating: 0, count: 20)
        for probability in probabilities { counts[min(Int(probability * 20), 19)] += 1 }
        return counts
    }
}
