/// Convolves recordings that lie end to end over time, in groups, and adds a bias and a
/// non-linearity.
///
/// - Parameters:
///   - x: Frames × channels.
///   - weight: Channels × group channels × taps.
///   - bias: One for each channel, or empty for none.
///   - lengths: The number of frames of each recording.
///   - convolution: The sizes.
///   - activation: The non-linearity, or `nil` for none.
///   - y: The result, as long as `x`.
///   - kept: What the non-linearity is applied to, for the backward side; empty if not wanted.
public func convolvePositions(
  _ x: Span<Float>, weight: Span<Float>, bias: Span<Float>, lengths: [Int],
  _ convolution: PositionalConvolution, activation: Activation?, into y: inout MutableSpan<Float>,
  keeping kept: inout MutableSpan<Float>
) {
  precondition(weight.count == convolution.weightCount, "The weight has the convolution's shape.")
  let (x, y) = (Floats(x), Floats(&y))
  convolution.forward(x, weight: Floats(weight), lengths: lengths, into: y)
  let epilogue = Epilogue(bias: Floats(bias), activation: activation, kept: Floats(&kept))
  let tiles = rowTiles(lengths)
  parallel(count: tiles.count, grain: 1) { range in
    for index in range { epilogue.apply(to: y, tiles[index].rows, columns: convolution.channels) }
  }
}

/// Computes the gradient of a convolution in groups with respect to its input.
///
/// - Parameters:
///   - dy: The gradient with respect to the sums.
///   - weight: The weight.
///   - lengths: The number of frames of each recording.
///   - convolution: The sizes.
///   - dx: The gradient.
public func convolvePositionsBackwardInput(
  _ dy: Span<Float>, weight: Span<Float>, lengths: [Int], _ convolution: PositionalConvolution,
  into dx: inout MutableSpan<Float>
) {
  convolution.backwardInput(Floats(dy), weight: Floats(weight), lengths: lengths, into: Floats(&dx))
}

/// Adds the gradient of a convolution in groups with respect to its weight to `dw`.
///
/// - Parameters:
///   - x: The input.
///   - dy: The gradient with respect to the sums.
///   - lengths: The number of frames of each recording.
///   - convolution: The sizes.
///   - dw: What the gradient is added to, laid out as the weight is.
public func convolvePositionsBackwardWeight(
  _ x: Span<Float>, _ dy: Span<Float>, lengths: [Int], _ convolution: PositionalConvolution,
  into dw: inout MutableSpan<Float>
) {
  convolution.backwardWeight(Floats(x), Floats(dy), lengths: lengths, into: Floats(&dw))
}
