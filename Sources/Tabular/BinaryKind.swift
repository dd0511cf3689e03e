/// Files that are no text, known by their first bytes; a control character must confirm it.
enum BinaryKind {
    static func find(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.contains(where: { $0 < 9 }) else { return nil }
        return kinds.first { bytes.starts(with: $0.magic) }?.name
    }

    private static let kinds: [(magic: [UInt8], name: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a zip file, perhaps an Excel workbook"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"), (Array("PAR1".utf8), "a Parquet file"),
        (Array("SQLite format 3".utf8), "an SQLite database"), (Array("%PDF".utf8), "a PDF document"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a file packed with zstd"), (Array("BZh".utf8), "a file packed with bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "a file packed with xz"), (Array("ARROW1".utf8), "an Arrow file"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ]
}
