/// The names of what lies in the folder of a run.
enum StepName {
  /// The largest step that a checkpoint can be of.
  static let largest = 1_000_000_000_000
  /// The file of a checkpoint that says what else is in it.
  static let manifest = "MANIFEST"
  /// The file that says which run it is.
  static let run = "RUN"
  /// Which checkpoint is the best, and which the last: hints that can be found out anew.
  static let best = "best"
  static let last = "last"
  /// The checkpoint with which the training came to its end.
  static let done = "done"
  /// Room that is given up when the disk is full.
  static let ballast = ".ballast"

  static let folderPrefix = "step-"
  static let temporaryPrefix = ".tmp-"
  static let removedPrefix = ".del-"
  static let damagedPrefix = ".bad-"

  /// The name of a step's checkpoint.
  static func folder(_ step: Int) -> String { folderPrefix + "\(step)" }

  /// The step whose checkpoint has a name, or `nil` if it is the name of none: `step-007` is not.
  static func step(_ name: String) -> Int? {
    guard name.hasPrefix(folderPrefix), let step = Int(name.dropFirst(folderPrefix.count)),
      (0...largest).contains(step), folder(step) == name
    else { return nil }
    return step
  }

  /// What keeps a name from being that of a part, if something does.
  static func problem(ofPart name: String) -> String? {
    let allowed = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "._-".utf8.contains($0)
    }
    guard allowed, (1...100).contains(name.utf8.count), !name.hasPrefix(".") else {
      return "a name has letters, digits and . _ - alone, and does not begin with a point"
    }
    return name == manifest ? "it is the manifest's" : nil
  }
}
