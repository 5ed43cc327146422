public import Autograd
internal import Glibc
public import Layers
public import Tensors

/// Tells rows of a sequence where they are, by adding a vector of its own to each place.
public struct PositionEmbedding: Layer {
  /// Where the vectors come from.
  public enum Kind: String, Sendable, CaseIterable {
    /// Waves of many lengths (``sinusoids(_:columns:)``), which are no parameters.
    case sinusoidal
    /// A parameter.
    case learned
  }

  /// The number of places: the most rows of a sequence that a model is made for.
  public let count: Int
  private let columns: Int
  /// The waves of all places that a model is made for.
  private let usual: Tensor?
  private let weight: Parameter?

  /// Makes a layer.
  ///
  /// - Parameters:
  ///   - name: The prefix of its parameter's name.
  ///   - kind: Where the vectors come from.
  ///   - count: The number of places.
  ///   - columns: The length of a row; even, if the vectors are waves.
  ///   - source: Where its parameter comes from.
  public init(
    _ name: String, _ kind: Kind, count: Int, columns: Int, from source: any ParameterSource
  ) {
    (self.count, self.columns) = (count, columns)
    switch kind {
    case .sinusoidal:
      (usual, weight) = (sinusoids(count, columns: columns), nil)
    case .learned:
      usual = nil
      weight = source.parameter("\(name).weight", [count, columns], .normal(deviation: 0.02))
    }
  }

  /// The vectors, if they are learned.
  public var parameters: [Parameter] { weight.map { [$0] } ?? [] }

  /// The waves of at least so many places.
  private func waves(_ needed: Int) -> Tensor {
    if let usual, needed <= count { return usual }
    return sinusoids(needed, columns: columns)
  }

  /// Adds its place to every row.
  ///
  /// - Parameters:
  ///   - x: Rows × columns; no more than ``count`` of each sequence, if the vectors are learned.
  ///   - firsts: The place of each sequence's first row; all 0 if not given.
  ///   - pass: How the model is run.
  /// - Returns: Rows × columns.
  public func callAsFunction(_ x: Batch, from firsts: [Int]? = nil, _ pass: ForwardPass) -> Batch {
    let firsts = firsts ?? x.lengths.map { _ in 0 }
    let needed = zip(firsts, x.lengths).map { $0 + $1 }.max() ?? 0
    precondition(
      firsts.count == x.count && (weight == nil || needed <= count),
      "\(x.lengths) rows from \(firsts) on have no places among \(count).")
    let places = zip(firsts, x.lengths).flatMap { Array($0..<$0 + $1) }
    let table = weight.map { pass($0) } ?? Variable(waves(needed))
    return x.map { add($0, embedding(places, table)) }
  }
}

/// Waves that tell places apart: places × columns.
///
/// The first half of the columns is `sin(place · ω)` and the second `cos(place · ω)`, with ω from 1 down to
/// 1/10000 in equal ratios: section 3.5 of "Attention Is All You Need" as tensor2tensor, fairseq and Whisper
/// lay it out.
///
/// - Parameters:
///   - count: The number of places.
///   - columns: An even number.
/// - Returns: Places × columns.
public func sinusoids(_ count: Int, columns: Int) -> Tensor {
  precondition(columns > 0 && columns.isMultiple(of: 2), "Waves come in pairs of sine and cosine.")
  let half = columns / 2
  let step = log(10_000) / Double(max(half - 1, 1))
  let frequencies = (0..<half).map { exp(-step * Double($0)) }
  var elements: [Float] = []
  elements.reserveCapacity(count * columns)
  for place in 0..<count {
    elements += frequencies.map { Float(sin(Double(place) * $0)) }
    elements += frequencies.map { Float(cos(Double(place) * $0)) }
  }
  return Tensor(elements, shape: [count, columns])
}
