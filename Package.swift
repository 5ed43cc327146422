// swift-tools-version: 6.2
import PackageDescription

/// The modules, from the lowest to the highest; each names all that it may import.
///
/// This is the drawing of the architecture. `Tests/ArchitectureTests` holds the imports to it.
let modules: KeyValuePairs<String, [String]> = [
  "ExactStrings": [],
  "Files": [],
  "Letters": [],
  "Kernels": ["CKernels"],
  "Tensors": ["Kernels"],
  "Autograd": ["Tensors", "Kernels"],
  "Layers": ["Autograd", "Tensors", "Kernels"],
  "Audio": ["ExactStrings", "Files", "Tensors", "Kernels", "CSndfile", "CSoxr"],
  "Text": ["ExactStrings", "Files", "Letters"],
  "Hashing": ["CCrypto"],
  "Caching": ["Files", "Text", "Hashing", "Kernels"],
  "HuggingFace": ["ExactStrings", "Files", "Text", "Hashing", "CCurl"],
  "LanguageModels": ["Caching", "Files", "Text", "Hashing", "Kernels", "CZlib"],
  "Cancelling": [],
  "Recognizers": ["Autograd", "Cancelling", "Layers", "LanguageModels", "Tensors", "Text"],
  "Seq2Seq": [
    "ExactStrings", "Recognizers", "Cancelling", "Layers", "Autograd", "Text", "Tensors", "Kernels",
  ],
  "CTC": [
    "ExactStrings", "Cancelling", "Recognizers", "Layers", "Autograd", "LanguageModels", "Text",
    "Tensors", "Kernels",
  ],
  "Models": [
    "ExactStrings", "Recognizers", "Layers", "CTC", "Files", "Text", "Letters", "Audio", "Autograd",
    "Tensors",
    "Kernels",
  ],
  "Datasets": [
    "ExactStrings", "Audio", "Files", "Text", "Letters", "Hashing", "Caching", "Tensors",
  ],
  "Recognition": [
    "Audio", "CTC", "Cancelling", "Datasets", "Kernels", "Layers", "Models", "Recognizers",
    "Tensors",
  ],
  "Checkpoints": ["ExactStrings", "Models", "Text", "Hashing", "Tensors", "Kernels"],
  "Training": [
    "ExactStrings", "Checkpoints", "Models", "Recognizers", "Cancelling", "Datasets", "CTC",
    "Files", "Text", "Hashing", "Audio",
    "Layers",
    "Autograd", "Tensors", "Kernels",
  ],
  "Language": [],
  "Formatting": ["ExactStrings", "Language"],
  "Notebooks": ["ExactStrings", "Language", "Text"],
  "RegularExpressions": ["ExactStrings", "CPCRE2"],
  "Interpreter": ["ExactStrings", "Files", "Language", "RegularExpressions", "Letters"],
  "Checking": ["ExactStrings", "Files", "Interpreter", "Language", "Text"],
  "Runs": ["ExactStrings", "Files", "Interpreter", "Language", "Hashing", "Text", "CCmark"],
  "Display": ["ExactStrings", "Tensors"],
  "Drawing": ["Display", "Tensors", "CPango"],
  "Builtins": [
    "ExactStrings", "Interpreter", "Training", "Drawing", "Display", "Models", "Recognition",
    "Recognizers", "Cancelling", "Datasets", "CTC",
    "LanguageModels",
    "HuggingFace", "Caching", "Files",
    "Text", "Letters", "Audio", "Layers", "Autograd", "Tensors", "Kernels", "Language",
  ],
]

/// The C libraries: module name, pkg-config name (none if it is loaded when it is used), Debian package.
let systemLibraries: [(name: String, pkgConfig: String?, package: String)] = [
  ("CSndfile", "sndfile", "libsndfile1-dev"),
  ("CSoxr", "soxr", "libsoxr-dev"),
  ("CEdit", "libedit", "libedit-dev"),
  ("CCurl", "libcurl", "libcurl4-openssl-dev"),
  ("CCrypto", "libcrypto", "libssl-dev"),
  ("CZlib", "zlib", "zlib1g-dev"),
  ("CPCRE2", "libpcre2-8", "libpcre2-dev"),
  ("CCmark", "libcmark", "libcmark-dev"),
  ("CPango", nil, "libpango1.0-dev"),
]

/// The instruction set to build for: this machine's, unless `ASRSH_ARCH` names another.
let architecture = Context.environment["ASRSH_ARCH"] ?? "native"

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .unsafeFlags(["-Xcc", "-march=\(architecture)"]),
]

/// Settings of single modules besides those of all.
///
/// The interpreter's variables lie in classes, where every access is checked at run time not to overlap
/// another. The checks took a third of a loop's time; values are taken out and put in whole, so that no
/// access lasts while anything else runs.
let moduleSettings: [String: [SwiftSetting]] = [
  "Interpreter": [.unsafeFlags(["-enforce-exclusivity=unchecked"])]
]

let testedModules = modules.map(\.key) + ["asrsh"]

let package = Package(
  name: "asrsh",
  products: [.executable(name: "asrsh", targets: ["asrsh"])]
    + (modules.map(\.key) + ["RecipeTrials"]).map {
      .library(name: $0, targets: [$0])
    },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: systemLibraries.map {
    .systemLibrary(name: $0.name, pkgConfig: $0.pkgConfig, providers: [.apt([$0.package])])
  }
    + [
      // The sets of kernels carry their instruction sets themselves; the rest is for any processor.
      .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])])
    ]
    + modules.map { name, arrows in
      .target(
        name: name, dependencies: arrows.map { .byName(name: $0) },
        swiftSettings: settings + (moduleSettings[name] ?? []))
    }
    + [
      .executableTarget(
        name: "asrsh",
        dependencies: [
          "Builtins", "CEdit", "Caching", "Checking", "Checkpoints", "Display", "ExactStrings",
          "Files",
          "Formatting", "Interpreter",
          "Kernels",
          "Language", "Notebooks", "Runs", "Text",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: settings),
      .target(
        name: "TestSupport", dependencies: ["Autograd", "Layers", "Models", "Tensors", "Text"],
        path: "Tests/TestSupport",
        swiftSettings: settings),
      .target(
        name: "RecipeTrials",
        dependencies: [
          "Builtins", "Checking", "Formatting", "Interpreter", "Language", "TestSupport",
        ],
        path: "Tests/RecipeTrials",
        swiftSettings: settings),
      .executableTarget(
        name: "checkpoint-trial",
        dependencies: ["Checkpoints", "Hashing", "Models", "Tensors", "Text", "TestSupport"],
        path: "Tests/CheckpointTrial", swiftSettings: settings),
      .testTarget(
        name: "ArchitectureTests", path: "Tests/ArchitectureTests", swiftSettings: settings),
    ]
    + testedModules.map { name in
      .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name), "TestSupport"]
          + (name == "Builtins" ? ["RecipeTrials"] : [])
          + (name == "Checkpoints" ? ["checkpoint-trial"] : []),
        exclude: name == "Interpreter" ? ["Scripts"] : [],
        swiftSettings: settings)
    },
  swiftLanguageModes: [.v6]
)
