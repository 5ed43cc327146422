public import Audio
public import Autograd
public import Layers
public import Tensors
public import Text

/// A network that scores, for every frame of a recording, the tokens of its vocabulary.
public protocol SpeechModel: AnyObject {
  /// The family, as `config.json` names it: `deepspeech2`.
  var family: String { get }
  /// The tokens that it scores; its padding token is the blank.
  var tokenizer: CTCTokenizer { get }
  /// Samples a second of the audio that it hears.
  var samplingRate: Int { get }
  /// All parameters, in the order in which a checkpoint lists them.
  var parameters: [Parameter] { get }
  /// The learning rate that suits training it, unless the user says otherwise.
  var usualLearningRate: Double { get }
  /// The settings, named as in `config.json`.
  var settings: JSONObject { get }

  /// Computes what the network hears of a recording: frames × bins.
  ///
  /// - Parameter clip: A recording of one channel at the model's sampling rate.
  /// - Returns: Frames × bins.
  /// - Throws: ``ModelError`` if the rate is another or the recording is too short.
  func features(of clip: AudioClip) throws(ModelError) -> Tensor

  /// The number of frames that the network scores for a recording of `samples` samples.
  func frameCount(samples: Int) -> Int

  /// The number of frames that the network scores for so many frames of features.
  func frameCount(features: Int) -> Int

  /// Scores the frames of recordings that lie end to end.
  ///
  /// - Parameters:
  ///   - features: Frames × bins of all recordings.
  ///   - lengths: The number of frames of each.
  ///   - pass: How the model is run.
  /// - Returns: Frames × tokens, unnormalised, and the number of frames of each recording.
  func logits(
    _ features: Variable, lengths: [Int], _ pass: ForwardPass
  ) -> (Variable, lengths: [Int])
}

extension SpeechModel {
  /// The token that stands for "no letter here".
  public var blank: Int { tokenizer.paddingID }

  /// Scores every frame of one recording: frames × tokens, unnormalised.
  ///
  /// - Parameter clip: A recording of one channel at the model's sampling rate.
  /// - Returns: The scores; no rows for a recording that is shorter than a frame of the network.
  /// - Throws: ``ModelError`` if the rate is another or the recording is too short.
  public func logits(_ clip: AudioClip) throws(ModelError) -> Tensor {
    let heard = try features(of: clip)
    return logits(Variable(heard), lengths: [heard.rowCount], .inference).0.value
  }

  /// Keeps the parameters whose names begin with `part` as they are while the rest is trained.
  ///
  /// - Parameter part: A parameter's name, or the words before a dot of some: `"conv"`.
  /// - Throws: ``ModelError/noPart(_:parts:)`` if no parameter is called so.
  public func freeze(_ part: String) throws(ModelError) {
    let chosen = parameters.filter { $0.name == part || $0.name.hasPrefix(part + ".") }
    guard !chosen.isEmpty else {
      let parts = Set(
        parameters.compactMap { $0.name.split(separator: ".").first.map(String.init) })
      throw .noPart(part, parts: parts.sorted())
    }
    for parameter in chosen { parameter.isTrainable = false }
  }

  /// The number of parameters, and of those that training changes.
  public var parameterCounts: (all: Int, trainable: Int) {
    parameters.reduce((0, 0)) {
      ($0.0 + $1.value.count, $0.1 + ($1.isTrainable ? $1.value.count : 0))
    }
  }
}
