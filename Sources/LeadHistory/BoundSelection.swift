/// Which events of one log a question is about: those of some types that a mask lets through.
package struct BoundSelection: Sendable {
    let types: BoundTypes
    /// One flag per event of the log; `nil` lets all through.
    let mask: [Bool]?

    var isEverything: Bool {
        if case .any = types { return mask == nil }
        return false
    }

    @inline(__always)
    func contains(_ position: Int, in log: EventLog) -> Bool {
        guard types.contains(log.types[position]) else { return false }
        guard let mask else { return true }
        return mask[position]
    }
}
