internal import Layers
internal import Seq2Seq
internal import Tensors

/// Decoders that write token by token.
let writingJobs = [
  // The sizes of Whisper tiny, behind 30 seconds.
  Job(name: "write_100_tokens") { written(by: GreedyTokenSearch(end: 0, limit: 100)) },
  Job(name: "write_100_tokens_beam_5") {
    written(by: BeamTokenSearch(width: 5, end: 0, limit: 100))
  },
]

/// Writes 100 tokens for 1500 of an encoder's rows; nothing ends a text before.
private func written(by search: some TokenSearch) -> () throws -> Void {
  var sizes = TransformerSizes(columns: 384, layers: 4, heads: 6, inner: 1_536)
  sizes.hasKeyBias = false
  let decoder = AttentionDecoder(
    "decoder", .init(vocabulary: 51_865, mostTokens: 448), sizes,
    from: RandomParameters(seed: 1))
  var stream = RandomStream(seed: 1, purpose: "benchmark")
  let encoded = Batch(Tensor(normalWithDeviation: 1, shape: [1_500, 384], from: &stream))
  let endless = [SuppressedTokens(everywhere: [0])]
  return {
    var searches = [search]
    try decoder.write(lookingAt: encoded, prompts: [[1]], &searches, filters: endless)
  }
}
