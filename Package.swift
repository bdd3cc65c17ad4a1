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

/// No pointers, and nothing that goes around a check: what does is marked with `unsafe`, or the compiler refuses it. The other modules
/// stand for the machine, or have the hot path.
let safe = strict + [SwiftSetting.strictMemorySafety()]

/// The hot path is optimised in every build, and as a whole, so that a build for debugging searches at full speed too.
let hot: [SwiftSetting] = [
  .unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))
]

/// What tests repeat for thousands of programs: the way from a text to a ground program, and the oracles. It is optimised where
/// `QUIESCE_OPTIMISE` is set, for one build of product and tests; the rest takes longer to optimise than it would save.
let warm: [SwiftSetting] = Context.environment["QUIESCE_OPTIMISE"] == nil ? [] : hot

/// What the command does but once, or hands on at once, takes longer to optimise than that would ever save.
let brief: [SwiftSetting] = [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// Commands that are optimised have Swift's libraries in them: what they do most often, counting references, is then one jump less away,
/// which is 7 % of the time in which `quiesce check` checks `Models/`.
let runtime: [LinkerSetting] = [
  .unsafeFlags(
    ["-static-stdlib", "-l_FoundationCShims", "-l_FoundationCollections"], .when(configuration: .release))
]

/// What language and programs stand on: the machine, and what a checked model means.
let model: [Target.Dependency] = ["QuiesceSystem", "QuiesceModel"]

/// What leads from a text to an outcome, and runs as values.
let engine: [Target.Dependency] =
  model + ["QuiesceLanguage", "QuiesceProgram", "QuiesceRuns", "QuiesceLowering", "QuiesceNative", "QuiesceSearch"]

let package = Package(
  name: "quiesce",
  products: [
    .executable(name: "quiesce", targets: ["quiesce"]),
    .executable(name: "quiesce-benchmark", targets: ["quiesce-benchmark"]),
  ],
  targets: [
    .target(name: "QuiesceSystem", swiftSettings: strict + warm),
    .target(name: "QuiesceNative", dependencies: ["QuiesceSystem"], swiftSettings: strict),
    .target(name: "QuiesceModel", dependencies: ["QuiesceSystem"], swiftSettings: safe + warm),
    .target(name: "QuiesceLanguage", dependencies: model, swiftSettings: safe + warm),
    .target(name: "QuiesceProgram", dependencies: model, swiftSettings: safe + warm),
    .target(
      name: "QuiesceRuns", dependencies: model + ["QuiesceLanguage", "QuiesceProgram"], swiftSettings: safe),
    .target(
      name: "QuiesceLowering", dependencies: model + ["QuiesceLanguage", "QuiesceProgram"],
      swiftSettings: safe + warm),
    .target(
      name: "QuiesceSearch", dependencies: model + ["QuiesceProgram", "QuiesceNative", "CCacheLine"],
      swiftSettings: strict + hot),
    .systemLibrary(name: "CCacheLine"),
    .target(
      name: "QuiesceExport", dependencies: model + ["QuiesceProgram", "QuiesceNative", "QuiesceSearch"],
      swiftSettings: safe + brief),
    .target(name: "QuiesceChecks", dependencies: engine, swiftSettings: strict),
    .target(
      name: "QuiesceReport", dependencies: model + ["QuiesceLanguage", "QuiesceProgram", "QuiesceRuns"],
      swiftSettings: safe + brief),
    .executableTarget(
      name: "quiesce", dependencies: engine + ["QuiesceExport", "QuiesceChecks", "QuiesceReport"],
      swiftSettings: strict + brief, linkerSettings: runtime, plugins: ["CommitPlugin"]),
    .plugin(name: "CommitPlugin", capability: .buildTool()),
    .executableTarget(
      name: "quiesce-benchmark", dependencies: engine + ["QuiesceExport"], swiftSettings: strict,
      linkerSettings: runtime),
    .target(
      name: "QuiesceTestSupport", dependencies: engine + ["QuiesceExport", "QuiesceChecks"],
      path: "Tests/QuiesceTestSupport",
      swiftSettings: strict + warm),
    .testTarget(
      name: "QuiesceLanguageTests", dependencies: model + ["QuiesceLanguage", "QuiesceTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QuiesceEngineTests",
      dependencies: engine + ["QuiesceExport", "QuiesceChecks", "QuiesceReport", "QuiesceTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "QuiesceCommandTests",
      dependencies: engine + [
        "QuiesceExport", "QuiesceChecks", "QuiesceReport", "quiesce", "quiesce-benchmark", "QuiesceTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "QuiesceBenchmarkTests",
      dependencies: model + ["QuiesceLanguage", "QuiesceProgram", "quiesce-benchmark", "QuiesceTestSupport"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
