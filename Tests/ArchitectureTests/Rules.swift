/// What the code has to keep to, beyond what the compiler and the formatter ask.
enum Rules {
  /// The modules that work on numbers alone and have no business with files and text.
  static let modulesWithoutFoundation: Set = ["Kernels", "Autograd", "Layers", "CTC"]

  /// The library modules that every module may import.
  static let freeImports: Set = ["Glibc", "Synchronization"]

  /// The files outside `Kernels` that may touch raw memory: one for each C library that is wrapped.
  static let wrapperFiles: Set = [
    "Sources/Audio/MemorySound.swift",
    "Sources/Audio/SoundFile.swift", "Sources/Audio/SoundLibrary.swift",
    "Sources/Audio/SoundStream.swift", "Sources/Audio/SoundWriter.swift",
    "Sources/Audio/OpenedFolder.swift", "Sources/Audio/SystemFiles.swift",
    "Sources/Audio/Resampler.swift",
    "Sources/Checkpoints/DiskFolder.swift",
    "Sources/Datasets/ChildProcess.swift",
    "Sources/Files/FolderLock.swift", "Sources/Files/Folders.swift",
    "Sources/Files/HomeFolder.swift",
    "Sources/Files/OutputFile.swift", "Sources/Files/Places.swift",
    "Sources/Files/SystemPaths.swift", "Sources/Files/SystemRenaming.swift",
    "Sources/RegularExpressions/Pattern.swift",
    "Sources/Drawing/Canvas.swift",
    "Sources/Drawing/DrawingLibrary.swift",
    "Sources/Drawing/TextBlock.swift",
    "Sources/Drawing/Typesetter.swift",
    "Sources/HuggingFace/Address.swift",
    "Sources/Hashing/Digest.swift",
    "Sources/LanguageModels/Gunzip.swift",
    "Sources/Runs/Markdown.swift",
    "Sources/HuggingFace/DiskFile.swift",
    "Sources/HuggingFace/Transfer.swift",
    "Sources/asrsh/EditLine.swift", "Sources/asrsh/EditLine+Keys.swift",
    "Sources/asrsh/SystemCalls.swift",
  ]

  /// The most lines that a file may have.
  static let longestFile = 400

  /// The module that the line `line` of code imports, if it does.
  static func importedModule(in line: String) -> String? {
    let words = words(of: line)
    guard let at = words.firstIndex(of: "import"), at + 1 < words.count else { return nil }
    let modifiers: Set = [
      "public", "package", "internal", "fileprivate", "private", "testable", "preconcurrency",
    ]
    if !words[..<at].allSatisfy(modifiers.contains) { return nil }
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    return words[(at + 1)...].first { !kinds.contains($0) }
  }

  /// Whether a file of `module` may import `imported` when the table has `arrows` for it.
  static func mayImport(_ imported: String, into module: String, arrows: Set<String>) -> Bool {
    if arrows.contains(imported) || freeImports.contains(imported) { return true }
    let isFoundation = imported.hasPrefix("Foundation") || imported == "Dispatch"
    return isFoundation && !modulesWithoutFoundation.contains(module)
  }

  /// Whether the line `line` of code gives up the checks of memory or of concurrency.
  static func isUnsafe(_ line: String) -> Bool {
    let words = words(of: line)
    return words.contains("unsafe") || line.contains("nonisolated(unsafe)")
      || (words.contains("unchecked") && words.contains("Sendable"))
  }

  /// What in the line `line` of code ends the process when a value is not as expected.
  static func trap(in line: String) -> String? {
    if words(of: line).contains("fatalError") { return "fatalError" }
    for word in ["try!", "as!"] where line.contains(word) { return word }
    let characters = Array(line)
    for at in characters.indices.dropFirst() where characters[at] == "!" {
      let before = characters[at - 1]
      let after = at + 1 < characters.count ? characters[at + 1] : " "
      let followsValue = before.isLetter || before.isNumber || "_)]}\"`?>".contains(before)
      if followsValue, after != "=" { return "a force unwrap" }
    }
    return nil
  }

  /// The files that may hand a path to Foundation, which starts programs by URLs alone.
  static let filesWithURLs: Set = ["Sources/Builtins/LogProgram.swift"]

  /// What in the line `line` of code gives a path another meaning than the system gives it, or lets it
  /// past the one place where `~` has its meaning.
  ///
  /// URLs and the paths of `NSString` put a home folder in the place of `~`, fold `..` before links are
  /// followed, and repair names that are not UTF-8.
  static func otherPathMeaning(in line: String) -> String? {
    let words = words(of: line)
    let ofFoundation: Set = [
      "URL", "NSURL", "NSString", "FileManager", "NSHomeDirectory", "NSTemporaryDirectory",
      "homeDirectoryForCurrentUser", "expandingTildeInPath", "standardizedFileURL",
      "resolvingSymlinksInPath", "standardizingPath", "appendingPathComponent",
      "deletingLastPathComponent", "lastPathComponent", "pathExtension", "temporaryDirectory",
      "currentDirectoryPath", "forReadingAtPath", "forWritingAtPath", "forUpdatingAtPath", "toFile",
    ]
    if let word = words.first(where: ofFoundation.contains) { return word }
    return [".files.reading(", ".files.writing("].first { line.contains($0) }
  }

  /// The identifiers and keywords of the line `line`.
  private static func words(of line: String) -> [String] {
    line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  }
}
