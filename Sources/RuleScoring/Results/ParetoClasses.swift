/// ABC analysis after Pareto (R-ABC-3): leads in falling order of their expected value, A until 80 % of the total, B until
/// 95 %, C the rest. The lead that crosses a bound belongs to the better class; equal values are put in order by id.
public enum ParetoClasses {
    public enum Class: String, Sendable, Hashable, CaseIterable {
        case a = "A"
        case b = "B"
        case c = "C"
    }

    /// One class per lead, in the order given. Values below zero count as zero; with no value at all everything is C.
    ///
    /// - Precondition: as many ids as values; values are not NaN.
    /// - Complexity: O(n log n).
    public static func classes(of values: [Double], ids: [String], a: Double = 0.8, b: Double = 0.95) -> [Class] {
        precondition(values.count == ids.count, "an id for every value")
        let worth = values.map { max($0, 0) }
        let total = worth.reduce(0, +)
        var classes = [Class](repeating: .c, count: values.count)
        guard total > 0 else { return classes }
        let order = worth.indices.sorted { left, right in
            worth[left] == worth[right] ? ids[left] < ids[right] : worth[left] > worth[right]
        }
        var before = 0.0
        for lead in order {
            classes[lead] = before < a * total ? .a : before < b * total ? .b : .c
            before += worth[lead]
        }
        return classes
    }
}
