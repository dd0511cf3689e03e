import LearningCore
import ModelStorage

extension ReasonRates {
    /// Counts the training leads, feature by feature.
    ///
    /// Bins are cut at the tenths of up to 20,000 leads that lie evenly in the data; a value that many leads share is a
    /// bin of its own. Complexity: O(leads × features), in parallel over features.
    init(of dataset: Dataset, on pool: WorkerPool) {
        let columns = dataset.features.columns
        let features = dataset.features.schema.features
        self.init(
            tables: pool.map(columns.count) { place in
                switch columns[place] {
                case .numeric(let values): Self.table(values, labels: dataset.labels)
                case .categorical(let codes):
                    Self.table(codes, levels: features[place].levelCount ?? 0, labels: dataset.labels)
                }
            })
    }

    private static func table(_ values: [Double], labels: [Bool]) -> Table {
        let step = max(1, values.count / 20_000)
        let seen = stride(from: 0, to: values.count, by: step).map { values[$0] }.filter { !$0.isNaN }.sorted()
        var cuts: [Double] = []
        for tenth in 1..<binCount where !seen.isEmpty {
            let cut = seen[min(tenth * seen.count / binCount, seen.count - 1)]
            if cut > cuts.last ?? seen[0] { cuts.append(cut) }
        }
        let isWhole = values.allSatisfy { $0.isNaN || ($0 == $0.rounded() && abs($0) < 1e15) }
        let empty = Table(cuts: cuts, isWhole: isWhole, leads: [Int](repeating: 0, count: cuts.count + 2), won: [])
        return counted(empty, rows: values.count, labels: labels) { empty.entry(of: values[$0]) }
    }

    private static func table(_ codes: [Int32], levels: Int, labels: [Bool]) -> Table {
        let empty = Table(cuts: [], isWhole: false, leads: [Int](repeating: 0, count: levels + 1), won: [])
        return counted(empty, rows: codes.count, labels: labels) { empty.entry(of: codes[$0]) }
    }

    private static func counted(_ empty: Table, rows: Int, labels: [Bool], entry: (Int) -> Int) -> Table {
        var leads = empty.leads
        var won = empty.leads
        for row in 0..<rows {
            let entry = entry(row)
            leads[entry] += 1
            if labels[row] { won[entry] += 1 }
        }
        return Table(cuts: empty.cuts, isWhole: empty.isWhole, leads: leads, won: won)
    }
}
