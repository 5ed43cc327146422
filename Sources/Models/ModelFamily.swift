public import Layers
public import Text

/// A family of models that can be opened: what `config.json` calls it, and how a folder becomes one.
///
/// A family is one value, in a file of its own; ``all`` lists them. Nothing else asks which family a model
/// is of.
public struct ModelFamily: Sendable {
  /// What a model of a folder is made of.
  public struct Parts {
    /// The tokens that it scores.
    public let tokenizer: CTCTokenizer
    /// `config.json`, with the settings of training that the caller wants.
    public let settings: JSONObject
    /// Reads `preprocessor_config.json`; `nil` if there is none.
    public let preprocessing: () throws(ModelError) -> JSONObject?
    /// Where its parameters come from.
    public let source: any ParameterSource
    /// What the user should see of how it was made, in short sentences.
    public var notices: [String] = []
  }

  /// The `model_type` of `config.json`.
  public let name: String
  /// How its checkpoints call their tensors.
  public let tensors: FamilyTensors
  /// The blank where `config.json` names none; `nil` if it must.
  public let usualPaddingID: Int?
  /// The settings that matter in training alone and may be chosen when a model is opened.
  public let trainingSettings: [String]
  /// Makes a model.
  public let make: @Sendable (_ parts: inout Parts) throws(ModelError) -> any SpeechModel

  /// Describes a family.
  ///
  /// - Parameters:
  ///   - name: The `model_type` of `config.json`.
  ///   - tensors: How its checkpoints call their tensors.
  ///   - usualPaddingID: The blank where `config.json` names none; `nil` if it must.
  ///   - trainingSettings: The settings that matter in training alone.
  ///   - make: Makes a model of its parts.
  public init(
    _ name: String, tensors: FamilyTensors = FamilyTensors(), usualPaddingID: Int? = nil,
    trainingSettings: [String] = [],
    make: @escaping @Sendable (_ parts: inout Parts) throws(ModelError) -> any SpeechModel
  ) {
    (self.name, self.tensors, self.usualPaddingID) = (name, tensors, usualPaddingID)
    (self.trainingSettings, self.make) = (trainingSettings, make)
  }

  /// The families that can be opened.
  public static let all: [ModelFamily] = [.deepspeech2, .wav2vec2, .hubert]

  /// Families that others read and this program does not.
  private static let others: Set = [
    "data2vec-audio", "granite_speech", "moonshine", "parakeet_ctc", "parakeet_encoder",
    "seamless_m4t",
    "sew", "sew-d", "speech-encoder-decoder", "speech_to_text", "speecht5", "unispeech",
    "unispeech-sat", "wav2vec2-bert", "wav2vec2-conformer", "wavlm", "whisper",
  ]

  /// The family called `name`.
  ///
  /// - Throws: ``ModelError/notAModel(path:problem:)`` if it is none of `families`.
  static func named(
    _ name: String, among families: [ModelFamily], folder: String
  ) throws(ModelError) -> ModelFamily {
    if let family = families.first(where: { $0.name == name }) { return family }
    let known = families.map(\.name).joined(separator: ", ")
    let verdict = others.contains(name) ? "cannot be read yet" : "is not known"
    throw .notAModel(
      path: folder, problem: "its family \(shown(name)) \(verdict); \(known) can be read")
  }
}
