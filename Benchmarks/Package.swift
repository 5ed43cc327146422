// swift-tools-version: 6.2
import PackageDescription

/// The instruction set to build for, as in the package that is measured.
let architecture = Context.environment["ASRSH_ARCH"] ?? "native"

let package = Package(
  name: "asrsh-benchmarks",
  dependencies: [.package(name: "asrsh", path: "..")],
  targets: [
    .executableTarget(
      name: "asrsh-bench",
      dependencies: [
        .product(name: "Audio", package: "asrsh"),
        .product(name: "Autograd", package: "asrsh"),
        .product(name: "CTC", package: "asrsh"),
        .product(name: "Kernels", package: "asrsh"),
        .product(name: "Layers", package: "asrsh"),
        .product(name: "Tensors", package: "asrsh"),
        .product(name: "Training", package: "asrsh"),
      ],
      swiftSettings: [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .unsafeFlags(["-Xcc", "-march=\(architecture)"]),
      ])
  ],
  swiftLanguageModes: [.v6]
)
