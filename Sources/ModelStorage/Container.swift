import Foundation

/// The outside of a model file: named sections behind a JSON header.
///
///     offset  size  content
///     0       8     "LEADSCOR"
///     8       4     format version the file was written with
///     12      4     lowest format version a reader must know to read it
///     16      8     length of the whole file
///     24      4     length of the header
///     28      4     CRC-32 of the header
///     32      4     CRC-32 of bytes 0 ..< 32
///     36      …     header: JSON, keys sorted
///     …       …     sections, one after the other, in the header's order
///
/// All numbers are little-endian. Every byte is under a checksum or is itself a checksum that would then not match, and
/// the lengths add up exactly, so a change of any byte, and any cut or insertion, is noticed before anything is decoded.
struct Container {
    /// The format this version writes.
    static let writtenVersion = 1
    /// The lowest format version whose readers can read what this version writes.
    static let minimumReaderVersion = 1
    /// The oldest format version this version still reads.
    static let oldestReadableVersion = 1

    static let magic = Array("LEADSCOR".utf8)
    static let preludeSize = 36

    struct Section: Codable, Equatable {
        let name: String
        let length: Int
        let crc32: UInt32
    }

    private struct Header: Codable {
        let summary: ArtifactHeader
        let sections: [Section]
    }

    let header: ArtifactHeader
    let sections: [(name: String, bytes: ArraySlice<UInt8>)]

    func encoded() throws(StorageError) -> [UInt8] {
        let table = sections.map {
            Section(name: $0.name, length: $0.bytes.count, crc32: Checksum.crc32($0.bytes))
        }
        let json = try StorageJSON.encode(Header(summary: header, sections: table))
        let total = Self.preludeSize + json.count + sections.reduce(0) { $0 + $1.bytes.count }
        var writer = ByteWriter()
        writer.write(raw: Self.magic)
        writer.write(UInt32(Self.writtenVersion))
        writer.write(UInt32(Self.minimumReaderVersion))
        writer.write(UInt64(total))
        writer.write(UInt32(json.count))
        writer.write(Checksum.crc32(json[...]))
        writer.write(Checksum.crc32(writer.bytes[...]))
        writer.write(raw: json)
        for section in sections { writer.write(raw: Array(section.bytes)) }
        return writer.bytes
    }

    /// Checks everything there is to check before a section is looked into.
    init(decoding bytes: [UInt8]) throws(StorageError) {
        guard bytes.starts(with: Self.magic) else { throw bytes.isEmpty ? .damaged(part: "the file") : .notAModel }
        guard bytes.count >= Self.preludeSize else { throw .damaged(part: "the start of the file") }
        var prelude = ByteReader(bytes[8..<Self.preludeSize], part: "the start of the file")
        let written = try prelude.read(UInt32.self)
        let needed = try prelude.read(UInt32.self)
        let total = try prelude.read(UInt64.self)
        let headerLength = try prelude.read(UInt32.self)
        let headerSum = try prelude.read(UInt32.self)
        guard try prelude.read(UInt32.self) == Checksum.crc32(bytes[..<32]) else {
            throw .damaged(part: "the start of the file")
        }
        guard needed <= Self.writtenVersion else { throw .tooNew(supported: Self.writtenVersion, needed: Int(needed)) }
        guard written >= Self.oldestReadableVersion else {
            throw .tooOld(oldestReadable: Self.oldestReadableVersion, written: Int(written))
        }
        guard total == UInt64(bytes.count) else { throw .damaged(part: "the length of the file") }
        var rest = ByteReader(bytes[Self.preludeSize...], part: "the header")
        let json = try rest.readRaw(Int(headerLength))
        guard Checksum.crc32(json) == headerSum else { throw .damaged(part: "the header") }
        let decoded: Header = try StorageJSON.decode(json, part: "the header")
        var sections: [(String, ArraySlice<UInt8>)] = []
        for section in decoded.sections {
            let content = try rest.readRaw(section.length)
            guard Checksum.crc32(content) == section.crc32 else { throw .damaged(part: "section \"\(section.name)\"") }
            guard !sections.contains(where: { $0.0 == section.name }) else {
                throw .inconsistent("section \"\(section.name)\" is there twice")
            }
            sections.append((section.name, content))
        }
        try rest.requireEnd()
        self.header = decoded.summary
        self.sections = sections
    }

    init(header: ArtifactHeader, sections: [(name: String, bytes: [UInt8])]) {
        self.header = header
        self.sections = sections.map { ($0.name, $0.bytes[...]) }
    }

    func hasSection(_ name: String) -> Bool { sections.contains { $0.name == name } }

    func section(_ name: String) throws(StorageError) -> ArraySlice<UInt8> {
        guard let found = sections.first(where: { $0.name == name }) else {
            throw .inconsistent("section \"\(name)\" is missing")
        }
        return found.bytes
    }
}

/// JSON with sorted keys, so that equal values are equal bytes.
enum StorageJSON {
    static func encode(_ value: some Encodable) throws(StorageError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(value)) } catch {
            throw .cannotWrite(reason: "holds a value that JSON cannot")
        }
    }

    static func decode<Value: Decodable>(_ bytes: ArraySlice<UInt8>, part: String) throws(StorageError) -> Value {
        do { return try JSONDecoder().decode(Value.self, from: Data(bytes)) } catch {
            throw .inconsistent("\(part) is not what this version writes")
        }
    }
}
