import LearningCore
import TestSupport
import Testing

@testable import BoostedTrees

/// The loops of `CWideVectors` against their twins in Swift: the same bytes, whatever the numbers.
@Suite(.enabled(if: WideVectors.areAvailable, "this processor has no AVX-512, so that only the twins in Swift run"))
struct WideVectorsTests {
    private let pool = WorkerPool(threadCount: 2)

    @Test(arguments: [0, 1, 2, 3, 7, 15, 16, 17, 100, 127, 128, 240, 253, 254])
    func binning(thresholds count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let thresholds = Set((0..<count).map { _ in generator.nextUniform() * 10 - 5 }).sorted()
        let special = [Double.nan, .infinity, -.infinity, 0, -0.0, .greatestFiniteMagnitude]
        let values =
            special + thresholds.flatMap { [$0.nextDown, $0, $0.nextUp] }
            + (0..<203).map { _ in generator.nextUniform() * 12 - 6 }
        let search = BinSearch(thresholds)
        func bins(wide: Bool) -> [UInt8] {
            let bins = WorkingMemory<UInt8>(repeating: 99, count: values.count)
            unsafe values.withUnsafeBufferPointer { values in
                unsafe search.bin(
                    values.baseAddress.unsafelyUnwrapped, count: values.count, into: bins.base, wide: wide)
            }
            return bins.array(values.count)
        }
        let counted = values.map { value in value.isNaN ? 0 : UInt8(1 + thresholds.count { $0 < value }) }
        #expect(bins(wide: true) == counted)
        #expect(bins(wide: false) == counted)
    }

    /// Numbers of every sign and kind, counts that do not fill eights.
    @Test(arguments: [0, 1, 7, 8, 9, 200, 203])
    func columns(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let special = [
            Double.nan, -.nan, .infinity, -.infinity, 0, -0.0, .greatestFiniteMagnitude, -.leastNonzeroMagnitude, 1, -1,
        ]
        let values = (0..<count).map { _ in
            let place = generator.nextIndex(below: 2 * special.count)
            return place < special.count ? special[place] : generator.nextUniform() * 4 - 2
        }
        #expect(ColumnKeys(values, wide: true) == ColumnKeys(values, wide: false))
        #expect(ColumnKeys(values, wide: true) == ColumnKeys(values, rows: (0..<Int32(count)).map { $0 }))
        for rows in [0..<count, count / 3..<count] {
            let seeds = rows.map { SplitMix64.mix(UInt64($0)) }
            var (wide, plain) = (seeds, seeds)
            ColumnHash.add(values, rows, to: &wide, wide: true)
            ColumnHash.add(values, rows, to: &plain, wide: false)
            #expect(wide == plain)
        }
    }

    /// Leaves by the dozen and more than the registers hold, rows that do not fill eights, validation rows behind them.
    @Test(arguments: [1, 2, 9, 16, 17, 31, 32, 33, 64, 65, 300], [1, 8, 1_003, 9_001])
    func gradients(leaves: Int, rows: Int) throws {
        var generator = SeededGenerator(seed: UInt64(leaves * 10_000 + rows))
        let values = (0..<leaves).map { leaf in (generator.nextUniform() - 0.5) * (leaf % 9 == 8 ? 90 : 3) }
        let labels = (0..<rows).map { _ in generator.nextUniform() < 0.4 }
        let leafOf = (0..<rows + 21).map { _ in UInt16(generator.nextIndex(below: leaves)) }
        let scores = (0..<rows + 21).map { _ in (generator.nextUniform() - 0.5) * 20 }
        let schema = try FeatureSchema([Feature(name: "x", kind: .numeric)])
        let matrix = try FeatureMatrix(schema: schema, columns: [.numeric(.init(repeating: 0, count: rows))])
        let dataset = try Dataset(features: matrix, labels: labels)
        func state(wide: Bool) -> (GradientState, GradientState.Totals) {
            let state = GradientState(labels: labels, weights: RowWeights(dataset), validationCount: 21, base: 0)
            for row in 0..<rows + 21 {
                unsafe state.leaves.base[row] = leafOf[row]
                unsafe state.scores.base[row] = scores[row]
            }
            let totals = state.advance(by: values, on: pool, wide: wide)
            let bound = Double(max(totals.rising, totals.falling)) * 0x1p-28
            let packing = PackedSums(
                counts: rows, slack: rows, gradientBound: bound, hessianBound: Double(totals.hessian) * 0x1p-28,
                countExponent: 0)
            state.pack(packing, on: pool, wide: wide)
            return (state, totals)
        }
        let (wide, wideTotals) = state(wide: true)
        let (plain, plainTotals) = state(wide: false)
        #expect(wideTotals == plainTotals)
        #expect(wide.scores.array(rows + 21).map(\.bitPattern) == plain.scores.array(rows + 21).map(\.bitPattern))
        #expect(wide.words.array(rows) == plain.words.array(rows))
        #expect(zip(wide.scores.array(rows + 21), zip(scores, leafOf)).allSatisfy { $0 == $1.0 + values[Int($1.1)] })
    }

    @Test(arguments: [1, 15, 16, 17, 1_000, 32_768, 32_769, 70_001])
    func partitions(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let (before, after) = (37, 41)
        let rowCount = 3 * (before + count + after)
        let bins = WorkingMemory<UInt8>((0..<rowCount).map { _ in UInt8(generator.nextIndex(below: 256)) }, padding: 0)
        var left = BinSet()
        for bin in 0..<256 where generator.nextUniform() < 0.3 { left.insert(bin) }
        let rows = (0..<rowCount / 3).map { Int32(3 * $0 + generator.nextIndex(below: 3)) }
        let range = before..<before + count
        func split(wide: Bool) -> (Int, [UInt32]) {
            let partition = RowPartition(capacity: rows.count, pool: pool)
            partition.reset(to: rows)
            let leftCount = unsafe partition.split(range, bins: bins.base, left: left, wide: wide)
            return (leftCount, partition.list(0..<rows.count))
        }
        let own = rows[range].map(UInt32.init)
        func goesLeft(_ row: UInt32) -> Bool { left.contains(Int(bins.array(rowCount)[Int(row)])) }
        let isLeft = own.map(goesLeft)
        let parted = zip(own, isLeft).filter(\.1).map(\.0) + zip(own, isLeft).filter { !$0.1 }.map(\.0)
        let expected = rows.prefix(before).map(UInt32.init) + parted + rows.suffix(after).map(UInt32.init)
        for wide in [true, false] {
            let (leftCount, list) = split(wide: wide)
            #expect(leftCount == isLeft.count { $0 })
            #expect(list == expected)
        }
    }

    /// Histograms of all kinds: with and without missing values, counted and not, with empty bins and with ties.
    @Test(arguments: 0..<300)
    func numericSplits(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let binCount = 2 + generator.nextIndex(below: 254)
        let (counted, hasMissing) = (seed % 2 == 0, seed % 3 != 0)
        let scarcity = generator.nextUniform()
        var sums: [(count: Int64, gradient: Double, hessian: Double)] = []
        for bin in 0..<binCount {
            let isEmpty = bin == 0 ? !hasMissing : generator.nextUniform() < scarcity
            let count = isEmpty ? 0 : 1 + generator.nextIndex(below: 30)
            // Few different gradients, so that cuts tie.
            let gradient = Double(generator.nextIndex(below: 5) - 2) / 8
            sums.append((Int64(count), Double(count) * gradient, Double(count) * 0.2))
        }
        let total = sums.reduce(into: (count: Int64(0), rising: 0.0, falling: 0.0, hessian: 0.0)) {
            $0.count += $1.count
            $0.rising += max($1.gradient, 0)
            $0.falling += max(-$1.gradient, 0)
            $0.hessian += $1.hessian
        }
        guard total.count > 0 else { return }
        let packing = PackedSums(
            counts: counted ? Int(total.count) : nil, slack: binCount, gradientBound: max(total.rising, total.falling),
            hessianBound: total.hessian, countExponent: 0)
        func steps(_ value: Double, _ exponent: Int) -> Int64 {
            Int64((value * Double(sign: .plus, exponent: exponent, significand: 1)).rounded())
        }
        let words = sums.map {
            packing.word(
                count: $0.count, gradient: steps($0.gradient, packing.gradientExponent),
                hessian: steps($0.hessian, packing.hessianExponent))
        }
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.minSamplesPerLeaf = [1, 5, 40][seed % 3]
        hyperparameters.minHessianPerLeaf = 0.01
        let data = LawfulData.dataset(rows: 100, seed: 1)
        let finder = SplitFinder(
            rules: SplitRules(packing: packing, weights: RowWeights(data), hyperparameters))
        let leaf = SplitFinder.Leaf(sums: words.reduce(0, &+), bounds: ValueBounds())
        func scan(wide: Bool, beating best: SplitCandidate) -> (Bool, SplitCandidate) {
            var candidate = best
            let canCut = unsafe words.withUnsafeBufferPointer { words in
                unsafe finder.scanNumeric(
                    words.baseAddress.unsafelyUnwrapped, binCount: binCount, view: 3, leaf: leaf, direction: 0,
                    into: &candidate, wide: wide)
            }
            return (canCut, candidate)
        }
        let (canCut, found) = scan(wide: false, beating: SplitCandidate())
        #expect(scan(wide: true, beating: SplitCandidate()) == (canCut, found))
        // A candidate that is as good stays, one a little worse goes.
        var rival = found
        rival.view = 1
        #expect(scan(wide: true, beating: rival) == scan(wide: false, beating: rival))
        rival.score = rival.score.nextDown
        #expect(scan(wide: true, beating: rival) == scan(wide: false, beating: rival))
    }

    @Test(arguments: [2, 9, 31, 32, 33, 64])
    func scores(leaves: Int) throws {
        var hyperparameters = GradientBoostingTrainer.Hyperparameters()
        hyperparameters.treeCount = 10
        hyperparameters.maxLeafCount = leaves
        hyperparameters.minSamplesPerLeaf = 3
        hyperparameters.categorical.minSamplesPerLevel = 1
        let data = LawfulData.dataset(rows: 2_000, seed: UInt64(leaves))
        let model = try GradientBoostingTrainer(hyperparameters).fitted(to: data, on: pool).model
        let matrix = LawfulData.dataset(rows: 333, seed: 5).features
        func scores(wide: Bool) throws -> [UInt64] {
            let planes = try #require(LeafPlanes(model.trees, wide: wide))
            let encoder = SplitCodes.Encoder(planes.codes, matrix.schema)
            return planes.score(matrix, rows: 7..<333, base: model.baseLogOdds, encoder).map(\.bitPattern)
        }
        #expect(try scores(wide: true) == scores(wide: false))
    }
}
