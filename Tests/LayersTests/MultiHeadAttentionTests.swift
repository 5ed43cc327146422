import Autograd
import Layers
import Tensors
import TestSupport
import Testing

/// An attention layer as `torch.nn.MultiheadAttention` computes it: `Tests/Fixtures/seq2seq.py`.
struct AttentionLayerFixture: Decodable, Sendable, CustomTestStringConvertible {
  var heads: Int
  /// The rows of each sequence.
  var queries: [Int]
  /// The rows that each looks at; none in causal self-attention.
  var keys: [Int]
  var x: TensorFixture
  var memory: TensorFixture?
  var output: TensorFixture
  var outer: TensorFixture
  var weights: [String: TensorFixture]
  var weightGradients: [String: TensorFixture]
  var xGradient: TensorFixture
  var memoryGradient: TensorFixture?

  var testDescription: String { "\(queries) look at \(keys)" }

  static func all() throws -> [AttentionLayerFixture] {
    try jsonFixture("seq2seq/attention.json", as: [AttentionLayerFixture].self)
  }
}

struct MultiHeadAttentionTests {
  @Test(arguments: try AttentionLayerFixture.all())
  func `causal self-attention and cross-attention have PyTorch's numbers and gradients`(
    fixture: AttentionLayerFixture
  ) throws {
    let weights = fixture.weights.map { ("layer.\($0.key)", $0.value.tensor) }
    let layer = MultiHeadAttention(
      "layer", columns: fixture.x.shape[1], heads: fixture.heads,
      from: GivenParameters(values: Dictionary(uniqueKeysWithValues: weights)))
    let tape = Tape()
    let pass = ForwardPass.training(on: tape, seed: 1, step: 1)
    let rows = tape.variable(fixture.x.tensor)
    let x = Batch(rows, lengths: fixture.queries)
    let memory = fixture.memory.map { tape.variable($0.tensor) }
    let output: Batch
    if let memory {
      let heard = Batch(memory, lengths: fixture.keys)
      output = layer(x, layer.keysAndValues(memory, pass), of: heard.places, dropout: 0, pass)
    } else {
      output = layer(x, isCausal: true, dropout: 0, pass)
    }
    #expect(differences(output.rows.value, fixture.output) == "")
    tape.backward(from: output.rows, gradient: fixture.outer.tensor)
    #expect(differences(tape.gradient(of: rows), fixture.xGradient) == "")
    if let memory {
      #expect(differences(tape.gradient(of: memory), fixture.memoryGradient) == "")
    }
    for parameter in layer.parameters {
      let wanted = fixture.weightGradients[String(parameter.name.dropFirst("layer.".count))]
      #expect(differences(parameter.gradient, wanted) == "", "\(parameter.name)")
    }
  }
}
