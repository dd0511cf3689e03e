/// Rewrites marked cells into a buffer that is used again and again.
struct CellRewriter {
    private let quote: UInt8
    private let format: TableFormat
    var scratch: [UInt8] = []

    init(quote: UInt8, format: TableFormat) {
        self.quote = quote
        self.format = format
    }

    mutating func rewrite(_ bytes: Span<UInt8>, _ cell: Cell) {
        switch format {
        case .csv: CellText.unquoted(bytes, cell, quote: quote, into: &scratch)
        case .jsonLines: CellText.unescaped(bytes, cell, into: &scratch)
        }
    }
}
