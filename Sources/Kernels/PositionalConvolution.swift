/// A convolution over time in groups of channels that gives as many frames as it gets.
public struct PositionalConvolution: Sendable {
  /// The number of channels of a frame, in and out.
  public let channels: Int
  /// How many groups the channels fall into; a group's outputs see its own inputs alone.
  public let groups: Int
  /// How many frames a window covers.
  public let kernel: Int

  /// Describes a convolution.
  public init(channels: Int, groups: Int, kernel: Int) {
    precondition(
      min(channels, groups, kernel) > 0 && channels.isMultiple(of: groups),
      "The groups of a convolution share its channels out equally.")
    self.channels = channels
    self.groups = groups
    self.kernel = kernel
  }

  /// The number of channels of a group.
  public var groupChannels: Int { channels / groups }

  /// The number of weights: channels × group channels × taps.
  public var weightCount: Int { channels * groupChannels * kernel }
}

extension PositionalConvolution {
  /// The convolution of one group, whose last frame is dropped if the kernel is even.
  private var convolution: TimeConvolution {
    TimeConvolution(
      inputs: groupChannels, outputs: groupChannels, kernel: kernel, stride: 1,
      padding: kernel / 2)
  }

  /// Copies the channels of a group, recording after recording, each at `target` frames.
  private func gather(
    _ x: Floats, _ group: Int, frames: [(from: Int, to: Int, count: Int)], into part: Floats
  ) {
    part.fill(0)
    for piece in frames {
      for row in 0..<piece.count {
        let source = (piece.from + row) * channels + group * groupChannels
        let target = (piece.to + row) * groupChannels
        part[target..<target + groupChannels].copy(from: x[source..<source + groupChannels])
      }
    }
  }

  /// Copies back.
  private func scatter(
    _ part: Floats, _ group: Int, frames: [(from: Int, to: Int, count: Int)], into x: Floats
  ) {
    for piece in frames {
      for row in 0..<piece.count {
        let source = (piece.from + row) * channels + group * groupChannels
        let target = (piece.to + row) * groupChannels
        x[source..<source + groupChannels].copy(from: part[target..<target + groupChannels])
      }
    }
  }

  private func pieces(_ lengths: [Int], extra: Int) -> [(from: Int, to: Int, count: Int)] {
    var (from, to) = (0, 0)
    return lengths.map { length in
      defer {
        from += length
        to += length > 0 ? length + extra : 0
      }
      return (from, to, length)
    }
  }

  func forward(_ x: Floats, weight: Floats, lengths: [Int], into y: Floats) {
    let (plain, longer) = (
      pieces(lengths, extra: 0), pieces(lengths, extra: kernel.isMultiple(of: 2) ? 1 : 0)
    )
    let rows = lengths.reduce(0, +)
    let size = weightCount / groups
    let tiles = convolution.tiles(lengths)
    parallel(count: groups, grain: 1) { range in
      for group in range {
        withScratch(count: rows * groupChannels) { part in
          withScratch(count: (rows + lengths.count) * groupChannels) { result in
            withScratch(count: size) { packed in
              gather(x, group, frames: plain, into: part)
              convolution.pack(weight[group * size..<(group + 1) * size], into: packed)
              for tile in tiles {
                convolution.forward(part, packedWeight: packed, tile, into: result)
              }
              scatter(result, group, frames: longer, into: y)
            }
          }
        }
      }
    }
  }

  func backwardInput(_ dy: Floats, weight: Floats, lengths: [Int], into dx: Floats) {
    let (plain, longer) = (
      pieces(lengths, extra: 0), pieces(lengths, extra: kernel.isMultiple(of: 2) ? 1 : 0)
    )
    let rows = lengths.reduce(0, +)
    let size = weightCount / groups
    let tiles = convolution.inputTiles(lengths)
    parallel(count: groups, grain: 1) { range in
      for group in range {
        withScratch(count: rows * groupChannels) { result in
          withScratch(count: (rows + lengths.count) * groupChannels) { part in
            withScratch(count: size) { packed in
              gather(dy, group, frames: longer, into: part)
              convolution.pack(weight[group * size..<(group + 1) * size], into: packed)
              for tile in tiles {
                convolution.backwardInput(part, packedWeight: packed, tile, into: result)
              }
              scatter(result, group, frames: plain, into: dx)
            }
          }
        }
      }
    }
  }

  func backwardWeight(_ x: Floats, _ dy: Floats, lengths: [Int], into dw: Floats) {
    let (plain, longer) = (
      pieces(lengths, extra: 0), pieces(lengths, extra: kernel.isMultiple(of: 2) ? 1 : 0)
    )
    let rows = lengths.reduce(0, +)
    let size = weightCount / groups
    parallel(count: groups, grain: 1) { range in
      for group in range {
        withScratch(count: rows * groupChannels) { input in
          withScratch(count: (rows + lengths.count) * groupChannels) { part in
            withScratch(repeating: 0, count: size) { packed in
              gather(x, group, frames: plain, into: input)
              gather(dy, group, frames: longer, into: part)
              convolution.backwardWeight(input, part, lengths: lengths, into: packed)
              convolution.unpack(packed, addingTo: dw[group * size..<(group + 1) * size])
            }
          }
        }
      }
    }
  }
}

/// Convolves recordings that lie end to end over time, in groups, and adds a bias and a non-linearity.
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
