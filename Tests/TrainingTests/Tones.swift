import Audio
import Autograd
import Datasets
import Glibc
import Layers
import Models
import Tensors
import Text

@testable import Training

/// Words of three letters, each letter a tone of its own: a task that a tiny network learns.
enum Tones {
  static let rate = 8_000
  private static let hertz: [Character: Double] = ["a": 500, "b": 1_100, "c": 2_300]

  /// The sound of a text: 0.1 s a letter, with a pause behind each and some noise.
  static func clip(_ text: String, salt: UInt64 = 0) -> AudioClip {
    var stream = RandomStream(seed: 5, purpose: "noise", place: salt)
    var samples: [Float] = []
    for letter in text {
      let frequency = hertz[letter]
      for index in 0..<1_200 {
        let angle = 2 * Double.pi * (frequency ?? 0) * Double(index) / Double(rate)
        let tone = frequency == nil || index >= 800 ? 0 : Float(0.3 * sin(angle))
        samples.append(tone + 0.01 * stream.normal())
      }
    }
    return AudioClip(samples: Tensor(samples), samplingRate: rate)
  }

  /// Row `row`, in which `text` is said.
  static func utterance(_ row: Int, _ text: String, said: String? = nil) -> Utterance {
    let clip = clip(said ?? text, salt: UInt64(row))
    return Utterance(
      row: row, name: "tone-\(row).wav", text: text, duration: clip.duration,
      recording: AudioSource(clip), audio: { clip })
  }

  /// Rows with texts of one to four letters, drawn from a seed.
  static func utterances(_ count: Int, seed: UInt64 = 1) -> [Utterance] {
    var stream = RandomStream(seed: seed, purpose: "texts")
    return (0..<count).map { row in
      let letters = (0...stream.integer(below: 4)).map { _ in
        String(["a", "b", "c"][stream.integer(below: 3)])
      }
      return utterance(row, letters.joined())
    }
  }

  /// A network for the task.
  static func model(
    seed: UInt64 = 1, dropout: Double = 0.1, recurrentLayers: Int = 1
  ) throws -> DeepSpeech2 {
    let settings = JSONObject([
      (key: "sampling_rate", value: .integer(rate)), (key: "n_mels", value: 20),
      (key: "n_fft", value: 160), (key: "hop_length", value: 80),
      (key: "conv_channels", value: [4]),
      (key: "conv_kernels", value: [[3, 5]]), (key: "conv_strides", value: [[2, 2]]),
      (key: "rnn_layers", value: .integer(recurrentLayers)), (key: "rnn_size", value: 24),
      (key: "dropout", value: .number(dropout)),
    ])
    return DeepSpeech2(
      tokenizer: try CTCTokenizer(vocabulary: Vocabulary(lettersOf: ["abc"])),
      configuration: try DeepSpeech2Configuration(settings), from: RandomParameters(seed: seed))
  }
}

extension SpeechModel {
  /// The bits of all weights.
  var bits: [UInt32] { parameters.flatMap { $0.value.elements.map(\.bitPattern) } }
}
