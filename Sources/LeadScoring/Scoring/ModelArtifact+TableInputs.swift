import FeatureExtraction
import ModelStorage
import Tabular

extension ModelArtifact {
    /// The columns of a table of leads that the model reads, each once: those its features are made of, then those that
    /// only its rules ask for; without columns that are computed.
    var tableInputs: [(name: String, type: ColumnType)] {
        let computed = madeColumns.union(rules?.features ?? [])
        let own = features.inputs.filter { !computed.contains($0.name) }
        let taken = computed.union(own.map(\.name))
        let asked = (rules?.columns ?? [:]).filter { !taken.contains($0.key) }.sorted { $0.key < $1.key }
        return own + asked.map { (name: $0.key, type: $0.value) }
    }
}
