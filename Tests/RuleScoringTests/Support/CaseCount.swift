import Foundation

/// How many random cases a law is tried on: a thousand, or what LEADSCORE_CASES says; 10000 for a thorough run.
enum CaseCount {
    static let value = ProcessInfo.processInfo.environment["LEADSCORE_CASES"].flatMap(Int.init) ?? 1_000
}
