import Autograd
import Kernels
import Layers
import Tensors
import TestSupport
import Testing

/// What is drawn for a sequence depends on its key, the seed, the step and the layer, and on nothing else.
struct SequenceDrawTests {
  private let attention = MultiHeadAttention(
    "attention", columns: 24, heads: 3, from: RandomParameters(seed: 1))
  private let feedForward = FeedForward(
    "feed", columns: 24, inner: 40, activation: .gelu, from: RandomParameters(seed: 2))
  private let norm = LayerNorm("norm", columns: 24, from: RandomParameters(seed: 3))
  private let sequences = [33, 1, 0, 120, 17].enumerated().map {
    randomTensor([$0.element, 24], salt: UInt64($0.offset))
  }
  private let keys = [40, 7, 1_000_000_007, 0, 3]

  /// A layer with dropout in all places that have one.
  private func layer(_ x: Batch, _ pass: ForwardPass) -> Batch {
    let attended = norm.added(
      attention(x, dropout: 0.3, pass), to: x, dropout: 0.2, name: "attended", pass
    ).normalised
    return pass.dropout(
      feedForward(attended, dropout: 0.4, pass), probability: 0.1, name: "fed")
  }

  private func pass(seed: UInt64 = 9, step: Int = 4, batch: Int = 0) -> ForwardPass {
    .training(on: Tape(), seed: seed, step: step, batch: batch)
  }

  private func result(_ places: [Int], _ pass: ForwardPass) -> [Tensor] {
    let batch = Batch(packing: places.map { sequences[$0] }, keys: places.map { keys[$0] })
    return layer(batch, pass).sequences
  }

  @Test(arguments: [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [3, 0], [2, 4], [1, 3, 4]])
  func `a sequence drops the same in any batch as alone`(places: [Int]) {
    for (found, place) in zip(result(places, pass()), places) {
      #expect(found == result([place], pass())[0], "sequence \(place)")
    }
    // The number of the batch in its step is none of a sequence's concern.
    #expect(result(places, pass()) == result(places, pass(batch: 3)))
  }

  @Test func `other keys, steps and seeds drop otherwise`() {
    let batch = Batch(sequences[3])
    let plain = layer(batch, pass()).rows.value
    #expect(plain == layer(batch, pass()).rows.value)
    let others = [
      layer(Batch(batch.rows, lengths: [120], keys: [1]), pass()),
      layer(batch, pass(step: 5)), layer(batch, pass(seed: 10)),
    ].map(\.rows.value)
    for (number, other) in others.enumerated() {
      #expect(other != plain)
      #expect(!others[..<number].contains(other))
    }
  }

  @Test func `two sequences with the same numbers drop otherwise, and each row of them`() {
    let x = Batch(
      Variable(Tensor(repeating: 1, shape: [80, 16])), lengths: [40, 40])
    let dropped = pass().dropout(x, probability: 0.5, name: "a").sequences
    #expect(dropped[0] != dropped[1])
    #expect(Set((0..<40).map { dropped[0].rows($0..<$0 + 1).elements }).count == 40)
  }

  @Test func `what is drawn for a whole batch is drawn for each batch of a step`() {
    func bits(_ pass: ForwardPass) -> UInt32? {
      var stream = pass.stream("layerdrop")
      return stream?.bits()
    }
    #expect(bits(pass()) == bits(pass()))
    #expect(Set([pass(), pass(batch: 1), pass(step: 5), pass(seed: 1)].map(bits)).count == 4)
  }
}
