internal import ExactStrings

/// How the checkpoints of a family call their tensors, and which of them a recognizer does without.
public struct FamilyTensors: Sendable {
  /// Tensors that a checkpoint may have and the model has not.
  public struct Ignored: Sendable {
    /// How the names are compared.
    public enum Match: Sendable {
      case beginning
      case whole
      /// What stands behind the last dot.
      case lastPart
    }

    /// How the names are compared.
    public let match: Match
    /// The names.
    public let names: [String]
    /// Why the model does without them.
    public let reason: String

    /// Names tensors.
    public init(_ match: Match, _ names: [String], _ reason: String) {
      (self.match, self.names, self.reason) = (match, names, reason)
    }

    func covers(_ tensor: String) -> Bool {
      switch match {
      case .beginning: names.contains(where: tensor.hasPrefix)
      case .whole: names.containsExactly(tensor)
      case .lastPart:
        tensor.split(separator: ".").last.map { names.containsExactly(String($0)) } ?? false
      }
    }
  }

  /// What stands before the body's names in a checkpoint that has a head, and may be left out in one that
  /// has none: `wav2vec2.`; empty if nothing does.
  public var prefix = ""
  /// The beginning of the head's names.
  public var head = "lm_head."
  /// Endings of parameters' names, with those that they have in older files.
  public var renamed: [(new: String, old: String)] = []
  /// Endings of parameters that a file may lack, with what they are then said to be.
  public var optional: [(ending: String, reason: String)] = []
  /// Tensors that the model does without; the first that fits says why.
  public var ignored: [Ignored] = []

  /// A family whose checkpoints have just the model's tensors, under its names.
  public init() {}

  /// Why tensors of pretraining are left out.
  public static let pretraining = "of the pretraining"
  /// Why tensors of other heads are left out.
  public static let otherTask = "the head of another task"
  /// The reasons that the user should see; the others are of tensors that no model misses.
  static let namedReasons: Set = [pretraining, otherTask]
}
