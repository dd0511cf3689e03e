public import BoostedTrees
public import FeatureExtraction
public import ModelStorage

/// Which kind of model to train.
public enum ModelChoice: String, Sendable, CaseIterable {
    /// Chosen among all by cross-validation, a blend of them included.
    case auto
    case logistic
    case boosted
}

/// How much to try.
public enum Effort: String, Sendable, CaseIterable {
    case quick, standard, thorough

    /// Folds of the cross-validation that chooses.
    var foldCount: Int {
        switch self {
        case .quick: 3
        case .standard: 5
        case .thorough: 10
        }
    }
}

/// How leads are held out for the evaluation.
public enum SplitChoice: String, Sendable, CaseIterable {
    /// By time if there is one, else by group if there is one, else at random.
    case auto
    /// The newest. Without a time column the order of the file, oldest first.
    case time
    case random
}

/// Everything a training run is told. Two runs with equal requests on equal files give equal models.
public struct TrainingRequest: Sendable {
    public var source: LeadSource
    public var columns: LeadTable.Columns
    public var mapping = LabelMapping()
    /// At which times to look at the leads; by default at the table as it stands.
    public var history = HistoryRequest()
    /// The words that normalisers know (see ``NormaliserTables``).
    public var tables = NormaliserTables.standard
    /// Which features to make of events. Types that end a case are left out besides.
    public var eventFeatures = EventFeatureRecipe()
    /// Columns kept though the leak gate would leave them out.
    public var allowedLeaks: [String] = []
    public var allowSmall = false
    public var model = ModelChoice.auto
    public var effort = Effort.standard
    /// Boosted trees: a fixed number of trees; `nil` to find it by cross-validation.
    public var treeCount: Int?
    /// Boosted trees: what decides how many trees are best where `treeCount` does not say. Kinds of models are compared by log
    /// loss whatever it is.
    public var validationMetric = GradientBoostingTrainer.ValidationMetric.logLoss
    public var leafCount: Int?
    public var learningRate: Double?
    /// By column: `true` for a log-odds that may only rise with it, `false` for one that may only fall.
    public var monotone: [String: Bool] = [:]
    /// Groups of columns, or types of events, that may act together: no other pair of columns then may. Any may without a
    /// group. A name with commas that no column has is taken for several.
    public var interactions: [[String]] = []
    /// Boosted trees: forests with seeds of their own, 1…100, whose log-odds are averaged.
    public var seedCount = 1
    /// The share of leads held out, in (0, 1); `nil` for none.
    public var holdout: Double? = 0.2
    public var split = SplitChoice.auto
    public var seed: UInt64 = 0
    /// Features to take together.
    public var crosses: [FeaturePair] = []
    /// A rule file whose points are to be learned from as well.
    public var rules: String?

    /// Where a configuration file names a type of event, for messages.
    var eventTypeLocations: [String: String] = [:]
    /// The letters that scores get.
    public var grades = GradeBands.standard
    /// The column that says what a lead is worth if it is won; never a feature.
    public var value: String?
    /// By column: `true` for what leads did, `false` for what they said; by the names otherwise.
    public var implicit: [String: Bool] = [:]

    public init(source: LeadSource, label: String) {
        self.source = source
        columns = LeadTable.Columns(label: label)
    }
}
