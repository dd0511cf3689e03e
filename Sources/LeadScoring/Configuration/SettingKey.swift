/// The settings that can be given as a flag, as a `LEADSCORE_…` variable or in leadscore.yaml.
enum SettingKey: String, CaseIterable, Sendable {
    case label, won, lost
    case ignoreOutcome = "ignore-outcome"
    case id, time, group, segment, exclude
    case events, horizon
    case eventColumn = "event-column"
    case attributes, tables
    case attributeColumn = "attribute-column"
    case snapshotAge = "snapshot-age"
    case outcomeTime = "outcome-time"
    case allowLeak = "allow-leak"
    case allowSmall = "allow-small"
    case model, effort, trees, leaves
    case learningRate = "learning-rate"
    case validationMetric = "validation-metric"
    case grades, value, implicit, explicit
    case cross, monotone, interaction, seeds, holdout, split, seed, threads, rules

    /// Whether several values make sense.
    var isList: Bool {
        switch self {
        case .won, .lost, .ignoreOutcome, .exclude, .allowLeak, .monotone, .interaction, .cross, .snapshotAge,
            .eventColumn, .attributeColumn, .implicit, .explicit, .grades:
            true
        default: false
        }
    }

    /// `LEADSCORE_LEARNING_RATE`.
    var variable: String { "LEADSCORE_" + rawValue.uppercased().map { $0 == "-" ? "_" : $0 }.map(String.init).joined() }
}
