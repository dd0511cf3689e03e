@testable import ModelStorage

/// A model file taken apart, to be put together again with changed content and checksums that are right: what a forger,
/// or a fault in a program that writes such files, would hand us.
struct ForgedFile {
    var headerText: String?
    var summary: ArtifactHeader
    var sections: [(name: String, bytes: [UInt8])]

    init(_ bytes: [UInt8]) throws {
        let container = try Container(decoding: bytes)
        summary = container.header
        sections = container.sections.map { ($0.name, Array($0.bytes)) }
    }

    subscript(name: String) -> [UInt8] {
        get { sections.first { $0.name == name }?.bytes ?? [] }
        set {
            for index in sections.indices where sections[index].name == name { sections[index].bytes = newValue }
        }
    }

    /// The text of a section that holds JSON.
    func text(_ name: String) -> String { String(decoding: self[name], as: UTF8.self) }

    mutating func setText(_ name: String, _ text: String) { self[name] = Array(text.utf8) }

    /// The file with every length and checksum as it should be; a header of its own if ``headerText`` is set.
    func bytes() throws -> [UInt8] {
        guard let headerText else { return try Container(header: summary, sections: sections).encoded() }
        let header = Array(headerText.utf8)
        let content = sections.flatMap(\.bytes)
        var writer = ByteWriter()
        writer.write(raw: Container.magic)
        writer.write(UInt32(1))
        writer.write(UInt32(1))
        writer.write(UInt64(Container.preludeSize + header.count + content.count))
        writer.write(UInt32(header.count))
        writer.write(Checksum.crc32(header[...]))
        writer.write(Checksum.crc32(writer.bytes[...]))
        return writer.bytes + header + content
    }
}
