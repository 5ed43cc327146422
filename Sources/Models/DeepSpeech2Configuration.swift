internal import Kernels
public import Text

/// The sizes of a DeepSpeech2 recognizer, and of the features that it hears.
public struct DeepSpeech2Configuration: Sendable, Equatable {
  /// Samples a second of the audio.
  public var samplingRate = 16_000
  /// Mel bins of a frame of features.
  public var melCount = 80
  /// Samples of an analysis window.
  public var windowLength = 400
  /// Samples between two frames of features.
  public var hopLength = 160
  /// Channels of each convolution.
  public var convolutionChannels = [32, 32]
  /// Bins and frames that a window of each convolution covers; odd numbers.
  public var convolutionKernels = [[41, 11], [21, 11]]
  /// Bins and frames between two windows of each convolution.
  public var convolutionStrides = [[2, 2], [2, 1]]
  /// The number of recurrent layers; without any, a frame hears no more than the windows of the
  /// convolutions.
  public var recurrentLayers = 5
  /// The length of the state of one direction.
  public var stateSize = 512
  /// Whether each recurrent layer reads from both ends.
  public var isBidirectional = true
  /// The share of numbers dropped while training, behind each recurrent layer, or behind the convolutions if
  /// there is none.
  public var dropout = 0.1

  /// The sizes of the paper, with gated units.
  public init() {}

  /// Reads the sizes from settings named as in `config.json`.
  ///
  /// - Parameter object: The settings; those left out keep their defaults.
  /// - Throws: ``ModelError/badSetting(key:problem:)`` for one of the wrong type, out of range or
  ///   unknown.
  public init(_ object: JSONObject) throws(ModelError) {
    var settings = Settings(object)
    settings.ignore("model_type", "architectures", "vocab_size", "pad_token_id", "asrsh_version")
    samplingRate = try settings.int(
      "sampling_rate", in: 1_000...768_000, default: samplingRate)
    melCount = try settings.int("n_mels", in: 1...512, default: melCount)
    windowLength = try settings.int("n_fft", in: 16...32_768, default: samplingRate / 40)
    hopLength = try settings.int("hop_length", in: 1...32_768, default: samplingRate / 100)
    convolutionChannels = try settings.ints(
      "conv_channels", in: 1...1_024, default: convolutionChannels)
    convolutionKernels = try settings.pairs(
      "conv_kernels", in: 1...255, default: convolutionKernels)
    convolutionStrides = try settings.pairs(
      "conv_strides", in: 1...16, default: convolutionStrides)
    recurrentLayers = try settings.int("rnn_layers", in: 0...64, default: recurrentLayers)
    stateSize = try settings.int("rnn_size", in: 1...8_192, default: stateSize)
    isBidirectional = try settings.boolean("bidirectional", default: isBidirectional)
    dropout = try settings.number("dropout", in: 0..<1, default: dropout)
    try settings.refuseUnknown()
    try check()
  }

  private func check() throws(ModelError) {
    guard melCount <= windowLength / 2 + 1 else {
      throw .badSetting(
        key: "n_mels",
        problem: "is at most n_fft / 2 + 1 (\(windowLength / 2 + 1)), not \(melCount)")
    }
    let layers = convolutionChannels.count
    guard convolutionKernels.count == layers, convolutionStrides.count == layers, layers >= 1 else {
      throw .badSetting(
        key: "conv_channels, conv_kernels and conv_strides",
        problem: "have one entry for each convolution, at least one; there are "
          + "\(layers), \(convolutionKernels.count) and \(convolutionStrides.count)")
    }
    guard convolutionKernels.joined().allSatisfy({ $0 % 2 == 1 }) else {
      throw .badSetting(
        key: "conv_kernels", problem: "are odd numbers, so that a window has a middle")
    }
    guard weightCount <= Self.mostWeights else {
      throw .badSetting(
        key: "the sizes",
        problem: "make a model of \(weightCount / 1_000_000) million weights; at most "
          + "\(Self.mostWeights / 1_000_000) million can be had")
    }
  }

  private static let mostWeights = 1_000_000_000

  /// The number of weights, without those of norms and of the letters.
  private var weightCount: Int {
    var count = convolutions.reduce(0) {
      $0 + $1.inputChannels * $1.outputChannels * $1.binKernel * $1.timeKernel
    }
    var width = convolutions.last?.outputRow ?? melCount
    let directions = isBidirectional ? 2 : 1
    for _ in 0..<recurrentLayers {
      count += directions * 3 * stateSize * (width + stateSize)
      width = directions * stateSize
    }
    return count
  }

  /// The convolutions of the front end, each reading what the one before it gives.
  var convolutions: [Convolution] {
    var (bins, channels) = (melCount, 1)
    return convolutionChannels.indices.map { index in
      let (kernel, stride) = (convolutionKernels[index], convolutionStrides[index])
      let convolution = Convolution(
        bins: bins, inputChannels: channels, outputChannels: convolutionChannels[index],
        binKernel: kernel[0], timeKernel: kernel[1], binStride: stride[0], timeStride: stride[1],
        binPadding: kernel[0] / 2, timePadding: kernel[1] / 2)
      (bins, channels) = (convolution.outputBins, convolution.outputChannels)
      return convolution
    }
  }

  /// The settings named as in `config.json`.
  var json: JSONObject {
    func pairs(_ pairs: [[Int]]) -> JSON { .array(pairs.map { .array($0.map { .integer($0) }) }) }
    return JSONObject([
      (key: "sampling_rate", value: .integer(samplingRate)),
      (key: "n_mels", value: .integer(melCount)),
      (key: "n_fft", value: .integer(windowLength)),
      (key: "hop_length", value: .integer(hopLength)),
      (key: "conv_channels", value: .array(convolutionChannels.map { .integer($0) })),
      (key: "conv_kernels", value: pairs(convolutionKernels)),
      (key: "conv_strides", value: pairs(convolutionStrides)),
      (key: "rnn_layers", value: .integer(recurrentLayers)),
      (key: "rnn_size", value: .integer(stateSize)),
      (key: "bidirectional", value: .boolean(isBidirectional)),
      (key: "dropout", value: .number(dropout)),
    ])
  }
}
