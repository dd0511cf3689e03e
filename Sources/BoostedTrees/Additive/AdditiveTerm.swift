/// One summand of an additive model while it is learned: where each row lies, and the values so far.
struct AdditiveTerm: Sendable {
    /// What a step may tell apart.
    enum Shape: Sendable, Equatable {
        /// Two sides of a cut between neighbouring cells.
        case ordered
        /// Every cell.
        case levels
        /// Four quadrants; cell = row · width + column.
        case grid(width: Int)
    }

    let shape: Shape
    /// At most 256.
    let cellCount: Int
    /// By row, the training rows first.
    let cells: WorkingMemory<UInt8>
    /// By cell and lane, in log-odds.
    let values: WorkingMemory<Lanes>

    init(_ shape: Shape, cellCount: Int, cells: WorkingMemory<UInt8>) {
        self.shape = shape
        self.cellCount = cellCount
        self.cells = cells
        values = WorkingMemory(repeating: Lanes(), count: cellCount)
    }
}

/// A number for each of the eight models that are learned side by side.
typealias Lanes = SIMD8<Float>

/// Integer sums of gradients and hessians, one for each lane.
struct LaneSums: BitwiseCopyable, Equatable {
    var gradients = SIMD8<Int32>()
    var hessians = SIMD8<Int32>()

    @inline(__always)
    static func += (left: inout LaneSums, right: LaneSums) {
        left.gradients &+= right.gradients
        left.hessians &+= right.hessians
    }

    @inline(__always)
    static func - (left: LaneSums, right: LaneSums) -> LaneSums {
        LaneSums(gradients: left.gradients &- right.gradients, hessians: left.hessians &- right.hessians)
    }
}
