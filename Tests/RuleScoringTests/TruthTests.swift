import Testing

@testable import RuleScoring

@Suite struct TruthTests {
    /// Kleene's tables, written out: no, unknown, yes against no, unknown, yes.
    @Test func tables() {
        let values: [Truth] = [.no, .unknown, .yes]
        let and: [[Truth]] = [[.no, .no, .no], [.no, .unknown, .unknown], [.no, .unknown, .yes]]
        let or: [[Truth]] = [[.no, .unknown, .yes], [.unknown, .unknown, .yes], [.yes, .yes, .yes]]
        for (row, left) in values.enumerated() {
            for (column, right) in values.enumerated() {
                #expect(left.and(right) == and[row][column])
                #expect(left.or(right) == or[row][column])
            }
        }
        #expect(values.map(\.not) == [.yes, .unknown, .no])
    }

    /// "At least n of" is the disjunction of all choices of n, in three values, for every choice of three statements.
    @Test func atLeastIsTheDisjunctionOfConjunctions() {
        for a in Truth.allCases {
            for b in Truth.allCases {
                for c in Truth.allCases {
                    let all = [a, b, c]
                    let pairs = a.and(b).or(a.and(c)).or(b.and(c))
                    let expected = [a.or(b).or(c), pairs, a.and(b).and(c)]
                    for needed in 1...3 {
                        let found = Truth.atLeast(
                            needed, yes: all.count { $0 == .yes }, unknown: all.count { $0 == .unknown })
                        #expect(found == expected[needed - 1])
                    }
                }
            }
        }
    }
}
