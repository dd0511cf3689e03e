// swift-tools-version: 6.2
import PackageDescription

/// One settings array for every Swift target, so that a room cannot quietly be laxer than its neighbours.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
]

/// A room of the house: a library target with the arrows it may follow.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a room, in the folder of the same name.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, resources: resources,
        swiftSettings: settings)
}

/// The rule files that `leadscore rules new` writes.
let starters = [
    "b2b-de", "b2b-en", "b2c", "saas-trial", "matrix", "bant", "meddic", "funnel", "textbook",
]

let package = Package(
    name: "leadscore",
    products: [
        // The façade and the rooms whose types it speaks in, so that a user may import those as well.
        .library(
            name: "LeadScoring",
            targets: [
                "LeadScoring", "ModelStorage", "FeatureExtraction", "LeadHistory", "Tabular", "LinearModels",
                "BoostedTrees", "Calibration", "Evaluation", "RuleScoring", "LearningCore",
            ]),
        // The points engine alone, which needs no BLAS.
        .library(name: "RuleScoring", targets: ["RuleScoring", "LeadHistory", "Tabular", "LearningCore"]),
        // The trees alone, which need no BLAS.
        .library(name: "BoostedTrees", targets: ["BoostedTrees", "LearningCore"]),
        .executable(name: "leadscore", targets: ["leadscore"]),
    ],
    dependencies: [
        // Options, help and shell completions of the tool, kept by the Swift project itself.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // YAML whose nodes know line and column, so that a message can point at the place.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        // Templates of the report's page. Without dependencies and 3 s to build for release; Stencil brings two packages
        // and twice the code for what one page does not need (filters, inheritance, tags of one's own).
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .systemLibrary(name: "CBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CWideVectors"),
        room("LearningCore"),
        room("LinearAlgebra", ["LearningCore", "CBLAS", "CLAPACKE"]),
        room("Tabular", ["LearningCore", "CZlib", "CPrefetch"]),
        room("LinearModels", ["LearningCore", "LinearAlgebra", "CPrefetch"]),
        room("BoostedTrees", ["LearningCore", "CPrefetch", "CWideVectors"]),
        room("Evaluation", ["LearningCore"]),
        room("LeadHistory", ["LearningCore", "Tabular"]),
        room("FeatureExtraction", ["LearningCore", "Tabular", "LeadHistory"]),
        // The points engine, which reads its rules from YAML.
        .target(
            name: "RuleScoring", dependencies: ["LearningCore", "Tabular", "LeadHistory", "Yams"],
            // In the code, not in a bundle beside it: the tool stays one file.
            resources: starters.map { .embedInCode("Starters/\($0).yaml") }, swiftSettings: settings),
        room(
            "ModelStorage",
            [
                "LearningCore", "Tabular", "LeadHistory", "FeatureExtraction", "LinearModels", "BoostedTrees",
                "Calibration", "CZlib",
            ]),
        room(
            "LeadScoring",
            [
                "ModelStorage", "LearningCore", "Tabular", "LeadHistory", "FeatureExtraction", "LinearAlgebra",
                "LinearModels", "BoostedTrees", "Calibration", "Evaluation", "RuleScoring", "Yams",
            ]),
        room("Reporting", ["LeadScoring", "Evaluation", .product(name: "Mustache", package: "swift-mustache")]),
        .executableTarget(
            name: "leadscore",
            dependencies: [
                "LeadScoring", "Reporting", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        room("Calibration", ["LearningCore"]),
        .target(
            name: "TestSupport", dependencies: ["LearningCore"], path: "Tests/TestSupport", swiftSettings: settings),
        tests("LearningCore", ["TestSupport"]),
        tests("LinearAlgebra", ["LearningCore", "TestSupport"]),
        tests("Tabular", ["LearningCore", "TestSupport"], resources: [.copy("Quirks")]),
        tests("LeadHistory", ["LearningCore", "Tabular"]),
        tests("RuleScoring", ["LearningCore", "Tabular", "LeadHistory"], resources: [.copy("Broken")]),
        tests(
            "FeatureExtraction", ["LearningCore", "Tabular", "LeadHistory", "TestSupport"],
            resources: [.copy("Normalisers/Examples"), .copy("SQL/databases.py")]),
        tests("LinearModels", ["LearningCore", "LinearAlgebra", "TestSupport"], resources: [.copy("Golden")]),
        tests("BoostedTrees", ["LearningCore", "TestSupport"], resources: [.copy("Golden")]),
        tests("Evaluation", ["LearningCore", "TestSupport"], resources: [.copy("Golden")]),
        tests(
            "ModelStorage",
            [
                "LearningCore", "Tabular", "FeatureExtraction", "LinearModels", "BoostedTrees", "Calibration",
                "TestSupport",
            ],
            resources: [.copy("Released")]),
        // The program that README.md shows, with no more settings than a user's package has; a test runs it and holds the
        // two texts against each other.
        .executableTarget(
            name: "library-example", dependencies: ["LeadScoring", "LearningCore"], path: "Tests/LibraryExample",
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["leadscore", "library-example", "LearningCore", "BoostedTrees", "LinearModels"],
            exclude: ["Interop"], swiftSettings: settings),
        tests(
            "LeadScoring",
            [
                "LearningCore", "Tabular", "FeatureExtraction", "LinearModels", "BoostedTrees", "Calibration",
                "Evaluation", "ModelStorage", "RuleScoring", "TestSupport",
            ]),
        tests("Reporting", ["LeadScoring", "Evaluation", "LearningCore"], resources: [.copy("Browser")]),
        tests("Calibration", ["LearningCore", "TestSupport"], resources: [.copy("Golden")]),
    ]
)
