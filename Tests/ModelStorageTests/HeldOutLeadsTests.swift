import ModelStorage
import Testing

@Suite struct HeldOutLeadsTests {
    private func artifact(_ heldOut: HeldOutLeads?) throws -> ModelArtifact {
        let plain = try SmallModels.artifact("logistic")
        return try ModelArtifact(
            input: plain.input, features: plain.features, model: plain.model, reference: plain.reference,
            provenance: plain.provenance, heldOut: heldOut, rows: plain.rows, positives: plain.positives)
    }

    @Test func theyComeBackToTheLastBit() throws {
        let heldOut = try HeldOutLeads(
            rows: [0, 3, 117], logOdds: [0.1 + 0.2, -1e300, 0], fingerprint: .max, sample: [0, 7, .max])
        let read = try ModelArtifact(decoding: artifact(heldOut).encoded())
        #expect(read.heldOut == heldOut)
        #expect(try read.encoded() == artifact(heldOut).encoded())
    }

    @Test func aModelWithoutThemIsAsBefore() throws {
        #expect(try ModelArtifact(decoding: artifact(nil).encoded()).heldOut == nil)
        #expect(try artifact(nil).encoded() == SmallModels.artifact("logistic").encoded())
    }

    @Test(arguments: [
        ([0, 0], [1.0, 2], [UInt64]()), ([3, 1], [1, 2], []), ([-1], [1], []), ([1], [.nan], []), ([1], [1, 2], []),
        ([1], [1], [4, 4]), ([1], [.infinity], []),
    ])
    func whatCannotBeIsRefused(rows: [Int], logOdds: [Double], sample: [UInt64]) {
        #expect(throws: StorageError.self) {
            try HeldOutLeads(rows: rows, logOdds: logOdds, fingerprint: 0, sample: sample)
        }
    }

    /// The section is under a checksum; a forger who mends that is stopped by what it must hold.
    @Test func hostileSectionsAreRefused() throws {
        let heldOut = try HeldOutLeads(rows: [1, 2], logOdds: [0, 1], fingerprint: 5, sample: [9])
        let bytes = try artifact(heldOut).encoded()
        let section = try ForgedFile(bytes)["held out"]
        func read(_ content: [UInt8]) throws -> ModelArtifact {
            var file = try ForgedFile(bytes)
            file["held out"] = content
            return try ModelArtifact(decoding: file.bytes())
        }
        for length in section.indices {
            #expect(throws: StorageError.self) { try read(Array(section.prefix(length))) }
        }
        #expect(throws: StorageError.self) { try read(section + [0]) }
        for place in section.indices {
            var changed = section
            changed[place] ^= 0x80
            // Some changes are other numbers that can be; none may crash.
            _ = try? read(changed)
        }
    }
}
