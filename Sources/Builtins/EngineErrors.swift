public import Audio
public import CTC
public import Datasets
public import Drawing
public import HuggingFace
public import Interpreter
public import LanguageModels
public import Models
public import Tensors
public import Text
public import Training

// The engine's errors in the words of a recipe: each says its own message, the hint says what to do.

extension AudioError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError { BuiltinError("\(self)", kind: "audio") }
}

extension TensorError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError { BuiltinError("\(self)", hint: hint, kind: "shape") }

  private var hint: String? {
    if case .mismatch = self {
      return "t.shape shows a shape, .reshape(shape) and .transpose() change it"
    }
    return nil
  }
}

extension DatasetError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError { BuiltinError("\(self)", kind: "data") }
}

extension TextError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError {
    guard case .unknownLetter = self else { return BuiltinError("\(self)", kind: "text") }
    return BuiltinError(
      "\(self)", hint: "build_vocab(…) over all texts finds every letter that they have",
      kind: "text")
  }
}

extension CTCError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError { BuiltinError("\(self)", kind: "ctc") }
}

extension AlignmentError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError {
    BuiltinError("\(self)", hint: hint, kind: "alignment")
  }

  private var hint: String? {
    switch self {
    case .tooLong: "check that the text belongs to the recording, and that all of it is there"
    default: nil
    }
  }
}

extension LanguageModelError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError {
    if case .file = self { return BuiltinError("\(self)", kind: "file") }
    return BuiltinError("\(self)", kind: "language model")
  }
}

extension DrawingError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError { BuiltinError("\(self)", hint: advice, kind: "picture") }
}

extension HubError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError { BuiltinError("\(self)", kind: "hub") }
}

extension ModelError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError {
    switch self {
    case .wrongRate(_, let wanted):
      BuiltinError("\(self)", hint: "audio.resample(\(wanted)) changes the rate", kind: "audio")
    case .file: BuiltinError("\(self)", kind: "file")
    default: BuiltinError("\(self)", kind: "model")
    }
  }
}

extension TrainingError: ExplainedError {
  /// The error in the words of a recipe.
  public var explanation: BuiltinError {
    BuiltinError("\(self)", hint: hint, kind: "training")
  }

  private var hint: String? {
    switch self {
    case .unknownLetters(_, let advice?):
      advice
        + ": data.map(row => {text: row.text.\(advice.hasSuffix("lower()") ? "lower" : "upper")()})"
    case .unknownLetters:
      "clean the texts, or build the vocabulary over these rows too: build_vocab(train, test)"
    case .folder(_, let hint): hint
    case .tooLarge(_, _, _, let recordings, _, _):
      (recordings > 1 ? "a smaller batch_size needs less; " : "")
        + "memory=\"…\" allows more, and filter(r => r.duration < …) leaves long recordings out"
    case .nothingToUse(_, let rejected) where !rejected.isEmpty:
      "check that the texts belong to their recordings"
    default: nil
    }
  }
}
