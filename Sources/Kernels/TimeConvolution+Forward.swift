/// Convolves recordings that lie end to end over time, adds a bias, and applies a non-linearity.
///
/// - Parameters:
///   - x: The input, frames × inputs.
///   - weight: Outputs × inputs × taps.
///   - bias: One for each output, or empty for none.
///   - lengths: The number of frames of each recording.
///   - convolution: The sizes.
///   - activation: The non-linearity, or `nil` for none.
///   - y: The result, output frames × outputs.
///   - kept: What the non-linearity is applied to, for the backward side; empty if not wanted.
public func convolveTime(
  _ x: Span<Float>, weight: Span<Float>, bias: Span<Float>, lengths: [Int],
  _ convolution: TimeConvolution, activation: Activation?, into y: inout MutableSpan<Float>,
  keeping kept: inout MutableSpan<Float>
) {
  precondition(
    weight.count == convolution.weightCount
      && (bias.count == 0 || bias.count == convolution.outputs),
    "Weight and bias have the convolution's shape.")
  let (x, weight, y) = (Floats(x), Floats(weight), Floats(&y))
  let tiles = convolution.tiles(lengths)
  let narrow = NarrowConvolution(convolution)
  // A narrow convolution begins its sums with the bias.
  let bias = Floats(bias)
  let epilogue = Epilogue(
    bias: narrow == nil ? bias : bias[0..<0], activation: activation, kept: Floats(&kept))
  func forTiles(_ body: @Sendable (_ tile: TimeTile, _ scratch: Floats) -> Void) {
    parallel(count: tiles.count, scratch: convolution.windowsCount(tiles)) { index, scratch in
      body(tiles[index], scratch)
      epilogue.apply(
        to: y, convolution.outputRows(of: tiles[index]), columns: convolution.outputs)
    }
  }
  guard let narrow else {
    return PackedTimeWeight.withPacked(weight, of: convolution, for: .forward) { packed in
      forTiles { tile, scratch in convolution.forward(x, packed, tile, into: y, scratch) }
    }
  }
  withScratch(count: weight.count) { packed in
    convolution.pack(weight, into: packed)
    forTiles { tile, _ in narrow.forward(x, packedWeight: packed, bias: bias, tile, into: y) }
  }
}

extension TimeConvolution {
  /// The rows of a tile in the output.
  func outputRows(of tile: TimeTile) -> Range<Int> {
    tile.firstOutput + tile.frames.lowerBound..<tile.firstOutput + tile.frames.upperBound
  }

  /// Computes the products of a tile, without bias, on this thread.
  ///
  /// The scratch has room for ``windowsCount(_:)`` floats.
  func forward(
    _ x: Floats, _ weight: PackedTimeWeight, _ tile: TimeTile, into y: Floats, _ scratch: Floats
  ) {
    let (x, first) = windows(of: tile, x, scratch)
    for group in 0..<groups {
      Product(
        a: x,
        aLayout: MatrixLayout(
          offset: (first + group * stride) * inputs, stride: stride * inputs),
        b: weight[group], bLayout: MatrixLayout(stride: 0), c: y,
        cLayout: MatrixLayout(
          offset: outputRows(of: tile).lowerBound * outputs, stride: outputs),
        size: ProductSize(
          rows: tile.frames.count, columns: outputs, inner: windowLength(group)),
        keep: group == 0 ? 0 : 1
      ).compute(rows: 0..<tile.frames.count, packed: weight[group])
    }
  }

  /// The floats that the windows of the longest of some tiles need: none without padding.
  func windowsCount(_ tiles: [TimeTile]) -> Int {
    padding > 0 ? (tiles.map { windowsCount($0) }.max() ?? 0) : 0
  }

  private func windowsCount(_ tile: TimeTile) -> Int { inputRows(of: tile).count * inputs }

  /// The rows of the recording with its padding, counted from the first, that a tile's windows cover.
  func inputRows(of tile: TimeTile) -> Range<Int> {
    let first = tile.frames.lowerBound * stride
    return first..<first + (tile.frames.count - 1) * stride + kernel
  }

  /// Rows that hold the windows of a tile, and the row where they begin: the input itself, or, where
  /// there is padding, a copy in `scratch` with zeros around it.
  func windows(
    of tile: TimeTile, _ x: Floats, _ scratch: Floats
  ) -> (rows: Floats, first: Int) {
    let first = tile.input.lowerBound + tile.frames.lowerBound * stride - padding
    guard padding > 0 else { return (x, first) }
    let padded = scratch[0..<windowsCount(tile)]
    let inside = (first..<first + padded.count / inputs).clamped(to: tile.input)
    guard !inside.isEmpty else {
      padded.fill(0)
      return (padded, 0)
    }
    let target = (inside.lowerBound - first) * inputs..<(inside.upperBound - first) * inputs
    padded[0..<target.lowerBound].fill(0)
    padded[target].copy(from: x[inside.lowerBound * inputs..<inside.upperBound * inputs])
    padded[target.upperBound..<padded.count].fill(0)
    return (padded, 0)
  }
}

/// What is done with the rows of a product while they are in the cache.
struct Epilogue: Sendable {
  /// What is added to every row, or empty.
  let bias: Floats
  /// The non-linearity, or `nil`.
  let activation: Activation?
  /// What keeps the rows as they are before the non-linearity, or empty.
  let kept: Floats

  /// Adds the bias and applies the non-linearity to some rows of `y`, on this thread.
  func apply(to y: Floats, _ rows: Range<Int>, columns: Int) {
    precondition(bias.count == 0 || bias.count == columns, "A bias is as long as a row.")
    let place = rows.lowerBound * columns..<rows.upperBound * columns
    let part = y[place]
    guard let activation else {
      if bias.count > 0 { forRows(part, columns) { mapRow($0, bias, into: $0) { $0 + $1 } } }
      return
    }
    guard kept.count == 0, bias.count > 0 else {
      if bias.count > 0 { forRows(part, columns) { mapRow($0, bias, into: $0) { $0 + $1 } } }
      if kept.count > 0 { kept[place].copy(from: part) }
      return activation.withFunction { function in mapRow(part, into: part) { function($0) } }
    }
    activation.withFunction { function in
      forRows(part, columns) { mapRow($0, bias, into: $0) { function($0 + $1) } }
    }
  }

  @inline(__always)
  private func forRows(_ y: Floats, _ columns: Int, _ body: (Floats) -> Void) {
    for start in stride(from: 0, to: y.count, by: columns) { body(y[start..<start + columns]) }
  }
}
