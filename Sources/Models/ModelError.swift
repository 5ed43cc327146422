internal import CTC
public import Audio
public import Text

/// Why a model cannot be made, read, written or used.
public enum ModelError: Error {
  /// A file of the checkpoint cannot be read or written, or is broken.
  case file(TextError)
  /// A file of tensors breaks a rule of its format.
  case badTensors(path: String, problem: String)
  /// A setting is missing, of the wrong type or out of range.
  case badSetting(key: String, problem: String)
  /// A folder holds no model, or one of a kind that cannot be read.
  case notAModel(path: String, problem: String)
  /// The tensors of a checkpoint are not those of the model.
  case tensorsDiffer(path: String, missing: [String], unexpected: [String], misshapen: [String])
  /// No parameter's name begins so.
  case noPart(String, parts: [String])
  /// A recording has another sampling rate than the model wants.
  case wrongRate(found: Int, wanted: Int)
  /// A recording is too short for a single frame.
  case tooShort(samples: Int, needed: Int)
  /// A recording's features cannot be computed.
  case features(String)
  /// A recording cannot be read to its end.
  case audio(AudioError)
  /// Windows cannot be as long, or overlap as much, as was asked for.
  case badWindows(problem: String)
}

extension ModelError: CustomStringConvertible {
  /// The error in words.
  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .badTensors(let path, let problem): "\"\(path)\" cannot be read: \(problem)"
    case .badSetting(let key, let problem): "\(key) \(problem)"
    case .notAModel(let path, let problem):
      "\"\(path)\" is not a model that can be read: \(problem)"
    case .tensorsDiffer(let path, let missing, let unexpected, let misshapen):
      "\"\(path)\" does not fit the model: "
        + [("missing", missing), ("unexpected", unexpected), ("of another shape", misshapen)]
        .filter { !$0.1.isEmpty }.map { "\($0.0): \(Self.listed($0.1))" }.joined(separator: "; ")
    case .noPart(let part, let parts):
      "the model has no part \(part.debugDescription); it has \(parts.joined(separator: ", "))"
    case .wrongRate(let found, let wanted):
      "the audio has \(found) samples a second, the model wants \(wanted)"
    case .tooShort(let samples, let needed):
      "the audio has \(samples) samples, one frame needs \(needed)"
    case .features(let problem): problem
    case .audio(let error): "\(error)"
    case .badWindows(let problem): problem
    }
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
