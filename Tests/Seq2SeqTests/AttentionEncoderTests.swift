import Autograd
import Layers
import Seq2Seq
import Tensors
import TestSupport
import Testing

struct AttentionEncoderTests {
  private static func encoder(dropout: Float = 0) -> AttentionEncoder {
    var sizes = TransformerSizes(columns: 12, layers: 2, heads: 2, inner: 20)
    (sizes.dropout, sizes.attentionDropout, sizes.activationDropout) = (dropout, dropout, dropout)
    return AttentionEncoder(
      "encoder", bins: 4, windows: [.init(kernel: 3, stride: 2), .init(kernel: 3, stride: 2)],
      positions: .learned, mostFrames: 12, sizes, from: RandomParameters(seed: 6))
  }

  private let rows = [48, 1, 17].enumerated().map {
    randomTensor([$0.element, 4], salt: UInt64($0.offset))
  }

  private func gradients(
    _ encoder: AttentionEncoder, _ places: [Int], checkpoints: Bool = false
  ) -> (Batch, [Tensor?]) {
    for parameter in encoder.parameters { parameter.gradient = nil }
    let tape = Tape()
    let pass = ForwardPass.training(on: tape, seed: 3, step: 2, checkpointsGradients: checkpoints)
    let result = encoder(Batch(packing: places.map { rows[$0] }, keys: places), pass)
    tape.backward(from: result.rows, gradient: randomTensor(result.rows.shape))
    return (result, encoder.parameters.map(\.gradient))
  }

  @Test(arguments: [Float(0), 0.3])
  func `a recording has the rows in a batch that it has alone`(dropout: Float) {
    let encoder = Self.encoder(dropout: dropout)
    let together = gradients(encoder, [0, 1, 2]).0
    #expect(together.lengths == [12, 1, 5])
    #expect(together.lengths == rows.map { encoder.outputFrames($0.rowCount) })
    for place in rows.indices {
      #expect(gradients(encoder, [place]).0.rows.value == together.sequences[place])
    }
  }

  @Test func `recomputed layers have the same bits`() {
    let encoder = Self.encoder(dropout: 0.2)
    let (kept, recomputed) = (
      gradients(encoder, [0, 1, 2]), gradients(encoder, [0, 1, 2], checkpoints: true)
    )
    #expect(kept.0.rows.value == recomputed.0.rows.value)
    for (place, parameter) in encoder.parameters.enumerated() {
      #expect(kept.1[place] != nil, "\(parameter.name)")
      #expect(kept.1[place] == recomputed.1[place], "\(parameter.name)")
    }
  }

  @Test func `places tell frames apart`() {
    // The same features everywhere: without places all rows but those at the ends were the same.
    let same = Batch(Tensor(repeating: 1, shape: [40, 4]))
    let rows = Self.encoder()(same, .inference).rows.value
    #expect(Set((2..<8).map { rows.rows($0..<$0 + 1).elements }).count == 6)
  }
}
