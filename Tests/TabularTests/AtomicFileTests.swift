import Foundation
import Testing

@testable import Tabular

@Suite struct AtomicFileTests {
    @Test func aCommittedFileReplacesTheOldOne() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("model", "old")
        let file = try AtomicFile(path: path)
        try file.write(Array("new ".utf8))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        try file.write(Array("bytes".utf8))
        try file.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new bytes")
        #expect(folder.names == ["model"])
    }

    @Test func aFileGivenUpLeavesTheOldOne() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("model", "old")
        do {
            let file = try AtomicFile(path: path)
            try file.write(Array("half".utf8))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        #expect(folder.names == ["model"])
    }

    @Test func permissionsAndLinksAreKept() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("model", "old")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: path)
        let file = try AtomicFile(path: folder.path("link"))
        try file.write(Array("new".utf8))
        try file.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
        #expect(folder.names == ["link", "model"])
    }

    @Test func aMissingFolderIsAnError() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: TabularError.self) { _ = try AtomicFile(path: folder.path("no/model")) }
        #expect(error?.code == "E213")
    }

    /// `| head` closes the pipe; the writer learns it by an error of its own.
    @Test func aClosedPipeIsToldApart() throws {
        FileDescriptorWriter.ignoreBrokenPipes
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        #expect(throws: TabularError.brokenPipe(path: "-")) {
            try FileDescriptorWriter.write([1, 2, 3], to: pipe.fileHandleForWriting.fileDescriptor, path: "-")
        }
    }
}
