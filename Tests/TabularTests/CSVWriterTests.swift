import Foundation
import LearningCore
import Testing

@testable import Tabular

@Suite struct CSVWriterTests {
    @Test func quotesOnlyWhatNeedsIt() throws {
        let text = try written { writer in
            for cell in ["plain", "a,b", "say \"x\"", "two\nlines", " blank", "", "ü"] { writer.append(cell) }
            try writer.endRow()
        }
        #expect(text == "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" blank\",,ü\n")
    }

    @Test func guardsWhatASpreadsheetWouldRun() throws {
        let cells = ["=1+1", "+49 170", "-x", "@here", "\tx", "a=b"]
        let guarded = try written { writer in
            for cell in cells { writer.append(cell) }
            writer.append(-1.5)
            try writer.endRow()
        }
        #expect(guarded == "'=1+1,'+49 170,'-x,'@here,\"'\tx\",a=b,-1.5\n")
        let plain = try written(guardsFormulas: false) { writer in
            for cell in cells { writer.append(cell) }
            try writer.endRow()
        }
        #expect(plain == "=1+1,+49 170,-x,@here,\"\tx\",a=b\n")
    }

    @Test func writesEveryKindOfCell() throws {
        let cells: [OutputCell] = [
            .absent, .number(1), .number(0.1), .number(-0.0), .number(1e300), .number(.nan), .integer(-42),
            .boolean(true),
            .date(1_706_696_430.5), .date(1_706_659_200), .text("x"),
        ]
        let text = try written { writer in
            for cell in cells { writer.append(cell) }
            try writer.endRow()
        }
        #expect(text == ",1,0.1,-0.0,1e+300,,-42,true,2024-01-31T10:20:30.5Z,2024-01-31,x\n")
    }

    /// An empty cell alone in its row must not look like a blank line.
    @Test func emptyRowsOfOneColumnSurvive() throws {
        let text = try written { writer in
            for cell in ["n", "a", "", "b"] {
                writer.append(cell)
                try writer.endRow()
            }
        }
        #expect(text == "n\na\n\"\"\nb\n")
    }

    @Test func aWriterGivenUpLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("out.csv", "old")
        do {
            var writer = try CSVWriter(.file(path))
            writer.append("new")
            try writer.endRow()
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        #expect(folder.names == ["out.csv"])
    }

    private func written(
        guardsFormulas: Bool = true, _ body: (inout CSVWriter) throws -> Void
    ) throws -> String {
        let folder = try TemporaryFolder()
        var writer = try CSVWriter(.file(folder.path("t.csv")), guardsFormulas: guardsFormulas)
        try body(&writer)
        try writer.finish()
        return try String(contentsOfFile: folder.path("t.csv"), encoding: .utf8)
    }
}
