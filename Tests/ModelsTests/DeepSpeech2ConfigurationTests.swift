import Models
import Testing
import Text

@Test func `settings that are left out keep their defaults`() throws {
  #expect(try DeepSpeech2Configuration(JSONObject()) == DeepSpeech2Configuration())
  let slow = try DeepSpeech2Configuration(JSONObject([(key: "sampling_rate", value: 8_000)]))
  // Windows of 25 ms, 10 ms apart.
  #expect(slow.windowLength == 200 && slow.hopLength == 80)
}

@Test func `every setting is read`() throws {
  let read = try DeepSpeech2Configuration(smallSettings)
  #expect(read.samplingRate == 8_000 && read.melCount == 20)
  #expect(read.windowLength == 160 && read.hopLength == 80)
  #expect(read.convolutionChannels == [3, 4])
  #expect(read.convolutionKernels == [[5, 7], [3, 5]])
  #expect(read.convolutionStrides == [[2, 2], [1, 1]])
  #expect(read.recurrentLayers == 2 && read.stateSize == 9)
  #expect(read.isBidirectional && read.dropout == 0.25)
  let kept = try smallModel().settings
  for (key, value) in smallSettings.members { #expect(kept[key] == value, "\(key)") }
}

/// A setting that is refused, and a part of the message.
private let refused: [(key: String, value: JSON, says: String)] = [
  ("rnn_sise", 3, "rnn_sise is no setting of this model"),
  ("sampling_rate", "16000", "sampling_rate is a whole number from 1000 to 768000, not \"16000\""),
  ("sampling_rate", 999, "not 999"), ("n_mels", 0, "n_mels is a whole number from 1 to 512, not 0"),
  ("n_mels", 82, "n_mels is at most n_fft / 2 + 1 (81), not 82"), ("n_fft", 1.5, "not 1.5"),
  ("n_fft", 15, "n_fft"), ("hop_length", 0, "hop_length"), ("hop_length", .null, "not null"),
  ("conv_channels", [], "there are 0, 2 and 2"), ("conv_channels", [3], "there are 1, 2 and 2"),
  ("conv_channels", [3, "4"], "conv_channels is a list of whole numbers"),
  ("conv_channels", 3, "conv_channels"), ("conv_channels", [3, 2_000], "from 1 to 1024"),
  ("conv_kernels", [[5, 6], [3, 5]], "conv_kernels are odd numbers"),
  ("conv_kernels", [[5], [3, 5]], "conv_kernels is a list of pairs (bins, frames) from 1 to 255"),
  ("conv_kernels", [[5, 7, 1], [3, 5]], "conv_kernels"), ("conv_kernels", [5, 7], "conv_kernels"),
  ("conv_kernels", [[257, 7], [3, 5]], "conv_kernels"),
  ("conv_strides", [[0, 1], [1, 1]], "conv_strides"),
  ("conv_strides", [[1, 1]], "there are 2, 2 and 1"),
  ("rnn_layers", -1, "rnn_layers is a whole number from 0 to 64, not -1"),
  ("rnn_layers", 1_000_000, "not 1000000"), ("rnn_size", 2_147_483_648, "not 2147483648"),
  ("rnn_size", -1, "not -1"), ("bidirectional", 1, "bidirectional is true or false, not 1"),
  ("dropout", 1, "dropout is a number from 0.0 to below 1.0, not 1"), ("dropout", -0.1, "not -0.1"),
  ("dropout", "a\u{1B}[2J", "dropout"), ("dropout", 2, "not 2"),
]

@Test(arguments: refused.indices)
func `a setting that makes no sense is refused by name`(index: Int) {
  let (key, value, says) = refused[index]
  do {
    _ = try DeepSpeech2Configuration(smallSettings.with(key, value))
    Issue.record("\(key) was taken.")
  } catch {
    #expect(error.description.contains(says), "\(error)")
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 32 })
  }
}

@Test func `sizes that no memory holds are refused`() {
  let huge = smallSettings.with("rnn_size", 8_192).with("rnn_layers", 64)
  do {
    _ = try DeepSpeech2Configuration(huge)
    Issue.record("They were taken.")
  } catch {
    #expect(error.description.contains("million weights; at most 1000 million"), "\(error)")
  }
}

@Test func `the paper's sizes are taken`() throws {
  let paper = JSONObject([
    (key: "rnn_layers", value: 7), (key: "rnn_size", value: 1_280),
    (key: "conv_channels", value: [32, 32, 96]),
    (key: "conv_kernels", value: [[41, 11], [21, 11], [21, 11]]),
    (key: "conv_strides", value: [[2, 2], [2, 1], [2, 1]]),
  ])
  #expect(throws: Never.self) { try DeepSpeech2Configuration(paper) }
}
