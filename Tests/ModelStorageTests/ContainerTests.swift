import LearningCore
import Testing

@testable import ModelStorage

@Suite struct ContainerTests {
    /// Decodes; anything but success is its error, and any error but ours fails the test by being thrown.
    private func failure(of bytes: [UInt8]) -> StorageError? {
        do throws(StorageError) {
            _ = try ModelArtifact(decoding: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: SmallModels.kinds)
    func everyTruncationIsNoticed(kind: String) throws {
        let bytes = try SmallModels.artifact(kind).encoded()
        for length in 0..<bytes.count {
            let error = failure(of: Array(bytes[..<length]))
            #expect(error != nil, "cut to \(length) bytes")
            if length >= 36 { #expect(error == .damaged(part: "the length of the file"), "cut to \(length) bytes") }
        }
    }

    @Test(arguments: SmallModels.kinds)
    func everyFlippedBitIsNoticed(kind: String) throws {
        var bytes = try SmallModels.artifact(kind).encoded()
        for position in bytes.indices {
            for bit in 0..<8 {
                bytes[position] ^= 1 << bit
                #expect(failure(of: bytes) != nil, "bit \(bit) of byte \(position)")
                bytes[position] ^= 1 << bit
            }
        }
        #expect(failure(of: bytes) == nil)
    }

    @Test(arguments: SmallModels.kinds)
    func removedInsertedAndRepeatedBytesAreNoticed(kind: String) throws {
        let bytes = try SmallModels.artifact(kind).encoded()
        var generator = SeededGenerator(seed: 11)
        for trial in 0..<600 {
            var changed = bytes
            let from = generator.nextIndex(below: bytes.count)
            let to = min(bytes.count, from + 1 + generator.nextIndex(below: 64))
            switch trial % 4 {
            case 0: changed.removeSubrange(from..<to)
            case 1: changed.insert(contentsOf: (from..<to).map { UInt8(truncatingIfNeeded: $0) }, at: from)
            case 2: changed.insert(contentsOf: bytes[from..<to], at: to)
            default:
                // The same bytes in another order, the length as it was.
                changed.replaceSubrange(from..<to, with: bytes[from..<to].reversed())
                guard changed != bytes else { continue }
            }
            #expect(failure(of: changed) != nil, "trial \(trial)")
        }
        #expect(failure(of: bytes + [0]) == .damaged(part: "the length of the file"))
        #expect(failure(of: bytes + bytes) == .damaged(part: "the length of the file"))
    }

    @Test func sectionsThatChangedPlacesAreNoticed() throws {
        let bytes = try SmallModels.artifact("boosted").encoded()
        let sections = try Container(decoding: bytes).sections.map { Array($0.bytes) }
        let start = bytes.count - sections.reduce(0) { $0 + $1.count }
        for first in sections.indices {
            for second in sections.indices where second > first {
                var order = sections
                order.swapAt(first, second)
                #expect(failure(of: Array(bytes[..<start]) + order.joined()) != nil, "\(first) and \(second)")
            }
        }
    }

    @Test(
        arguments: [
            [], Array("LEADSCOR".utf8), Array("id,won\n1,yes\n".utf8), Array("{}".utf8), [0x1F, 0x8B, 8, 0],
            [UInt8](repeating: 0xFF, count: 100), Array("LEADSCO".utf8),
        ] as [[UInt8]])
    func whatIsNoModelIsSaidToBeNone(bytes: [UInt8]) {
        // Too short to tell a cut model file from anything else: an error of either kind.
        let isUnsure = Container.magic.starts(with: bytes) || bytes == Container.magic
        #expect(isUnsure ? failure(of: bytes) != nil : failure(of: bytes) == .notAModel)
    }

    /// A file whose versions were changed, with the checksum of its start made right again.
    private func file(written: UInt32, needed: UInt32) throws -> [UInt8] {
        let bytes = try SmallModels.artifact("logistic").encoded()
        var writer = ByteWriter()
        writer.write(raw: Array(bytes[..<8]))
        writer.write(written)
        writer.write(needed)
        writer.write(raw: Array(bytes[16..<32]))
        writer.write(Checksum.crc32(writer.bytes[...]))
        return writer.bytes + bytes[36...]
    }

    @Test func versionsDecideWhoMayRead() throws {
        #expect(failure(of: try file(written: 1, needed: 1)) == nil)
        // A later leadscore may write what this one can still read.
        #expect(failure(of: try file(written: 9, needed: 1)) == nil)
        let tooNew = try #require(failure(of: try file(written: 9, needed: 2)))
        #expect(tooNew == .tooNew(supported: 1, needed: 2))
        #expect("\(tooNew)" == "the model file needs format version 2; this leadscore reads up to version 1")
        let tooOld = try #require(failure(of: try file(written: 0, needed: 0)))
        #expect(tooOld == .tooOld(oldestReadable: 1, written: 0))
        #expect("\(tooOld)" == "the model file has format version 0; this leadscore reads version 1 and later")
        #expect(failure(of: try file(written: .max, needed: .max)) == .tooNew(supported: 1, needed: 4_294_967_295))
    }
}
