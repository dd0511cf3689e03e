public import Evaluation
import Foundation
import Tabular

/// What the leads are worth, what working them costs, and where to stop.
public struct ProfitAnalysis: Sendable, Codable, Equatable {
    public let costPerContact: Double
    /// What a win is worth; the mean of the won leads where a column says it.
    public let valuePerWin: Double
    /// A lead with a chance under this costs more than it brings: cost / value. Known before any lead is looked at.
    public let breakEvenChance: Double
    /// How many leads the model gives at least that chance, and what working them would have brought.
    public let leadsAboveBreakEven: Int
    public let profitAboveBreakEven: Double
    public let model: ProfitCurve
    public let rules: ProfitCurve

    private enum CodingKeys: String, CodingKey {
        case model, rules
        case costPerContact = "cost_per_contact"
        case valuePerWin = "value_per_win"
        case breakEvenChance = "break_even_chance"
        case leadsAboveBreakEven = "leads_above_break_even"
        case profitAboveBreakEven = "profit_above_break_even"
    }

    /// - Returns: `nil` without values, a cost, or a won lead that is worth something.
    init?(_ request: ComparisonRequest, _ leads: ComparedLeads, model: ScoredOutcomes, rules: ScoredOutcomes) {
        guard let cost = request.costPerContact else { return nil }
        let values: [Double]
        if let value = request.valuePerWin {
            values = leads.labels.map { _ in value }
        } else {
            guard let name = request.value, let column = leads.frame[name],
                case .number(let amounts) = column.values
            else { return nil }
            // A lead without a value brings nothing that is known.
            values = amounts.map { $0.isFinite ? $0 : 0 }
        }
        var worth = 0.0
        for (value, won) in zip(values, leads.labels) where won { worth += value }
        let wonCount = leads.labels.count { $0 }
        guard wonCount > 0, worth > 0 else { return nil }
        costPerContact = cost
        valuePerWin = worth / Double(wonCount)
        let chance = min(cost / valuePerWin, 1)
        breakEvenChance = chance
        let edge = chance < 1 ? log(chance / (1 - chance)) : .infinity
        let worked = leads.logOdds.indices.filter { leads.logOdds[$0] >= edge }
        leadsAboveBreakEven = worked.count
        profitAboveBreakEven = worked.reduce(0) { $0 + (leads.labels[$1] ? values[$1] : 0) - cost }
        self.model = ProfitCurve(of: model, values: values, costPerContact: cost)
        self.rules = ProfitCurve(of: rules, values: values, costPerContact: cost)
    }
}
