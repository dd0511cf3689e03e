import LearningCore

extension GridSums {
    /// The sums of each cell of a grid.
    static func cellSums(
        _ rows: WorkingMemory<UInt8>, _ columns: WorkingMemory<UInt8>, width: Int, height: Int,
        sums source: [(gradient: Int32, hessian: Int32)]
    ) -> [(gradient: Int64, hessian: Int64)] {
        var cells = [(gradient: Int64, hessian: Int64)](repeating: (0, 0), count: width * height)
        unsafe cells.withUnsafeMutableBufferPointer { cells in
            unsafe source.withUnsafeBufferPointer { source in
                for row in source.indices {
                    let cell = unsafe Int(rows.base[row]) * width + Int(columns.base[row])
                    unsafe cells[cell].gradient &+= Int64(source[row].gradient)
                    unsafe cells[cell].hessian &+= Int64(source[row].hessian)
                }
            }
        }
        return cells
    }
}

extension WorkingMemory<UInt8> {
    /// What a table says of each row's byte.
    func mapped(by table: [UInt8]) -> WorkingMemory<UInt8> {
        let result = WorkingMemory<UInt8>(repeating: 0, count: count)
        for row in 0..<count { unsafe result.base[row] = table[Int(base[row])] }
        return result
    }

    /// The cells of a grid, row by row: this byte is the row, the other the column.
    func grid(_ columns: WorkingMemory<UInt8>, width: Int) -> WorkingMemory<UInt8> {
        let result = WorkingMemory<UInt8>(repeating: 0, count: count)
        let width = UInt8(truncatingIfNeeded: width)
        for row in 0..<count { unsafe result.base[row] = base[row] &* width &+ columns.base[row] }
        return result
    }
}
