import Evaluation
import LearningCore

/// Closed leads ready to be learned from: read, held out, and with what gives the outcome away found on the training part.
struct PreparedLeads {
    let table: LeadTable
    let leads: ClosedLeads
    /// `nil` when nothing is held out.
    let split: Split?
    let gates: LeadGates

    /// - Throws: ``Diagnostic`` of reading, of too few leads, or of leads that cannot be held out.
    init(_ table: LeadTable, _ request: TrainingRequest, on pool: WorkerPool) throws(Diagnostic) {
        self.table = table
        let leads = try ClosedLeads(table, request, on: pool)
        self.leads = leads
        split = try request.holdout.map { fraction throws(Diagnostic) in
            try Diagnostic.translating { () throws(EvaluationError) in
                try leads.order.holdout(labels: leads.labels, fraction: fraction, seed: request.seed)
            }
        }
        gates = try LeadGates(leads, request, rows: split?.train, openFill: table.openFill(), on: pool)
    }

    init(_ request: TrainingRequest, on pool: WorkerPool) throws(Diagnostic) {
        try self.init(
            LeadTable.read(
                request.source, request.columns, mapping: request.mapping, history: request.history, on: pool),
            request, on: pool)
    }

    /// Of reading, and of columns that stay in doubt.
    var warnings: [String] { leads.warnings + gates.doubts }

    /// The leads learned from.
    var train: ClosedLeads { split.map { leads.selecting($0.train) } ?? leads }
}
