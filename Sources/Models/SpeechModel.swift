public import Audio
public import Autograd
internal import CTC
public import Layers
public import Recognizers
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
  /// The class that transformers opens the model with, as `config.json` names it, or `nil` if it
  /// cannot.
  var transformersClass: String? { get }
  /// What is done to the samples of a recording, as `preprocessor_config.json` says it, or `nil` if the
  /// settings say it.
  var preprocessing: JSONObject? { get }
  /// How the losses of a batch become one number in training: their mean, unless it is set.
  ///
  /// A checkpoint's own choice is not taken over: it is shown by ``trainingSettings``.
  var lossReduction: LossReduction { get set }
  /// Whether a recording whose labels cannot fit its frames counts as 0 in training; `false` unless
  /// it is set.
  var zeroInfinity: Bool { get set }
  /// What it is trained for.
  var objective: any Objective { get }
  /// Short names of parts, with the beginning or the pattern of the parameters' names that each
  /// stands for; see ``parameters(of:)``.
  var partAliases: [String: String] { get }
  /// Whether masking parts of what is heard belongs to the model's own training pass.
  ///
  /// The features of such a model are samples, which nothing else may mask.
  var masksInside: Bool { get }
  /// The settings that matter in training only, named and valued as in `config.json`.
  var trainingSettings: [(name: String, value: JSON)] { get }

  /// Computes what the network hears of a recording: frames × bins.
  ///
  /// - Parameter clip: A recording of one channel at the model's sampling rate.
  /// - Returns: Frames × bins.
  /// - Throws: ``ModelError`` if the rate is another or the recording is too short.
  func features(of clip: AudioClip) throws(ModelError) -> Tensor

  /// Computes what the network hears of a long recording, as its samples come.
  var featureStream: any FeatureStream { get }

  /// Frames of features from one frame that is scored to the next.
  var featuresPerFrame: Int { get }

  /// The number of frames that the network scores for a recording of `samples` samples.
  func frameCount(samples: Int) -> Int

  /// The number of frames that the network scores for so many frames of features.
  func frameCount(features: Int) -> Int

  /// Where in a recording the frames lie that the network scores.
  var frameTiming: FrameTiming { get }

  /// Scores the frames of recordings.
  ///
  /// - Parameters:
  ///   - batch: The features of the recordings: frames × bins.
  ///   - pass: How the model is run.
  /// - Returns: Frames × tokens, unnormalised.
  func logits(_ batch: Batch, _ pass: ForwardPass) -> Batch

  /// Returns what the network's layers hand on, to be looked at: frames × numbers each.
  ///
  /// - Parameter batch: The features of the recordings: frames × bins.
  /// - Returns: What each layer of the body reads, and last what the last one gives.
  func hiddenStates(_ batch: Batch) -> [Tensor]
}

extension SpeechModel {
  /// The token that stands for "no letter here".
  public var blank: Int { tokenizer.paddingID }

  /// Scores every frame of one recording: frames × tokens, unnormalised.
  ///
  /// - Parameters:
  ///   - clip: A recording of one channel at the model's sampling rate.
  ///   - pass: How the model is run.
  /// - Returns: The scores; no rows for a recording that is shorter than a frame of the network.
  /// - Throws: ``ModelError`` if the rate is another or the recording is too short.
  public func logits(
    _ clip: AudioClip, _ pass: ForwardPass = .inference
  ) throws(ModelError) -> Tensor {
    logits(Batch(try features(of: clip)), pass).rows.value
  }

  /// All paths through its scores that spell a text are to be probable together.
  public var objective: any Objective {
    CTCObjective(
      tokenizer, LossOptions(reduction: lossReduction, zeroInfinity: zeroInfinity))
  }

  /// No part has a short name.
  public var partAliases: [String: String] { [:] }

  /// Nothing is masked inside.
  public var masksInside: Bool { false }

  /// The number of parameters, and of those that training changes.
  public var parameterCounts: (all: Int, trainable: Int) {
    parameters.reduce((0, 0)) {
      ($0.0 + $1.value.count, $0.1 + ($1.isTrainable ? $1.value.count : 0))
    }
  }
}
