internal import Autograd
internal import Kernels
internal import Layers
internal import Tensors

/// A layer of the encoder of wav2vec2-base, with the norms after the sums.
struct EncoderLayer {
  private static let columns = 768
  private static let heads = 12
  private static let inner = 3_072

  private let query: Linear
  private let key: Linear
  private let value: Linear
  private let output: Linear
  private let attentionNorm: LayerNorm
  private let widening: Linear
  private let narrowing: Linear
  private let finalNorm: LayerNorm

  /// The chance of dropout in all its places.
  let dropout: Float

  init(dropout: Float) {
    let source = RandomParameters(seed: 1)
    func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> Linear {
      Linear(name, inputs: inputs, outputs: outputs, from: source)
    }
    self.dropout = dropout
    query = linear("q", Self.columns, Self.columns)
    key = linear("k", Self.columns, Self.columns)
    value = linear("v", Self.columns, Self.columns)
    output = linear("out", Self.columns, Self.columns)
    attentionNorm = LayerNorm("attention", columns: Self.columns, from: source)
    widening = linear("wide", Self.columns, Self.inner)
    narrowing = linear("narrow", Self.inner, Self.columns)
    finalNorm = LayerNorm("final", columns: Self.columns, from: source)
  }

  var parameters: [Parameter] {
    let linears = [query, key, value, output, widening, narrowing]
    return linears.flatMap(\.parameters) + attentionNorm.parameters + finalNorm.parameters
  }

  func callAsFunction(_ x: Variable, lengths: [Int], _ pass: ForwardPass) -> Variable {
    let gathered = attention(
      query(x, pass), key(x, pass), value(x, pass), lengths: lengths, heads: Self.heads,
      dropout: pass.dropout(dropout, name: "attention"))
    let (_, attended) = addNormalised(
      output(gathered, pass), x, gain: pass(attentionNorm.weight), bias: pass(attentionNorm.bias),
      dropout: pass.dropout(dropout, name: "attended"))
    let fed = feedForward(
      attended, weight: pass(widening.weight), bias: pass(widening.bias), activation: .gelu,
      outputWeight: pass(narrowing.weight), outputBias: pass(narrowing.bias),
      dropout: pass.dropout(dropout, name: "inner"))
    return addNormalised(
      fed, attended, gain: pass(finalNorm.weight), bias: pass(finalNorm.bias),
      dropout: pass.dropout(dropout, name: "fed")
    ).normalised
  }
}
