import Evaluation
import Foundation
import LearningCore
import Testing

@testable import LeadScoring
@testable import Reporting

@Suite struct ModelReportPageTests {
    private func page(_ report: ModelReport) throws -> String { try PageRenderer.html.text(of: Page(report)) }

    /// A blend was once called a logistic regression, as whatever is not boosted trees.
    @Test func everyKindOfModelHasWordsOfItsOwn() {
        let words = ["logistic", "boosted", "blend", "segmented"].map(modelWords)
        #expect(Set(words).count == words.count)
    }

    /// The numbers of the page are those of `--json`, to the last digit shown.
    @Test func theTablesSayWhatTheJSONSays() throws {
        let report = try SampleReport.shared.get().report()
        let tables = HTMLTables(try page(report)).rows
        let json = try #require(
            JSONSerialization.jsonObject(with: try JSONEncoder().encode(report)) as? [String: Any])

        let slices = try #require((json["gains"] as? [String: Any])?["slices"] as? [[String: Any]])
        let deciles = try #require(tables["deciles-f1-t1"])
        #expect(deciles.count == 11 && slices.count == 10)
        for (row, slice) in zip(deciles.dropFirst(), slices) {
            expect(row, [0: slice["number"], 1: slice["rows"], 2: slice["won"], 3: slice["rate"], 5: slice["lift"]])
            expect(row, [6: slice["cumulativeCapture"]])
        }
        let metrics = try #require(json["metrics"] as? [String: [String: Double]])
        let figures = try #require(tables["ranking-t1"])
        #expect(figures.count == metrics.count + 1)
        for (row, estimate) in zip(figures.dropFirst(), report.evaluation.estimates) {
            expect(row, [1: metrics[estimate.name]?["value"]])
        }
        let capacity = try #require(json["capacity"] as? [[String: Any]])
        let worked = try #require(tables["capacity-t1"])
        #expect(worked.count == capacity.count + 1)
        for (row, line) in zip(worked.dropFirst(), capacity) {
            expect(row, [0: line["leads"], 1: line["share"], 2: line["won"], 3: line["random"], 4: line["rate"]])
            expect(row, [5: (line["capture"] as? [String: Any])?["value"]])
        }
        let bins = try #require((json["reliability"] as? [String: Any])?["bins"] as? [[String: Any]])
        for (row, bin) in zip(try #require(tables["calibration-f1-t1"]).dropFirst(), bins) {
            expect(row, [1: bin["meanProbability"], 2: bin["rows"], 3: bin["won"]])
        }
        let months = try #require((json["time"] as? [String: Any])?["parts"] as? [[String: Any]])
        #expect(months.count == 12)
        for (row, month) in zip(try #require(tables["time-f1-t1"]).dropFirst(), months) {
            #expect(row[0] == month["name"] as? String)
            expect(row, [1: month["rows"], 2: month["positives"], 5: month["expected"]])
        }
        let compared = try #require((json["model"] as? [String: Any])?["compared"] as? [[String: Any]])
        let models = try #require(tables["choice-t1"])
        #expect(models.count == compared.count + 1 && compared.count > 1)
        for (row, model) in zip(models.dropFirst(), compared) {
            let behind = model["behind"] as? [String: Any]
            expect(row, [1: (model["log_loss"] as? [String: Any])?["value"]])
            if let behind { expect(row, [3: behind["value"]]) }
            #expect((row[3] == "chosen") == (behind == nil))
        }
        #expect(models.count { $0[3] == "chosen" } == 1)
        let examples = try #require(json["examples"] as? [[String: Any]])
        for (row, lead) in zip(try #require(tables["examples-t1"]).dropFirst(), examples) {
            expect(row, [2: lead["score"], 4: lead["probability"]])
            #expect(row[5] == (lead["is_won"] as? Bool == true ? "won" : "lost"))
        }
    }

    /// A cell is the number rounded to the digits it shows.
    private func expect(_ row: [String], _ cells: [Int: Any?], at place: SourceLocation = #_sourceLocation) {
        for (column, value) in cells {
            guard let value = (value as? NSNumber)?.doubleValue, column < row.count,
                let shown = HTMLTables.number(row[column])
            else {
                Issue.record("no number in column \(column) of \(row)", sourceLocation: place)
                continue
            }
            let text = row[column].replacingOccurrences(of: "\u{A0}%", with: "")
            let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
            let unit = pow(10, -Double(decimals)) * (row[column].hasSuffix("%") ? 0.01 : 1)
            // Half a unit of the last digit, and as much again as rounding a half either way may take.
            #expect(abs(shown - value) <= unit * 0.5000001, "\(row) column \(column): \(value)", sourceLocation: place)
        }
    }

    @Test func thePageHasEverySectionInItsOrderAndNothingThatRuns() throws {
        let html = try page(try SampleReport.shared.get().report())
        let sections = html.components(separatedBy: "<section id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(
            sections == [
                "deciles", "capacity", "profit", "calibration", "ranking", "time", "segments", "drivers", "examples",
                "quality", "choice", "origin",
            ])
        #expect(html.contains("default-src 'none'"))
        for word in ["<script", "src=\"http", "href=\"http", "@import", "url(", " style=\"", " on", "{{"] {
            let count = html.components(separatedBy: word).count - 1
            // "on" occurs as a word; what must not occur is an attribute of that kind.
            if word == " on" {
                #expect(html.range(of: "<[^>]* on[a-z]+=", options: .regularExpression) == nil)
            } else {
                #expect(count == 0, "\(word)")
            }
        }
        #expect(html.utf8.count < 300_000)
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    }

    @Test func aHostileNameIsText() throws {
        let sample = try SampleReport.shared.get()
        var report = try sample.report()
        let template = try #require(report.examples.first)
        report.examples = SampleReport.hostileNames.map { name in
            ExampleLead(
                role: template.role, id: name, probability: 0.5, score: 50, grade: "B", isWon: true,
                reasons: [ExampleLead.Reason(field: name, value: name, contribution: 0.1)])
        }
        let html = try page(report)
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        for markup in ["<script", "<img", "</style><", "\" on", "\"\u{301} on", "\u{202E}"] {
            // Byte by byte, as a browser reads: to Swift a quote under an accent is no quote.
            #expect(Data(html.utf8).range(of: Data(markup.utf8)) == nil, "\(markup)")
        }
        // The names of partners are levels of a column, and come through the charts as well.
        #expect(html.contains("&lt;b&gt;partner&lt;/b&gt;") && !html.contains("<b>partner"))
        let markdown = try PageRenderer.markdown.text(of: Page(report, title: "a | b\n# c <i>"))
        #expect(markdown.contains("&#60;script&#62;") && !markdown.contains("<script"))
        #expect(markdown.hasPrefix("# a \\| b &#35; c &#60;i&#62;\n"))
        for line in markdown.split(separator: "\n") where line.hasPrefix("|") {
            #expect(line.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count > 1)
        }
    }

    @Test func theSameInputsGiveTheSameBytes() throws {
        let sample = try SampleReport.shared.get()
        let first = try page(try sample.report())
        for threads in [1, 3] {
            let report = try sample.report(on: WorkerPool(threadCount: threads))
            #expect(try page(report) == first)
            #expect(try PageRenderer.markdown.text(of: Page(report)) == PageRenderer.markdown.text(of: Page(report)))
        }
        let other = try page(try sample.report { $0.seed = 1 })
        #expect(other != first)
    }

    @Test func wrongRequestsAreNamed() throws {
        let sample = try SampleReport.shared.get()
        let code = { (change: (inout ModelReportRun.Request) -> Void) -> String? in
            do { _ = try sample.report(change) } catch let error as Diagnostic { return error.code } catch {
                return nil
            }
            return nil
        }
        #expect(code { $0.segment = "sorce" } == "E101")
        #expect(code { $0.cost = nil } == "E103")
        #expect(code { $0.value = -1 } == "E103")
        #expect(code { $0.source.path = "/nowhere.csv" } != nil)
        #expect(try sample.report { $0.segment = "source" }.segment?.isFound == false)
    }
}
