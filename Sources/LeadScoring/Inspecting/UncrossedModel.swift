import FeatureExtraction
import LearningCore
import ModelStorage

/// A model as a function of the features before some are crossed: whoever changes a feature changes its crosses with it.
struct UncrossedModel: LogOddsFunction {
    let model: CalibratedModel
    let features: LeadFeatures

    init(_ artifact: ModelArtifact) {
        model = artifact.model
        features = artifact.features
    }

    var schema: FeatureSchema { features.ownSchema }

    func logOdds(of matrix: FeatureMatrix, on pool: WorkerPool) throws(LearningError) -> [Double] {
        try model.logOdds(of: features.crossed(matrix, on: pool), on: pool)
    }
}
