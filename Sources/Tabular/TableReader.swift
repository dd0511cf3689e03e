public import LearningCore

/// Reads a lead table: delimited values or JSON lines, from a file or from standard input, plain or packed with gzip.
///
/// The bytes are walked through in blocks of whole records; the blocks are cut at the same places whatever the number of
/// threads, parsed in parallel, and put together in order, so that the result does not depend on the threads.
///
/// Types are found from **all** rows: those of the first rows are tried on the whole file, and a column where a cell
/// does not fit is looked at again (a file is read again for that; standard input is kept in memory until the types are
/// certain). Cells are trimmed; blank ones and those of ``Placeholders`` have no say. What remains makes
/// - a boolean, if all are words of one family (`yes`/`no`, `ja`/`nein`, `TRUE`/`false`, …); 0 and 1 are numbers;
/// - a date, if all have one ``ValueFormat/Shape`` of dates. Eight digits must all be days; seconds and milliseconds since
///   1970 also need a column name that speaks of time. Where day and month could change places, the file's other dates
///   decide, or the column stays text;
/// - a number, if all are numbers, all are ranges or numbers, or all are ordinals. Digits with leading zeros, or more than
///   15 of them, are names and stay text. Where `1,500` could mean two numbers, the file's other columns decide, then
///   the delimiter (`;` goes with decimal commas);
/// - text otherwise.
///
/// When at least 99 % of at least 100 values are numbers or dates, the column keeps that type and the others are bad
/// cells, which make bad rows.
///
///     let reader = try TableReader(path: "leads.csv", pool: pool)
///     let table = try reader.read(.inferAll)
///
/// Standard input can be read once.
public final class TableReader {
    /// The names of the columns in file order. Of JSON lines, the keys met so far in the order of their appearance.
    public internal(set) var header: [String]
    /// What was found, or asked for.
    public let dialect: Dialect
    public let format: TableFormat

    let path: String
    let options: ReadOptions
    let pool: WorkerPool
    let headerNotes: [ReadNote]
    /// The first bytes of the data, cut into whole records.
    let sample: RawBlock
    /// Lines before the data.
    let linesBefore: Int
    /// An estimate of the size of the whole text, to reserve room.
    let textSize: Int?
    /// How many bytes a block has; no result depends on it.
    var blockSize = 1 << 19
    private let input: InputFile
    private let sampleBytes: ArraySlice<UInt8>
    private let sampleStart: Int
    private var hasStarted = false

    /// Opens a file and finds out how it is written. An empty file has an empty header and no rows.
    ///
    /// - Parameter path: `-` is standard input.
    /// - Throws: ``TabularError`` if the file is missing, cannot be read, or is no text.
    public init(path: String, options: ReadOptions = ReadOptions(), pool: WorkerPool) throws(TabularError) {
        self.path = path
        self.options = options
        self.pool = pool
        input = try InputFile.open(path, encoding: options.encoding)
        let start = try FileStart(input, path: path, options: options)
        header = start.names
        dialect = start.dialect
        format = start.format
        headerNotes = start.notes
        sampleBytes = start.bytes[start.dataStart..<start.end]
        sampleStart = start.dataStart
        linesBefore = ByteSearch.count(start.dialect.lineEnd, in: start.bytes.span, 0, start.dataStart)
        textSize = input.size
        let head = start.bytes[..<start.dataStart]
        let fileOffset = input.skipped + Transcoder.originalLength(head, encoding: start.dialect.encoding)
        let sampleStream = PrefixedByteStream(start.bytes[start.dataStart..<start.end])
        let cutter = BlockReader(
            sampleStream, path: path, dialect: start.dialect, format: start.format,
            blockSize: max(1, start.end - start.dataStart) + (start.isWhole ? 1 : 0), fileOffset: fileOffset)
        let empty = RawBlock(
            bytes: [UInt8](repeating: 0, count: RawBlock.padding), start: 0, end: 0, fileOffset: fileOffset)
        sample = start.end > start.dataStart ? try cutter.next() ?? empty : empty
    }

    /// The beginning of the sample: enough for a first guess where all rows are looked at anyway.
    var shortSample: RawBlock {
        let limit = 1 << 16
        let bytes = sample.bytes
        guard sample.end - sample.start > limit, format == .csv,
            let end = QuoteScanner.lastRecordEnd(in: bytes.span, sample.start, limit, dialect: dialect)
        else { return sample }
        return RawBlock(bytes: bytes, start: sample.start, end: end, fileOffset: sample.fileOffset)
    }

    /// The data from their first record on. The first walk takes the stream that is open; later ones open the file again.
    func blocks(ofSize size: Int) throws(TabularError) -> BlockReader {
        let stream: any ByteStream
        if !hasStarted {
            hasStarted = true
            stream = PrefixedByteStream(sampleBytes, then: input.stream)
        } else {
            guard path != "-" else { throw .readTwice(path: path) }
            let encoding = input.encoding ?? input.detector?.encoding ?? .utf8
            let again = try InputFile.open(path, encoding: encoding)
            let (_, end) = try again.stream.bytes(after: [], count: sampleStart)
            guard end == sampleStart else { throw .changedWhileReading(path: path) }
            stream = again.stream
        }
        return BlockReader(
            stream, path: path, dialect: dialect, format: format, blockSize: size, fileOffset: sample.fileOffset)
    }
}
