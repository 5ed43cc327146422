import Autograd
import Kernels
import Layers
import Seq2Seq
import Tensors
import TestSupport
import Testing

struct AttentionDecoderTests {
  /// One that differs from Whisper in all that can differ.
  private static func decoder(dropout: Float = 0) -> AttentionDecoder {
    var sizes = TransformerSizes(columns: 12, layers: 2, heads: 3, inner: 20)
    sizes.activation = .silu
    (sizes.dropout, sizes.attentionDropout, sizes.activationDropout) = (dropout, dropout, dropout)
    var options = AttentionDecoder.Options(vocabulary: 11, mostTokens: 30)
    (options.positions, options.scalesEmbedding) = (.sinusoidal, true)
    options.outputName = "lm_head.weight"
    return AttentionDecoder("decoder", options, sizes, from: RandomParameters(seed: 4))
  }

  private let decoder = Self.decoder()
  private let texts = [[1, 5, 5, 0, 9, 10, 2], [3], [], [4, 4, 7, 8]]
  private let rows = [5, 9, 3, 20].enumerated().map {
    randomTensor([$0.element, 12], salt: UInt64($0.offset))
  }
  private var encoded: Batch { Batch(packing: rows) }

  @Test func `a text has the scores in a batch that it has alone`() {
    let together = decoder(texts, lookingAt: encoded, .inference)
    #expect(together.lengths == texts.map(\.count) && together.rows.value.rowLength == 11)
    for (place, text) in texts.enumerated() {
      let alone = decoder([text], lookingAt: Batch(rows[place]), .inference)
      #expect(alone.rows.value == together.sequences[place])
    }
  }

  @Test func `a row sees no token that follows it, and what the encoder gives`() {
    func scores(_ text: [Int], _ rows: Tensor) -> Tensor {
      decoder([text], lookingAt: Batch(rows), .inference).rows.value
    }
    let before = scores([1, 2, 3, 4], rows[0])
    let after = scores([1, 2, 9, 4], rows[0])
    #expect(after.rows(0..<2) == before.rows(0..<2) && after.rows(2..<3) != before.rows(2..<3))
    #expect(scores([1], rows[0]) != scores([1], rows[1]))
  }

  @Test func `token by token a text has the bits that it has as a whole`() {
    let long = [(0..<30).map { $0 * 7 % 11 }, (0..<30).map { $0 * 3 % 11 }]
    let encoded = Batch(packing: Array(rows[0..<2]))
    let whole = decoder(long, lookingAt: encoded, .inference).sequences
    var state = decoder.begin(lookingAt: encoded, capacity: 30)
    // Prompts of different lengths come at once.
    var found = decoder.step([Array(long[0][..<4]), Array(long[1][..<2])], &state)
    #expect(state.lengths == [4, 2])
    #expect(found.rows(0..<1) == whole[0].rows(3..<4) && found.rows(1..<2) == whole[1].rows(1..<2))
    for step in 0..<26 {
      found = decoder.step([[long[0][step + 4]], [long[1][step + 2]]], &state)
      #expect(found.rows(0..<1) == whole[0].rows(step + 4..<step + 5))
      #expect(found.rows(1..<2) == whole[1].rows(step + 2..<step + 3))
    }
  }

  @Test func `texts follow those that they go on from, and keep their recordings`() {
    let encoded = Batch(packing: Array(rows[0..<2]))
    var state = decoder.begin(lookingAt: encoded, capacity: 30)
    _ = decoder.step([[1, 2], [3]], &state)
    // The first is doubled, the second goes on; then one of the doubles ends and the order turns.
    state.select([0, 0, 1])
    _ = decoder.step([[5], [6], [7]], &state)
    state.select([2, 1])
    let found = decoder.step([[8], [9]], &state)
    let whole = decoder(
      [[3, 7, 8], [1, 2, 6, 9]], lookingAt: Batch(packing: [rows[1], rows[0]]),
      .inference
    ).sequences
    #expect(found.rows(0..<1) == whole[0].rows(2..<3) && found.rows(1..<2) == whole[1].rows(3..<4))
    state.select([])
    #expect(state.lengths == [])
  }

  /// The gradients of a sum with random weights, and of the encoder's rows.
  private func gradients(
    _ decoder: AttentionDecoder, _ places: [Int], checkpoints: Bool = false
  ) -> (scores: Tensor, rows: Tensor?, parameters: [Tensor?]) {
    for parameter in decoder.parameters { parameter.gradient = nil }
    let tape = Tape()
    let batch = Batch(packing: places.map { rows[$0] }, keys: places)
    let tracked = tape.variable(batch.rows.value)
    let pass = ForwardPass.training(on: tape, seed: 3, step: 2, checkpointsGradients: checkpoints)
    let scores = decoder(places.map { texts[$0] }, lookingAt: batch.with(tracked), pass)
    let salt = UInt64(places.count)
    tape.backward(
      from: scores.rows, gradient: randomTensor(scores.rows.shape, salt: salt))
    return (scores.rows.value, tape.gradient(of: tracked), decoder.parameters.map(\.gradient))
  }

  @Test func `recomputed layers have the same bits, with dropout too`() {
    let decoder = Self.decoder(dropout: 0.2)
    let kept = gradients(decoder, [0, 1, 2, 3])
    let recomputed = gradients(decoder, [0, 1, 2, 3], checkpoints: true)
    #expect(kept.scores == recomputed.scores)
    #expect(kept.rows == recomputed.rows && kept.rows != nil)
    for (place, parameter) in decoder.parameters.enumerated() {
      #expect(kept.parameters[place] == recomputed.parameters[place], "\(parameter.name)")
      #expect(kept.parameters[place] != nil, "\(parameter.name)")
    }
  }

  @Test func `a recording drops the same in any batch`() {
    let decoder = Self.decoder(dropout: 0.3)
    let together = gradients(decoder, [0, 1, 3])
    #expect(gradients(decoder, [0]).scores == together.scores.rows(0..<7))
    #expect(gradients(decoder, [3]).scores == together.scores.rows(8..<12))
    #expect(gradients(Self.decoder(), [3]).scores != together.scores.rows(8..<12))
  }

  @Test func `all parameters have the gradients of central differences`() {
    let found = gradients(decoder, [0, 1, 3])
    let weights = randomTensor([12, 11], salt: 3).elements
    func value() -> Double {
      let places = [0, 1, 3]
      let batch = Batch(packing: places.map { rows[$0] })
      let scores = decoder(places.map { texts[$0] }, lookingAt: batch, .inference).rows.value
      return zip(scores.elements, weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    for (parameter, gradient) in zip(decoder.parameters, found.parameters) {
      let (original, slopes) = (parameter.value, gradient?.elements ?? [])
      let largest = slopes.reduce(1) { max($0, abs($1)) }
      for index in stride(from: 0, to: original.count, by: max(1, original.count / 7)) {
        let ends = [Float(5e-3), -5e-3].map { step in
          var moved = original.elements
          moved[index] += step
          parameter.value = Tensor(moved, shape: original.shape)
          return value()
        }
        parameter.value = original
        let slope = Float((ends[0] - ends[1]) / 1e-2)
        #expect(
          abs(slope - (slopes.isEmpty ? .nan : slopes[index])) <= 5e-3 * largest,
          "\(parameter.name) at \(index)")
      }
    }
  }
}
