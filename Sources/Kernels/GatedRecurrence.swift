/// One direction of a gated recurrent unit over a ragged batch.
///
/// With `x` the input's part of the gates (a matrix product made for all frames at once) and `u` the
/// state's part, `u = h·W + bias`, each frame computes
///
///     r = σ(x_r + u_r)     z = σ(x_z + u_z)     n = tanh(x_n + r·u_n)     h' = (1 - z)·n + z·h
///
/// in the order r, z, n and with the second bias inside the product with r, as PyTorch's `GRU` does
/// (K. Cho et al., EMNLP 2014, in the variant of the cuDNN library).
///
/// The recordings advance together, the longest first, so that a step is one matrix product over
/// those that still have frames; no step is spent on padding.
public struct GatedRecurrence: Sendable {
  /// The length of the state.
  public let stateSize: Int
  /// Whether frames are read from the last to the first.
  public let isReversed: Bool

  /// The recordings' row ranges, the longest first.
  private let ranges: [Range<Int>]

  /// Describes a recurrence over recordings that lie end to end.
  ///
  /// - Parameters:
  ///   - stateSize: The length of the state.
  ///   - lengths: The number of frames of each recording.
  ///   - isReversed: Whether frames are read from the last to the first.
  public init(stateSize: Int, lengths: [Int], isReversed: Bool) {
    self.stateSize = stateSize
    self.isReversed = isReversed
    var start = 0
    let ranges = lengths.map { length in
      defer { start += length }
      return start..<start + length
    }
    // Sorting is stable in effect: the start breaks ties.
    self.ranges = ranges.sorted { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }
  }

  /// The number of frames of the longest recording.
  var stepCount: Int { ranges.first?.count ?? 0 }

  /// The rows that step `step` reads and writes, one for each recording that still has frames.
  @inline(__always)
  func rows(at step: Int) -> [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(ranges.count)
    for range in ranges {
      guard step < range.count else { break }
      rows.append(isReversed ? range.upperBound - 1 - step : range.lowerBound + step)
    }
    return rows
  }

  /// The number of recordings.
  var batchSize: Int { ranges.count }
}

/// The weights of the state's part of the gates, and where a direction's columns lie in the output.
struct RecurrenceOperands {
  /// The gates' part from the input, rows × 3·state.
  let inputGates: Floats
  /// 3·state × state, row-major.
  let weight: Floats
  /// 3·state.
  let bias: Floats
  /// The states of both directions, rows × `outputStride`.
  let output: Floats
  let outputStride: Int
  let outputOffset: Int
}

extension GatedRecurrence {
  /// The sizes of the product that makes the gates' part of all recordings' states.
  var gatesSize: ProductSize {
    ProductSize(rows: batchSize, columns: 3 * stateSize, inner: stateSize)
  }

  /// The sizes of the product that takes the gradient of the gates' part back to the states.
  var statesSize: ProductSize {
    ProductSize(rows: batchSize, columns: stateSize, inner: 3 * stateSize)
  }

  /// How many floats of working memory a direction needs: a packed weight, the states and their gates'
  /// part, or the gradients of both.
  var scratchCount: Int {
    max(gatesSize.packedCount, statesSize.packedCount) + batchSize * 4 * stateSize
  }

  /// Splits working memory into the packed weight, and the states and their gates' part, all zero.
  func split(_ scratch: Floats, packed count: Int) -> (
    packed: Floats, states: Floats, parts: Floats
  ) {
    let states = count + batchSize * stateSize
    let end = count + batchSize * 4 * stateSize
    scratch[count..<end].fill(0)
    return (scratch[0..<count], scratch[count..<states], scratch[states..<end])
  }

  /// Runs the recurrence; writes states into `output` and r, z, n, u_n of every row into `gates`.
  func forward(_ operands: RecurrenceOperands, gates: Floats, _ scratch: Floats) {
    let size = stateSize
    // The state of every recording and its part of the gates; the weight, packed once for all frames.
    let (packed, state, parts) = split(scratch, packed: gatesSize.packedCount)
    let product = Product(
      a: state, aLayout: MatrixLayout(stride: size), b: operands.weight,
      bLayout: MatrixLayout(stride: size, .transposed), c: parts,
      cLayout: MatrixLayout(stride: 3 * size), size: gatesSize)
    product.rightOperand.pack(into: packed)
    for step in 0..<stepCount {
      let rows = rows(at: step)
      product.compute(rows: 0..<rows.count, packed: packed)
      for (index, row) in rows.enumerated() {
        let h = state[index * size..<(index + 1) * size]
        advance(
          h, operands.inputGates[row * 3 * size..<(row + 1) * 3 * size],
          parts[index * 3 * size..<(index + 1) * 3 * size], operands.bias,
          gates[row * 4 * size..<(row + 1) * 4 * size])
        let place = row * operands.outputStride + operands.outputOffset
        operands.output[place..<place + size].copy(from: h)
      }
    }
  }

  /// Advances one recording's state by one frame.
  @inline(__always)
  private func advance(_ h: Floats, _ x: Floats, _ u: Floats, _ bias: Floats, _ gates: Floats) {
    let size = stateSize
    @inline(__always)
    func lanes(
      _ x: (Lanes, Lanes, Lanes), _ u: (Lanes, Lanes, Lanes), _ h: Lanes
    ) -> (Lanes, Lanes, Lanes, Lanes) {
      let r = logistic(x.0 + u.0)
      let z = logistic(x.1 + u.1)
      let n = hyperbolicTangent(x.2 + r * u.2)
      return (r, z, n, n + z * (h - n))
    }
    var index = 0
    while index + 16 <= size {
      let (i, j, k) = (index, index + size, index + 2 * size)
      let un = u[lanes: k] + bias[lanes: k]
      let (r, z, n, next) = lanes(
        (x[lanes: i], x[lanes: j], x[lanes: k]),
        (u[lanes: i] + bias[lanes: i], u[lanes: j] + bias[lanes: j], un), h[lanes: i])
      gates[lanes: i] = r
      gates[lanes: j] = z
      gates[lanes: k] = n
      gates[lanes: k + size] = un
      h[lanes: i] = next
      index += 16
    }
    while index < size {
      let (i, j, k) = (index, index + size, index + 2 * size)
      let un = u[k] + bias[k]
      let (r, z, n, next) = lanes(
        (Lanes(repeating: x[i]), Lanes(repeating: x[j]), Lanes(repeating: x[k])),
        (Lanes(repeating: u[i] + bias[i]), Lanes(repeating: u[j] + bias[j]), Lanes(repeating: un)),
        Lanes(repeating: h[i]))
      gates[i] = r[0]
      gates[j] = z[0]
      gates[k] = n[0]
      gates[k + size] = un
      h[i] = next[0]
      index += 1
    }
  }
}
