/// Why a checkpoint cannot be saved or read.
public enum CheckpointError: Error, Equatable, Sendable {
  /// Another process works on the run.
  case busy(folder: String, holder: String)
  /// The folder of the run cannot be used.
  case folder(path: String, reason: String)
  /// A new run was to begin where there is one.
  case occupied(folder: String)
  /// There are fewer bytes free than a checkpoint needs.
  case noRoom(path: String, needed: Int, free: Int, lastGood: Int?)
  /// There are fewer files left on the disk than a checkpoint has.
  case noFiles(path: String, needed: Int, free: Int, lastGood: Int?)
  /// The system refused a part of the work; nothing of the checkpoint is left.
  case notSaved(step: Int, DiskFailure, needed: Int, free: Int?, lastGood: Int?)
  /// Tensors hold numbers that are infinite or NaN.
  case notFinite(step: Int, tensors: [String], lastGood: Int?)
  /// What was written is not what is read.
  case notVerified(step: Int, CheckpointProblem, lastGood: Int?)
  /// A part cannot be in a checkpoint.
  case badPart(name: String, problem: String)
  /// A step cannot have a checkpoint.
  case badStep(Int)
  /// A checkpoint cannot be used.
  case damaged(path: String, CheckpointProblem)
  /// There are checkpoints, and none of them can be used.
  case nothingGood(folder: String, skipped: [SkippedCheckpoint])
  /// A log cannot be read or written.
  case log(path: String, reason: String)
}

extension CheckpointError {
  /// The folder, or what is in it, cannot be used.
  static func folder(_ failure: DiskFailure) -> CheckpointError {
    .folder(path: failure.path, reason: failure.reason)
  }
}

/// Why a checkpoint cannot be used.
public enum CheckpointProblem: Error, Equatable, Sendable {
  /// It has no manifest: it was never whole.
  case noManifest
  /// The manifest cannot be understood, or is not what was written.
  case badManifest(String)
  /// A newer asrsh wrote it.
  case newer(version: Int)
  /// It belongs to another run.
  case otherRun(String)
  /// It says that it is of another step.
  case otherStep(Int)
  /// A file is not there.
  case missing(file: String)
  /// A file is not as long as it was.
  case length(file: String, found: Int, expected: Int)
  /// A file does not hold what it did.
  case content(file: String)
  /// The system refuses to read it.
  case unreadable(file: String, reason: String)

  /// Whether the checkpoint itself is broken, rather than of no use here and now.
  public var isDamage: Bool {
    switch self {
    case .noManifest, .badManifest, .otherStep, .missing, .length, .content: true
    case .newer, .otherRun, .unreadable: false
    }
  }
}

/// A checkpoint that was passed over, and why.
public struct SkippedCheckpoint: Equatable, Sendable {
  /// The name of its folder.
  public let name: String
  /// Why it cannot be used.
  public let problem: CheckpointProblem
}

extension CheckpointProblem: CustomStringConvertible {
  /// The problem in words that follow the checkpoint's name.
  public var description: String {
    switch self {
    case .noManifest: "has no MANIFEST: it was never whole"
    case .badManifest(let problem): "has a damaged MANIFEST: \(problem)"
    case .newer(let version): "was written by a newer asrsh (format \(version)); update to read it"
    case .otherRun(let id): "belongs to another run (\(id.debugDescription))"
    case .otherStep(let step): "is of step \(step) by its MANIFEST"
    case .missing(let file): "is damaged: \(file.debugDescription) is missing"
    case .length(let file, let found, let expected):
      "is damaged: \(file.debugDescription) has \(found) bytes of \(expected)"
    case .content(let file): "is damaged: \(file.debugDescription) does not hold what was saved"
    case .unreadable(let file, let reason): "cannot be read: \(file.debugDescription): \(reason)"
    }
  }
}
