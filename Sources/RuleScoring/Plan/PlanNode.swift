/// A condition in the flat plan: a kind and numbers, nothing that has to be looked up or counted as a reference.
struct PlanNode: Sendable {
    enum Kind: UInt8, Sendable {
        case always
        /// `first` is the leaf's column of truths.
        case attribute
        /// `first` is the position of the event leaf.
        case event
        /// `first` is the position of the standing leaf.
        case standing
        case all, any, not, atLeast
    }

    var kind: Kind
    /// The first of the children in the list of children, or a leaf.
    var first: Int32 = 0
    var count: Int32 = 0
    /// Of `atLeast`.
    var needed: Int32 = 0
}
