/// The rule that strings which stand for data are compared by their code points.
///
/// Swift's `==`, its `Dictionary` and its `Set` take strings that look the same for one: the ohm sign and
/// the Greek omega, `é` as one code point and as two. A column, a letter or a file is lost that way. So
/// the modules that hold data have `ExactString` for keys, and look names up by `firstExactIndex(of:)`
/// and `containsExactly(_:)`.
enum ExactNames {
  /// The modules that hold data.
  static let modules: Set = [
    "Text", "Datasets", "LanguageModels", "CTC", "Models", "Training", "Checkpoints", "Caching",
    "HuggingFace", "Runs", "RegularExpressions", "Interpreter", "Checking", "Builtins", "Display",
  ]

  /// Why a file may have a dictionary or a set of plain strings.
  enum Reason: String {
    /// What is written in this program, in letters of ASCII that nothing else looks like.
    case ours = "names that this program gives"
    /// The names of variables, parameters and functions: one that looks the same is the same.
    case ofRecipes = "names in a recipe"
    /// Variables of the environment, and fields of HTTP.
    case ofSystem = "names that the system gives"
    /// Strings that look the same are to be one here.
    case looks = "how names look"
    /// The set holds `ExactString`.
    case isExact = "a set of exact strings"
  }

  /// The files that may.
  static let exceptions: [String: Reason] = [
    "Sources/Builtins/SelfSupervisedBuiltins.swift": .ours,
    "Sources/Caching/ContentCache.swift": .ofSystem,
    "Sources/Checking/BuiltinCall.swift": .ours,
    "Sources/Checking/Checker.swift": .ofRecipes,
    "Sources/Checking/RecipeNames.swift": .ofRecipes,
    "Sources/Checking/RecipeWalk.swift": .ofRecipes,
    "Sources/Checking/RecipeWalk+Functions.swift": .ofRecipes,
    "Sources/Checking/RecipeWalk+Imports.swift": .ofRecipes,
    "Sources/Checking/RecipeWalk+Unused.swift": .ofRecipes,
    "Sources/Checking/Scope.swift": .ofRecipes,
    "Sources/Checking/StaticType+Refusal.swift": .ours,
    "Sources/Checking/StaticType+Results.swift": .ours,
    "Sources/Datasets/Readers/FolderReader.swift": .ours,
    "Sources/Datasets/RecordingNames.swift": .looks,
    "Sources/Display/ModelSummary+Blocks.swift": .ours,
    "Sources/Display/Terminal.swift": .ofSystem,
    "Sources/HuggingFace/Hub.swift": .ofSystem,
    "Sources/HuggingFace/HubSettings.swift": .ofSystem,
    "Sources/HuggingFace/NetworkSettings.swift": .ofSystem,
    "Sources/HuggingFace/Request.swift": .ofSystem,
    "Sources/HuggingFace/SnapshotDownload.swift": .isExact,
    "Sources/Interpreter/Arguments+Functions.swift": .ofRecipes,
    "Sources/Interpreter/FunctionCode.swift": .ofRecipes,
    "Sources/Interpreter/FunctionImage.swift": .ofRecipes,
    "Sources/Interpreter/FunctionScope.swift": .ofRecipes,
    "Sources/Interpreter/Globals.swift": .ofRecipes,
    "Sources/Interpreter/ImageMaker.swift": .ofRecipes,
    "Sources/Interpreter/ParameterValues.swift": .ofRecipes,
    "Sources/Interpreter/Registry.swift": .ours,
    "Sources/Interpreter/Session+Running.swift": .ofRecipes,
    "Sources/Models/Checkpoint+Saving.swift": .isExact,
    "Sources/Models/CheckpointFolder.swift": .isExact,
    "Sources/Models/CheckpointHead.swift": .isExact,
    "Sources/Models/PickleGlobal.swift": .ours,
    "Sources/Models/SpeechModel.swift": .ours,
    "Sources/Models/Wav2Vec2.swift": .ours,
    "Sources/Runs/RunRecorder.swift": .ofRecipes,
    "Sources/Runs/Surroundings.swift": .ofSystem,
    "Sources/Text/EnglishNormalizer.swift": .ours,
    "Sources/Text/EnglishNormalizer+Contractions.swift": .ours,
    "Sources/Text/EnglishNormalizer+Numbers.swift": .ours,
    "Sources/Text/NumberWords.swift": .ours,
    "Sources/Text/PhoneFolding.swift": .ours,
    "Sources/Training/FitOptions+Declared.swift": .ours,
    "Sources/Training/LearningRateGroups.swift": .ours,
    "Sources/Training/RunDescription.swift": .ours,
  ]

  /// What in the line `line` of code compares strings by how they look; text in it is blank.
  static func fault(in line: String) -> String? {
    let spellings = ["[String:", "[String :", "[String?:", "Set<String>", "Dictionary<String"]
    if let found = spellings.first(where: line.contains) { return found }
    for list in ["names", "keys"] {
      for call in ["contains(", "firstIndex(of: "] {
        var rest = line[...]
        while let found = rest.firstRange(of: "\(list).\(call)") {
          rest = rest[found.upperBound...]
          // What is looked for in quotation marks is ours.
          if rest.first != "\"", !rest.hasPrefix("where") { return "\(list).\(call)" }
        }
      }
    }
    return nil
  }
}
