public import Autograd
public import Recognizers
public import Layers
public import Tensors
public import Text
internal import Kernels

/// A DeepSpeech2 recognizer: convolutions over the spectrogram, recurrent layers, letters.
///
///     log-mel → [convolution → norm → clip] × n → [gated unit, both ways → norm] × m → linear
///
/// Without recurrent layers (m = 0) a frame hears the windows of the convolutions alone, and a letter
/// can only be written where it is said.
///
/// D. Amodei et al., "Deep Speech 2", ICML 2016, figure 1. Two things differ, both so that a batch
/// gives each recording the numbers that it has alone: the norms are over a frame's numbers rather
/// than over the batch, and recordings are never padded.
public final class DeepSpeech2: SpeechModel {
  /// The sizes.
  public let configuration: DeepSpeech2Configuration
  /// The tokens that it scores.
  public let tokenizer: CTCTokenizer
  /// How the losses of a batch become one number in training.
  public var lossReduction = LossReduction.mean
  /// Whether a recording whose labels cannot fit its frames counts as 0 in training.
  public var zeroInfinity = false

  private let convolutions: [Convolution2D]
  private let convolutionNorms: [LayerNorm]
  private let recurrences: [GatedRecurrentUnit]
  private let recurrenceNorms: [LayerNorm]
  private let output: Linear

  /// Makes a recognizer.
  ///
  /// - Parameters:
  ///   - tokenizer: The tokens that it scores.
  ///   - configuration: Its sizes.
  ///   - source: Where its parameters come from.
  public init(
    tokenizer: CTCTokenizer, configuration: DeepSpeech2Configuration,
    from source: any ParameterSource
  ) {
    self.tokenizer = tokenizer
    self.configuration = configuration
    let sizes = configuration.convolutions
    convolutions = sizes.enumerated().map {
      Convolution2D("conv.\($0.offset)", $0.element, from: source)
    }
    convolutionNorms = sizes.enumerated().map {
      LayerNorm("conv_norm.\($0.offset)", columns: $0.element.outputRow, from: source)
    }
    var width = sizes.last?.outputRow ?? configuration.melCount
    recurrences = (0..<configuration.recurrentLayers).map { index in
      let unit = GatedRecurrentUnit(
        "rnn.\(index)", inputs: width, state: configuration.stateSize,
        isBidirectional: configuration.isBidirectional, from: source)
      width = unit.outputs
      return unit
    }
    recurrenceNorms = recurrences.enumerated().map {
      LayerNorm("rnn_norm.\($0.offset)", columns: $0.element.outputs, from: source)
    }
    output = Linear("lm_head", inputs: width, outputs: tokenizer.rowCount, from: source)
  }

  /// The family's name.
  public var family: String { "deepspeech2" }

  /// Samples a second of the audio that it hears.
  public var samplingRate: Int { configuration.samplingRate }

  /// The learning rate that suits training it from random weights.
  public var usualLearningRate: Double { 1e-3 }

  /// The settings, named as in `config.json`.
  public var settings: JSONObject { configuration.json }

  /// All parameters, from the front end to the letters.
  public var parameters: [Parameter] {
    zip(convolutions, convolutionNorms).flatMap { $0.parameters + $1.parameters }
      + zip(recurrences, recurrenceNorms).flatMap { $0.parameters + $1.parameters }
      + output.parameters
  }

  /// The number of frames that the network scores for so many frames of features.
  public func frameCount(features: Int) -> Int {
    convolutions.reduce(features) { $1.convolution.outputFrames($0) }
  }

  /// The share of numbers dropped behind each recurrent layer, or behind the convolutions if there is none.
  public var trainingSettings: [(name: String, value: JSON)] {
    [("dropout", .number(configuration.dropout))]
  }

  /// Scores the frames of recordings: from frames × bins to frames × letters, unnormalised.
  public func logits(_ batch: Batch, _ pass: ForwardPass) -> Batch {
    body(batch, pass).map { output($0, pass) }
  }

  /// What each recurrent layer reads, and last what the letters are scored from.
  public func hiddenStates(_ batch: Batch) -> [Tensor] {
    var states: [Tensor] = []
    let last = body(batch, .inference) { states.append($0.rows.value) }
    return states + [last.rows.value]
  }

  /// Everything but the letters; `seen` is told what each recurrent layer reads.
  private func body(
    _ batch: Batch, _ pass: ForwardPass, seen: (Batch) -> Void = { _ in }
  ) -> Batch {
    var x = batch
    for (convolution, norm) in zip(convolutions, convolutionNorms) {
      x = convolution(x, pass).map { activate(norm($0, pass), .clipped(lower: 0, upper: 20)) }
    }
    for (index, (unit, norm)) in zip(recurrences, recurrenceNorms).enumerated() {
      seen(x)
      x = unit(x, pass).map { norm($0, pass) }
      x = pass.dropout(x, probability: Float(configuration.dropout), name: "rnn.\(index)")
    }
    if recurrences.isEmpty {
      x = pass.dropout(x, probability: Float(configuration.dropout), name: "conv")
    }
    return x
  }
}
