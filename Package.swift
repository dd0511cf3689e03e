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

let package = Package(
    name: "leadscore",
    products: [],
    targets: [
        .systemLibrary(name: "CBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        room("LearningCore"),
        room("LinearAlgebra", ["LearningCore", "CBLAS", "CLAPACKE"]),
        room("Tabular", ["LearningCore", "CZlib"]),
        room("LinearModels", ["LearningCore", "LinearAlgebra"]),
        room("BoostedTrees", ["LearningCore"]),
        room("Evaluation", ["LearningCore"]),
        .target(
            name: "TestSupport", dependencies: ["LearningCore"], path: "Tests/TestSupport", swiftSettings: settings),
        tests("LearningCore", ["TestSupport"]),
        tests("LinearAlgebra", ["LearningCore", "TestSupport"]),
        tests("Tabular", ["LearningCore", "TestSupport"], resources: [.copy("Quirks")]),
        tests("LinearModels", ["LearningCore", "TestSupport"], resources: [.copy("Golden")]),
        tests("BoostedTrees", ["LearningCore", "TestSupport"], resources: [.copy("Golden")]),
        tests("Evaluation", ["LearningCore", "TestSupport"], resources: [.copy("Golden")]),
    ]
)
