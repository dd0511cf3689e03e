// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "leadscore-benchmarks",
    dependencies: [.package(name: "leadscore", path: "../")],
    targets: [
        .executableTarget(
            name: "boost-bench", dependencies: [.product(name: "BoostedTrees", package: "leadscore")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
