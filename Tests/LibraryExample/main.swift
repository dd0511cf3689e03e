import Foundation
import LeadScoring
import LearningCore

// Which leads to learn from, and which to score.
let past = CommandLine.arguments[1]
let fresh = CommandLine.arguments[2]
let pool = WorkerPool()

do {
    // Learn from closed leads. A fifth of them is held out to judge the model, then it is fitted on all.
    var request = TrainingRequest(source: LeadSource(path: past), label: "y")
    request.columns.id = "id"
    request.model = .logistic
    let result = try TrainingRun(request, on: pool).run()
    for leak in result.report.leaks { print("left out:", leak.column) }
    if let auc = result.report.holdout?.report["roc_auc"] {
        print(String(format: "ROC AUC %.2f, 95 %% interval %.2f to %.2f", auc.value, auc.low, auc.high))
    }

    // Keep the model, and score new leads with it, in blocks: memory does not grow with the file.
    try ModelFiles.save(result.artifact, to: "bank.model")
    let model = try ModelFiles.load("bank.model")
    var hottest: [(id: String, lead: LeadScore)] = []
    let scoring = ScoringRun(model, source: LeadSource(path: fresh), reasons: 2, on: pool)
    let summary = try scoring.run(begin: { _, _ in }) { block in
        hottest += zip(block.ids, block.scores).map { (id: $0, lead: $1) }.filter { $0.lead.grade == .a }
    }
    print("scored \(summary.scored) leads, \(hottest.count) of grade A")
    for (id, lead) in hottest.prefix(3) {
        print("lead \(id): \(lead.score), because of \(lead.reasons.map(\.description).joined(separator: "; "))")
    }
} catch let problem as Diagnostic {
    // Says what, where and how to mend it, and never holds the content of a cell.
    print(problem)
    exit(problem.exitStatus)
}
