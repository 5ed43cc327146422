import Audio
import Autograd
import Kernels
import Layers
import Models
import Recognizers
import Tensors
import Text

/// A network with a batch norm in every block, as Jasper, QuartzNet and Conformer have them, on the features
/// of a network for tones.
final class NormedNetwork: SpeechModel {
  private let hearing: DeepSpeech2
  private let blocks: [(convolution: Convolution1D, norm: BatchNorm)]
  private let output: Linear

  init() throws {
    hearing = try Tones.model()
    let source = RandomParameters(seed: 4)
    blocks = (0..<3).map { index in
      (
        Convolution1D(
          "blocks.\(index).conv", inputs: index == 0 ? 20 : 16, outputs: 16, kernel: 5,
          stride: index == 0 ? 2 : 1, padding: 2, hasBias: false, from: source),
        BatchNorm("blocks.\(index).norm", columns: 16, from: source)
      )
    }
    output = Linear("lm_head", inputs: 16, outputs: hearing.tokenizer.rowCount, from: source)
  }

  var family: String { "normed" }
  var tokenizer: CTCTokenizer { hearing.tokenizer }
  var samplingRate: Int { hearing.samplingRate }
  var parameters: [Parameter] {
    blocks.flatMap { $0.convolution.parameters + $0.norm.parameters } + output.parameters
  }
  var usualLearningRate: Double { 1e-3 }
  var settings: JSONObject { JSONObject() }
  var transformersClass: String? { nil }
  var preprocessing: JSONObject? { nil }
  var lossReduction = LossReduction.mean
  var zeroInfinity = false
  var trainingSettings: [(name: String, value: JSON)] { [] }
  var frameTiming: FrameTiming { hearing.frameTiming }
  var featuresPerFrame: Int { hearing.featuresPerFrame }
  var featureStream: any FeatureStream { hearing.featureStream }

  /// What the batch norms gathered.
  var statistics: [Tensor] { parameters.filter(\.isStatistic).map(\.value) }

  func features(of clip: AudioClip) throws(ModelError) -> Tensor { try hearing.features(of: clip) }
  func frameCount(samples: Int) -> Int { hearing.frameCount(samples: samples) }
  func frameCount(features: Int) -> Int { hearing.frameCount(features: features) }
  func hiddenStates(_ batch: Batch) -> [Tensor] { [] }

  func logits(_ batch: Batch, _ pass: ForwardPass) -> Batch {
    var x = batch
    for (index, block) in blocks.enumerated() {
      x = pass.checkpointed(block.convolution(x, pass)) { x, pass in
        let normed = x.map { activate(block.norm($0, pass), .relu) }
        return pass.dropout(normed, probability: 0.2, name: "blocks.\(index)")
      }
    }
    return x.map { output($0, pass) }
  }
}
