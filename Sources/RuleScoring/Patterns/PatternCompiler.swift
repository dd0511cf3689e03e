/// Makes the steps of a pattern's machine, and stops when there are too many.
struct PatternCompiler {
    private(set) var steps: [Pattern.Step] = []
    /// Repetitions of nothing make no steps, so rounds are counted, too.
    private var rounds = 0

    mutating func append(_ tree: PatternTree) throws(Pattern.Fault) {
        rounds += 1
        guard steps.count < Pattern.stepLimit, rounds < 20 * Pattern.stepLimit else { throw .tooCostly }
        switch tree {
        case .empty: break
        case .one(let set): steps.append(.one(set))
        case .sequence(let parts): for part in parts { try append(part) }
        case .choice(let branches): try append(choice: branches)
        case .repeated(let part, let low, let high):
            for _ in 0..<low { try append(part) }
            guard let high else { return try append(loop: part) }
            try append(optional: part, times: high - low)
        }
    }

    private mutating func append(choice branches: [PatternTree]) throws(Pattern.Fault) {
        var ends: [Int] = []
        for branch in branches.dropLast() {
            let split = steps.count
            steps.append(.match)
            try append(branch)
            ends.append(steps.count)
            steps.append(.match)
            steps[split] = .split(split + 1, steps.count)
        }
        if let last = branches.last { try append(last) }
        for end in ends { steps[end] = .jump(steps.count) }
    }

    private mutating func append(loop part: PatternTree) throws(Pattern.Fault) {
        let split = steps.count
        steps.append(.match)
        try append(part)
        steps.append(.jump(split))
        steps[split] = .split(split + 1, steps.count)
    }

    private mutating func append(optional part: PatternTree, times: Int) throws(Pattern.Fault) {
        var splits: [Int] = []
        for _ in 0..<times {
            splits.append(steps.count)
            steps.append(.match)
            try append(part)
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
    }
}
