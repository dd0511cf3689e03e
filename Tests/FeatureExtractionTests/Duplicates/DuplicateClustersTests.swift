import LearningCore
import Tabular
import Testing

@testable import FeatureExtraction

@Suite struct DuplicateClustersTests {
    private let pool = WorkerPool(threadCount: 2)

    private func column(_ name: String, _ values: [String]) -> Column {
        var bytes: [UInt8] = []
        var offsets = [0]
        for value in values {
            bytes += Array(value.utf8)
            offsets.append(bytes.count)
        }
        return Column(
            name: name, values: .text(.buffer(bytes: bytes, offsets: offsets)),
            states: values.map { $0.isEmpty ? .absent : .value })
    }

    private func clusters(
        emails: [String]? = nil, phones: [String]? = nil, names: [String]? = nil, companies: [String]? = nil
    ) -> [Int32] {
        let given = [("e", emails), ("p", phones), ("n", names), ("c", companies)].compactMap { name, values in
            values.map { column(name, $0) }
        }
        let columns = DuplicateColumns(emails: ["e"], phones: ["p"], names: ["n"], companies: ["c"])
        return DuplicateClusters(of: DataFrame(given), by: columns, on: pool).clusterOfRow
    }

    @Test func oneMailboxHoweverItIsWritten() {
        #expect(
            clusters(emails: [
                "Anna@Firma.de", "anna@firma.de", "Anna <anna@firma.de>", "anna+news@firma.de", "bert@firma.de", "",
                "anna.huber@gmail.com", "annahuber@googlemail.com", "an.na@firma.de", "none", "none",
            ]) == [0, 0, 0, 0, 1, 2, 3, 3, 4, 5, 6])
    }

    @Test func oneNumberHoweverItIsWritten() {
        #expect(
            clusters(phones: [
                "+49 30 901820", "0049 (0)30 901820", "030/901820", "030 901821", "", "000000", "000000",
                "+1 212 736 5000", "(212) 736-5000 ext. 3",
            ]) == [0, 0, 0, 1, 2, 3, 4, 5, 5])
    }

    @Test func oneNameAtOneCompany() {
        #expect(
            clusters(
                names: [
                    "Anna Müller", "Dr. Müller, Anna", "ANNA MUELLER", "Anna Müller", "Anna Müller", "Test Test",
                    "Test Test", "Anna", "Anna",
                ],
                companies: [
                    "Acme GmbH & Co. KG", "acme", "Acme Holding AG", "Other Inc.", "", "Acme", "Acme", "Acme", "Acme",
                ]) == [0, 0, 0, 1, 2, 3, 4, 5, 6])
    }

    @Test("Rows of one account are joined, and all who are joined with them") func accounts() {
        let mails = column("e", ["a@x.de", "b@x.de", "a@x.de", "c@x.de", "d@x.de", "e@x.de"])
        let people = DuplicateClusters(of: DataFrame([mails]), by: DuplicateColumns(emails: ["e"]), on: pool)
        #expect(people.clusterOfRow == [0, 1, 0, 2, 3, 4])
        let all = people.joined(by: [nil, 7, 7, nil, 5, 5])
        #expect(all.clusterOfRow == [0, 0, 0, 1, 2, 2] && all.count == 3 && all.duplicateCount == 3)
        #expect(people.joined(by: [nil, nil, nil, nil, nil, nil]) == people)
        // However many they are.
        let many = DuplicateClusters(
            of: DataFrame([column("e", (0..<100).map { "p\($0)@x.de" })]), by: DuplicateColumns(emails: ["e"]), on: pool
        )
        #expect(many.joined(by: [Int?](repeating: 1, count: 100)).count == 1)
    }

    @Test("What is joined by different keys is one cluster") func chains() {
        let found = clusters(
            emails: ["a@x.de", "b@x.de", "b@x.de", "c@x.de", "d@x.de"],
            phones: ["030 901820", "030 901820", "", "040 33445", "040 334455"])
        #expect(found == [0, 0, 0, 1, 2])
    }

    @Test("As a naive search for connected rows finds them, in any order of the rows") func laws() {
        var chance = SeededGenerator(seed: 8)
        let emails = (0..<300).map { _ in "p\(chance.nextIndex(below: 200))@x.de" }
        let phones = (0..<300).map { _ in "030 90\(10_000 + chance.nextIndex(below: 400) * 13)" }
        let found = clusters(emails: emails, phones: phones)
        var naive = Array(0..<300)
        var changes = true
        while changes {
            changes = false
            for a in 0..<300 {
                for b in 0..<a where emails[a] == emails[b] || phones[a] == phones[b] {
                    let low = min(naive[a], naive[b])
                    if naive[a] != naive[b] { changes = true }
                    (naive[a], naive[b]) = (low, low)
                }
            }
        }
        for a in 0..<300 {
            for b in 0..<a { #expect((found[a] == found[b]) == (naive[a] == naive[b])) }
        }
        let turned = clusters(emails: emails.reversed(), phones: phones.reversed())
        #expect(
            turned.indices.allSatisfy { a in
                turned.indices.allSatisfy { (turned[a] == turned[$0]) == (found[299 - a] == found[299 - $0]) }
            })
    }

    @Test func whatEverybodySharesJoinsNobody() {
        let many = DuplicateClusters(
            of: DataFrame([column("e", Array(repeating: "test@test.de", count: 26) + ["a@b.de", "a@b.de"])]),
            by: DuplicateColumns(emails: ["e"]), on: pool)
        #expect(many.count == 27 && many.ignoredKeys == 1 && many.duplicateCount == 1)
        let none = DuplicateClusters(of: DataFrame([], rowCount: 3), by: DuplicateColumns(), on: pool)
        #expect(none.clusterOfRow == [0, 1, 2] && none.duplicateCount == 0)
    }

    @Test func columnsAreFound() {
        let rows = 0..<60
        let frame = DataFrame([
            column("E-Mail", rows.map { "p\($0)@x.de" }), column("Telefon", rows.map { "030 90182\($0 + 10)" }),
            Column(name: "mobile", values: .number(rows.map { 4_917_112_345_678 + Double($0) })),
            column("Vorname", rows.map { ["Anna", "Bert", "Carla"][$0 % 3] }),
            column("Nachname", rows.map { ["Huber", "Maier", "Schmidt", "Vogel"][$0 % 4] }),
            column("Firma", rows.map { "Firma \($0 % 9)" }),
            column("company size", rows.map { "\($0 % 3)-\($0 % 3 + 5)" }),
            column("comment", rows.map { "text \($0)" }),
        ])
        #expect(
            DuplicateColumns.find(in: frame, on: pool)
                == DuplicateColumns(
                    emails: ["E-Mail"], phones: ["Telefon", "mobile"], names: ["Vorname", "Nachname"],
                    companies: ["Firma"]))
        #expect(DuplicateColumns(names: ["a"]).isEmpty && !DuplicateColumns(emails: ["a"]).isEmpty)
    }
}
