import LearningCore

extension WorkerPool {
    /// With no more rows than this a fit is too small to share between threads, but several fits can run side by side.
    static let smallFitRows = 25_000

    /// The results of independent fits, in order: side by side when each is small, else one after the other with all
    /// threads on each. Which of the two never changes a result.
    func fits<Result: Sendable>(
        _ count: Int, rows: Int, _ fit: @Sendable (Int) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> [Result] {
        if rows <= Self.smallFitRows { return try tryMap(count, fit) }
        var results: [Result] = []
        for index in 0..<count { results.append(try fit(index)) }
        return results
    }
}
