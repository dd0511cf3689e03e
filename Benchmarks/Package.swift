// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "leadscore-benchmarks",
    dependencies: [
        .package(name: "leadscore", path: "../"),
        // Without its traits: they replace malloc and the runtime's reference counting, which we do not count.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        // `make bench`. The plugin wants the folder above its sources to be called Benchmarks, as this one is.
        .executableTarget(
            name: "KernelBenchmarks",
            dependencies: [
                .product(name: "LeadScoring", package: "leadscore"), .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "KernelBenchmarks", swiftSettings: [.swiftLanguageMode(.v6)],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        // Tables that peers read too.
        .target(
            name: "BenchData", dependencies: [.product(name: "BoostedTrees", package: "leadscore")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "boost-bench", dependencies: ["BenchData", .product(name: "BoostedTrees", package: "leadscore")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "linear-bench", dependencies: ["BenchData", .product(name: "LeadScoring", package: "leadscore")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "event-bench", dependencies: [.product(name: "LeadScoring", package: "leadscore")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
