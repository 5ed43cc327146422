// swift-tools-version: 6.2
import PackageDescription

/// The instruction set to build for, as in the package that is measured.
let architecture = Context.environment["ASRSH_ARCH"] ?? "native"

/// The modules whose work is measured.
let measured = [
  "Audio", "Autograd", "Caching", "CTC", "Kernels", "LanguageModels", "Layers", "Models", "Seq2Seq",
  "Tensors", "Text", "Training",
]

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-Xcc", "-march=\(architecture)"]),
]

let package = Package(
  name: "asrsh-benchmarks",
  dependencies: [
    .package(name: "asrsh", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(
      name: "Jobs", dependencies: measured.map { .product(name: $0, package: "asrsh") },
      swiftSettings: settings),
    .executableTarget(name: "asrsh-bench", dependencies: ["Jobs"], swiftSettings: settings),
    .executableTarget(
      name: "engine",
      dependencies: ["Jobs", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/engine", swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
