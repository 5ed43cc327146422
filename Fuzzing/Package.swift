// swift-tools-version: 6.2
import PackageDescription

/// The instruction set to build for, as in the package that is tested.
let architecture = Context.environment["ASRSH_ARCH"] ?? "native"

/// What is fed with bytes: a program each. `run.sh` builds and runs them.
let targets = ["fuzz-safetensors", "fuzz-zip", "fuzz-pickle", "fuzz-language"]

let package = Package(
  name: "asrsh-fuzzing",
  dependencies: [.package(name: "asrsh", path: "..")],
  targets: targets.map { name in
    .executableTarget(
      name: name,
      dependencies: ["Interpreter", "Kernels", "Models", "RecipeTrials", "Tensors"].map {
        .product(name: $0, package: "asrsh")
      },
      swiftSettings: [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        // libFuzzer has the main function.
        .unsafeFlags(["-parse-as-library", "-Xcc", "-march=\(architecture)"]),
      ])
  },
  swiftLanguageModes: [.v6]
)
