import LearningCore
import LinearModels
import TestSupport
import Testing

@Suite struct NumericShapeTests {
    private let pool = WorkerPool(threadCount: 2)
    private let knots = [-1.5, -0.25, 0, 0.8, 3]

    private func spline() throws -> NaturalSpline {
        try NaturalSpline(transform: .identity, knots: knots, fills: [0.1, 0.2, 0.3])
    }

    /// The textbook's formula, without the care for large numbers.
    private func naiveBend(_ j: Int, _ u: Double) -> Double {
        let last = knots.count - 1
        let cube = { (x: Double) in x > 0 ? x * x * x : 0 }
        let d = { (i: Int) in (cube(u - knots[i]) - cube(u - knots[last])) / (knots[last] - knots[i]) }
        let span = knots[last] - knots[0]
        return (d(j) - d(last - 1)) / (span * span)
    }

    @Test func bendsAgreeWithTheTextbook() throws {
        let spline = try spline()
        for step in -200...400 {
            let u = Double(step) / 50
            for bend in 0..<3 { #expect(abs(spline.bend(bend, of: u) - naiveBend(bend, u)) < 1e-12 * max(1, abs(u))) }
        }
    }

    @Test func outsideTheKnotsBendsAreStraight() throws {
        let spline = try spline()
        for bend in 0..<3 {
            #expect(spline.bend(bend, of: -50) == 0)
            let (a, b, c) = (spline.bend(bend, of: 4), spline.bend(bend, of: 5), spline.bend(bend, of: 1e9))
            #expect(abs((c - a) / (1e9 - 4) - (b - a)) < 1e-9)
            #expect(spline.bend(bend, of: .greatestFiniteMagnitude).isFinite)
            #expect(spline.bend(bend, of: .nan) == spline.fills[bend])
        }
    }

    @Test func impossibleSplinesAreRefused() {
        for knots in [[0, 1], [0, 1, 1], [2, 1, 3], [0, 1, .infinity], [.nan, 0, 1]] as [[Double]] {
            #expect(throws: LearningError.self) {
                try NaturalSpline(transform: .identity, knots: knots, fills: [Double](repeating: 0, count: 1))
            }
        }
        #expect(throws: LearningError.self) { try NumericSteps(edges: []) }
        #expect(throws: LearningError.self) { try NumericSteps(edges: [1, 1]) }
        for (edges, weights) in [
            ([], [0, 1]), ([1, 1], [0, 1, 2, 3]), ([1, 2], [0, 1, 2]), ([1], [0, .nan, 1]), ([.infinity], [0, 1, 2]),
        ] as [([Double], [Double])] {
            #expect(throws: LearningError.self) { try NumericEvidence(edges: edges, weights: weights) }
        }
    }

    @Test func everyNumberIsInTheRangeItsEdgesSay() throws {
        let steps = try NumericSteps(edges: [-1, 0, 2.5])
        let found = [-7, -1, -0.5, 0, 1e-300, 2.5, 2.6, .infinity].map(steps.range(of:))
        #expect(found == [0, 0, 1, 1, 2, 2, 3, 3])
        #expect(steps.range(of: .nan) == -1)
    }

    @Test(arguments: ShapeExpansion.Kind.allCases)
    func theLawsHold(kind: ShapeExpansion.Kind) throws {
        try TrainerLaws(ShapedRegressionTrainer(kind), weightTolerance: 1e-8, contributionTolerance: 1e-9).checkAll()
    }

    /// A jump and then nothing: the log-odds only rise with the number, and are level on either side of the jump.
    @Test func aJumpIsFoundByEvidence() throws {
        var generator = SeededGenerator(seed: 4)
        let values = (0..<4_000).map { $0 % 10 == 0 ? Double.nan : 100 * generator.nextUniform() }
        let truth = values.map { $0.isNaN ? 1.0 : $0 > 30 ? 0.5 : -1.5 }
        let labels = truth.map { generator.nextUniform() < LogisticLoss.probability(logOdds: $0) }
        let schema = try FeatureSchema([Feature(name: "x", kind: .numeric)])
        let dataset = try Dataset(features: FeatureMatrix(schema: schema, columns: [.numeric(values)]), labels: labels)
        let model = try ShapedRegressionTrainer(.evidence).fitted(to: dataset, on: pool).model
        let grid = (0...100).map(Double.init) + [.nan]
        let found = try model.logOdds(of: FeatureMatrix(schema: schema, columns: [.numeric(grid)]), on: pool)
        #expect(zip(found.dropLast(), found.dropFirst().dropLast()).allSatisfy { $0 <= $1 })
        // A range holds a twentieth of the leads at least, so one may reach across the jump by that.
        for (value, logOdds) in zip(grid, found) where value.isNaN || (value - 30).magnitude > 6 {
            #expect(abs(logOdds - (value.isNaN ? 1 : value > 30 ? 0.5 : -1.5)) < 0.35, "\(value)")
        }
        #expect(model.expansion.expandedSchema == schema)
    }

    /// A U-shaped effect, which no straight line sees, nor anything else that goes one way.
    @Test(arguments: [ShapeExpansion.Kind.splines, .steps])
    func aCurveIsFound(kind: ShapeExpansion.Kind) throws {
        var generator = SeededGenerator(seed: 3)
        let values = (0..<4_000).map { _ in 6 * generator.nextUniform() - 3 }
        let labels = values.map { generator.nextUniform() < LogisticLoss.probability(logOdds: $0 * $0 - 3) }
        let schema = try FeatureSchema([Feature(name: "x", kind: .numeric)])
        let dataset = try Dataset(features: FeatureMatrix(schema: schema, columns: [.numeric(values)]), labels: labels)
        let truth = values.map { $0 * $0 - 3 }
        let error = { (model: any ProbabilisticClassifier) in
            zip(try model.logOdds(of: dataset.features, on: pool), truth).reduce(0) { $0 + abs($1.0 - $1.1) }
        }
        let straight = try LogisticRegressionTrainer().fitted(to: dataset, on: pool)
        let shaped = try ShapedRegressionTrainer(kind).fitted(to: dataset, on: pool)
        #expect(straight.report.trainingLoss > 0.65)
        #expect(shaped.report.trainingLoss < 0.5)
        #expect(try error(shaped.model) < error(straight.model) / 3)
    }
}
