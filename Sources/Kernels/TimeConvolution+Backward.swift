/// Computes the gradient of a convolution over time with respect to its input.
///
/// - Parameters:
///   - dy: The gradient with respect to the products, output frames × outputs.
///   - weight: The weight.
///   - lengths: The number of input frames of each recording.
///   - convolution: The sizes.
///   - dx: The gradient, frames × inputs.
public func convolveTimeBackwardInput(
  _ dy: Span<Float>, weight: Span<Float>, lengths: [Int], _ convolution: TimeConvolution,
  into dx: inout MutableSpan<Float>
) {
  let (dy, weight, dx) = (Floats(dy), Floats(weight), Floats(&dx))
  let tiles = convolution.inputTiles(lengths)
  withScratch(count: weight.count) { packed in
    convolution.pack(weight, into: packed)
    parallel(count: tiles.count, grain: 1) { range in
      for index in range {
        convolution.backwardInput(dy, packedWeight: packed, tiles[index], into: dx)
      }
    }
  }
}

/// Adds the gradient of a convolution over time with respect to its weight to `dw`.
///
/// - Parameters:
///   - x: The input.
///   - dy: The gradient with respect to the products.
///   - lengths: The number of input frames of each recording.
///   - convolution: The sizes.
///   - dw: What the gradient is added to, laid out as the weight is.
public func convolveTimeBackwardWeight(
  _ x: Span<Float>, _ dy: Span<Float>, lengths: [Int], _ convolution: TimeConvolution,
  into dw: inout MutableSpan<Float>
) {
  let (x, dy, dw) = (Floats(x), Floats(dy), Floats(&dw))
  withScratch(repeating: 0, count: dw.count) { packed in
    convolution.backwardWeight(x, dy, lengths: lengths, into: packed)
    convolution.unpack(packed, addingTo: dw)
  }
}

extension TimeConvolution {
  /// Computes the gradient of some blocks of input frames, a stride of frames a block, on this
  /// thread.
  ///
  /// Block m of the padded input is read by output frame m - g through tap group g.
  func backwardInput(_ dy: Floats, packedWeight: Floats, _ tile: TimeTile, into dx: Floats) {
    let block = stride * inputs
    let frames = outputFrames(tile.input.count)
    withScratch(repeating: 0, count: tile.frames.count * block) { blocks in
      for group in 0..<groups {
        let outputs = (tile.frames.lowerBound - group..<tile.frames.upperBound - group)
          .clamped(to: 0..<frames)
        guard !outputs.isEmpty else { continue }
        let length = windowLength(group)
        Product(
          a: dy,
          aLayout: MatrixLayout(
            offset: (tile.firstOutput + outputs.lowerBound) * self.outputs, stride: self.outputs),
          b: packedWeight,
          bLayout: MatrixLayout(
            offset: weightLayout(group).offset, stride: self.outputs, .transposed),
          c: blocks,
          cLayout: MatrixLayout(
            offset: (outputs.lowerBound + group - tile.frames.lowerBound) * block, stride: block),
          size: ProductSize(rows: outputs.count, columns: length, inner: self.outputs), keep: 1
        ).compute(rows: 0..<outputs.count)
      }
      // What lies in the padding is nobody's.
      let first = tile.input.lowerBound + tile.frames.lowerBound * stride - padding
      let inside = (first..<first + tile.frames.count * stride).clamped(to: tile.input)
      guard !inside.isEmpty else { return }
      dx[inside.lowerBound * inputs..<inside.upperBound * inputs].copy(
        from: blocks[(inside.lowerBound - first) * inputs..<(inside.upperBound - first) * inputs])
    }
  }

  /// Rows of the packed weight a core takes at a time.
  private static let rowsPerStretch = 128

  /// Adds the gradient with respect to the packed weight to `dw`: every core takes rows of it.
  func backwardWeight(_ x: Floats, _ dy: Floats, lengths: [Int], into dw: Floats) {
    let recordings = wholeRecordings(lengths)
    for group in 0..<groups {
      let length = windowLength(group)
      parallel(count: length, grain: min(Self.rowsPerStretch, (length + 1) / 2)) { rows in
        for recording in recordings {
          withWindows(of: recording, x) { x, first in
            Product(
              a: x,
              aLayout: MatrixLayout(
                offset: (first + group * stride) * inputs, stride: stride * inputs, .transposed),
              b: dy,
              bLayout: MatrixLayout(offset: recording.firstOutput * outputs, stride: outputs),
              c: dw, cLayout: weightLayout(group),
              size: ProductSize(
                rows: length, columns: outputs, inner: recording.frames.count), keep: 1
            ).compute(rows: rows)
          }
        }
      }
    }
  }

  private func wholeRecordings(_ lengths: [Int]) -> [TimeTile] {
    var output = 0
    return recordings(lengths).enumerated().compactMap { recording, rows in
      let frames = outputFrames(rows.count)
      defer { output += frames }
      return frames == 0
        ? nil
        : TimeTile(recording: recording, input: rows, firstOutput: output, frames: 0..<frames)
    }
  }
}
