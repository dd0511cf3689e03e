extension Repetition {
    /// Which of some events count (R-RULE-5).
    ///
    /// Chosen are as many as possible, so that one event more never makes fewer count. With a minimum gap alone the
    /// first of each burst is taken, going forward; with a cap the most recent are, going back: the next one is the
    /// latest that keeps the gap and lies a window before the one `cap` places ahead. With both, each is then moved to
    /// the first event of its burst. Greedy choices of this kind are the largest ones, as in scheduling intervals of
    /// equal length.
    ///
    /// - Parameters:
    ///   - times: ascending; gets the chosen ones, ascending.
    ///   - gap: two that count are at least so far apart; 0 for none.
    ///   - cap: at most so many in every stretch shorter than `window`.
    /// - Complexity: O(times).
    static func choose(from times: inout [Double], gap: Double, cap: Int, window: Double) {
        guard gap > 0 || cap < times.count else { return }
        guard cap < times.count else { return keepFirstOfBursts(&times, gap) }
        let all = times
        var chosen: [Double] = []
        for time in all.reversed() {
            if let later = chosen.last, later - time < gap { continue }
            if chosen.count >= cap, chosen[chosen.count - cap] - time < window { continue }
            chosen.append(time)
        }
        chosen.reverse()
        if gap > 0 { moveToFirstOfBursts(&chosen, all, gap: gap, cap: cap, window: window) }
        times = chosen
    }

    private static func keepFirstOfBursts(_ times: inout [Double], _ gap: Double) {
        var kept = 0
        for time in times where kept == 0 || time - times[kept - 1] >= gap {
            times[kept] = time
            kept += 1
        }
        times.removeLast(times.count - kept)
    }

    /// Moves each chosen event back to the earliest within a gap that keeps all distances to those before it.
    private static func moveToFirstOfBursts(
        _ chosen: inout [Double], _ all: [Double], gap: Double, cap: Int, window: Double
    ) {
        var candidate = 0
        for place in chosen.indices {
            let time = chosen[place]
            while candidate < all.count {
                let start = all[candidate]
                if start > time - gap, place == 0 || start - chosen[place - 1] >= gap,
                    place < cap || start - chosen[place - cap] >= window
                {
                    break
                }
                candidate += 1
            }
            if candidate < all.count, all[candidate] < time { chosen[place] = all[candidate] }
        }
    }
}
