/// Convolves recordings that lie end to end.
///
/// - Parameters:
///   - x: The input, frames × bins × channels.
///   - weight: Output channels × input channels × bin taps × time taps.
///   - bias: One for each output channel.
///   - lengths: The number of frames of each recording.
///   - convolution: The sizes.
///   - y: The result, output frames × output bins × output channels.
public func convolve(
  _ x: Span<Float>, weight: Span<Float>, bias: Span<Float>, lengths: [Int],
  _ convolution: Convolution, into y: inout MutableSpan<Float>
) {
  precondition(weight.count == convolution.weightCount, "The weight has the convolution's shape.")
  let (x, weight, bias, y) = (Floats(x), Floats(weight), Floats(bias), Floats(&y))
  let channels = convolution.outputChannels
  for start in stride(from: 0, to: y.count, by: channels) {
    y[start..<start + channels].copy(from: bias)
  }
  withScratch(repeating: 0, count: weight.count) { packed in
    convolution.pack(weight, packed)
    convolution.forward(
      x, packedWeight: packed, recordings: convolution.recordings(lengths), into: y)
  }
}

/// Computes the gradient of a convolution with respect to its input.
///
/// - Parameters:
///   - dy: The gradient with respect to the result.
///   - weight: The weight.
///   - lengths: The number of input frames of each recording.
///   - convolution: The sizes.
///   - dx: The gradient, which holds zeros before.
public func convolveBackwardInput(
  _ dy: Span<Float>, weight: Span<Float>, lengths: [Int], _ convolution: Convolution,
  into dx: inout MutableSpan<Float>
) {
  let (dy, weight, dx) = (Floats(dy), Floats(weight), Floats(&dx))
  withScratch(repeating: 0, count: weight.count) { packed in
    convolution.pack(weight, packed)
    convolution.backwardInput(
      dy, packedWeight: packed, recordings: convolution.recordings(lengths), into: dx)
  }
}

/// Adds the gradient of a convolution with respect to its weight to `dw`.
///
/// - Parameters:
///   - x: The input.
///   - dy: The gradient with respect to the result.
///   - lengths: The number of input frames of each recording.
///   - convolution: The sizes.
///   - dw: What the gradient is added to, laid out as the weight is.
public func convolveBackwardWeight(
  _ x: Span<Float>, _ dy: Span<Float>, lengths: [Int], _ convolution: Convolution,
  into dw: inout MutableSpan<Float>
) {
  let (x, dy, dw) = (Floats(x), Floats(dy), Floats(&dw))
  withScratch(repeating: 0, count: dw.count) { packed in
    convolution.backwardWeight(
      x, dy, recordings: convolution.recordings(lengths), into: packed)
    convolution.pack(dw, packed, backwards: true)
  }
}
