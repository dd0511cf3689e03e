import Synchronization

/// Puts the blocks of one column together in order. One per column; columns grow on several threads, each on one.
final class ColumnAccumulator: Sendable {
    let name: String
    private let content = Mutex(Content())

    init(name: String) { self.name = name }

    /// - Parameter capacity: how many rows are expected, to reserve room.
    func append(_ columns: [BlockColumn], capacity: Int) {
        content.withLock { content in
            for column in columns { content.append(column, capacity: capacity) }
        }
    }

    /// The evidence gathered, where a pass gathered evidence.
    var evidence: Evidence { content.withLock { $0.evidence } }

    /// The evidence that the texts taken so far give, if it could come to another type than text or if it must be known.
    func evidenceOfText(isRequired: Bool) -> Evidence? {
        content.withLock { isRequired ? $0.text.allEvidence() : $0.text.evidenceIfTyped() }
    }

    /// The column without the rows of `dropped` (ascending), and how many of its texts had characters that were not
    /// UTF-8. Leaves the accumulator empty.
    func finish(type: ColumnType, dropping dropped: [Int]) -> (column: Column, repaired: Int) {
        content.withLock { content in
            var taken = Content()
            swap(&taken, &content)
            return taken.finish(name: name, type: type, dropping: dropped)
        }
    }

    private struct Content {
        var numbers: [Double] = []
        var booleans: [Bool] = []
        var text = TextAccumulator()
        var states = [CellState]()
        var count = 0
        var evidence = Evidence()

        mutating func append(_ column: BlockColumn, capacity: Int) {
            switch column {
            case .number(let values, let states), .date(let values, let states):
                if numbers.isEmpty { numbers.reserveCapacity(capacity) }
                numbers.append(contentsOf: values)
                append(states, count: values.count)
            case .boolean(let values, let states):
                booleans.append(contentsOf: values)
                append(states, count: values.count)
            case .text(let block, let states):
                text.append(block)
                append(states, count: block.codes.count)
            case .evidence(let more): evidence.merge(more, times: 1)
            }
        }

        private mutating func append(_ more: [CellState], count added: Int) {
            if states.isEmpty, !more.isEmpty { states = [CellState](repeating: .value, count: count) }
            if more.isEmpty, !states.isEmpty {
                states.append(contentsOf: repeatElement(.value, count: added))
            } else {
                states.append(contentsOf: more)
            }
            count += added
        }

        mutating func finish(name: String, type: ColumnType, dropping dropped: [Int]) -> (Column, Int) {
            if !dropped.isEmpty {
                numbers.removeAll(at: dropped)
                booleans.removeAll(at: dropped)
                text.codes.removeAll(at: dropped)
                states.removeAll(at: dropped)
            }
            let hasStates = states.contains { $0 != .value }
            let values: ColumnValues =
                switch type {
                case .number: .number(numbers)
                case .date: .date(numbers)
                case .boolean: .boolean(booleans)
                case .text: .text(text.finish())
                }
            return (Column(name: name, values: values, states: hasStates ? states : nil), text.repaired)
        }
    }
}

extension Array {
    /// Removes the elements at ascending positions; positions beyond the end are passed over.
    mutating func removeAll(at positions: [Int]) {
        var next = 0
        var kept = 0
        for index in indices {
            if next < positions.count, positions[next] == index {
                next += 1
            } else {
                if kept != index { self[kept] = self[index] }
                kept += 1
            }
        }
        removeLast(count - kept)
    }
}
