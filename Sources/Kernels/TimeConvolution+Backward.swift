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
  PackedTimeWeight.withPacked(weight, of: convolution, for: .backward) { packed in
    let blocks = tiles.map(\.frames.count).max() ?? 0
    parallel(count: tiles.count, scratch: blocks * convolution.blockLength) { index, scratch in
      convolution.backwardInput(dy, packed, tiles[index], into: dx, scratch)
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
  /// The floats of a block of input frames, a stride of them.
  var blockLength: Int { stride * inputs }

  /// Computes the gradient of some blocks of input frames, on this thread.
  ///
  /// Block m of the padded input is read by output frame m - g through tap group g. The scratch has
  /// room for the blocks.
  func backwardInput(
    _ dy: Floats, _ weight: PackedTimeWeight, _ tile: TimeTile, into dx: Floats, _ scratch: Floats
  ) {
    let frames = outputFrames(tile.input.count)
    let blocks = scratch[0..<tile.frames.count * blockLength]
    blocks.fill(0)
    for group in 0..<groups {
      let outputs = (tile.frames.lowerBound - group..<tile.frames.upperBound - group)
        .clamped(to: 0..<frames)
      guard !outputs.isEmpty else { continue }
      Product(
        a: dy,
        aLayout: MatrixLayout(
          offset: (tile.firstOutput + outputs.lowerBound) * self.outputs, stride: self.outputs),
        b: weight[group], bLayout: MatrixLayout(stride: 0), c: blocks,
        cLayout: MatrixLayout(
          offset: (outputs.lowerBound + group - tile.frames.lowerBound) * blockLength,
          stride: blockLength),
        size: ProductSize(
          rows: outputs.count, columns: windowLength(group), inner: self.outputs), keep: 1
      ).compute(rows: 0..<outputs.count, packed: weight[group])
    }
    // What lies in the padding is nobody's.
    let first = tile.input.lowerBound + tile.frames.lowerBound * stride - padding
    let inside = (first..<first + tile.frames.count * stride).clamped(to: tile.input)
    guard !inside.isEmpty else { return }
    dx[inside.lowerBound * inputs..<inside.upperBound * inputs].copy(
      from: blocks[(inside.lowerBound - first) * inputs..<(inside.upperBound - first) * inputs])
  }

  /// Rows of the packed weight a core takes at a time.
  private static let rowsPerStretch = 128

  /// Adds the gradient with respect to the packed weight to `dw`: every core takes rows of it.
  func backwardWeight(_ x: Floats, _ dy: Floats, lengths: [Int], into dw: Floats) {
    let recordings = wholeRecordings(lengths)
    withScratch(count: windowsCount(recordings)) { scratch in
      for recording in recordings {
        let (x, first) = windows(of: recording, x, scratch)
        for group in 0..<groups {
          let length = windowLength(group)
          parallel(count: length, grain: min(Self.rowsPerStretch, (length + 1) / 2)) { rows in
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
