// swift-tools-version: 6.2
import PackageDescription

/// What every target is compiled with: the language mode of Swift 6, warnings as errors, and the upcoming features
/// that make an existential, an import and a member's origin visible where they are used.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "quiesce",
  products: [
    .executable(name: "quiesce", targets: ["quiesce"]),
    .executable(name: "quiesce-benchmark", targets: ["quiesce-benchmark"]),
  ],
  targets: [
    .target(name: "QuiesceLanguage", swiftSettings: strict),
    .target(name: "QuiesceEngine", dependencies: ["QuiesceLanguage"], swiftSettings: strict),
    .target(
      name: "QuiesceReport", dependencies: ["QuiesceLanguage", "QuiesceEngine"], swiftSettings: strict),
    .executableTarget(
      name: "quiesce", dependencies: ["QuiesceLanguage", "QuiesceEngine", "QuiesceReport"],
      swiftSettings: strict, plugins: ["CommitPlugin"]),
    .plugin(name: "CommitPlugin", capability: .buildTool()),
    .executableTarget(
      name: "quiesce-benchmark", dependencies: ["QuiesceLanguage", "QuiesceEngine"],
      swiftSettings: strict),
    .target(
      name: "QuiesceTestSupport", dependencies: ["QuiesceLanguage", "QuiesceEngine"],
      path: "Tests/QuiesceTestSupport", swiftSettings: strict),
    .testTarget(
      name: "QuiesceLanguageTests", dependencies: ["QuiesceLanguage", "QuiesceTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QuiesceEngineTests",
      dependencies: ["QuiesceLanguage", "QuiesceEngine", "QuiesceTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QuiesceCommandTests",
      dependencies: ["QuiesceLanguage", "QuiesceEngine", "QuiesceReport", "quiesce", "QuiesceTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QuiesceBenchmarkTests", dependencies: ["quiesce-benchmark", "QuiesceTestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
