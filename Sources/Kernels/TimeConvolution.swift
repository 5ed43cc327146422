/// A convolution over the frames of recordings that lie end to end.
///
/// A row is one frame. Taps that lie within one stride make a *tap group*: its windows are a matrix
/// whose rows are a stride apart and do not overlap, so a kernel of 3 with a stride of 2 is two
/// matrix products on the rows as they lie, taps 0 and 1 together and tap 2 alone, without a copy
/// of the windows. Outside its own frames a recording reads zeros.
///
/// Work is cut into tiles of output frames that begin anew with every recording, so that a batch
/// gives each recording the bits that it has alone.
public struct TimeConvolution: Sendable {
  /// The number of channels of an input frame.
  public let inputs: Int
  /// The number of channels of an output frame.
  public let outputs: Int
  /// How many frames a window covers.
  public let kernel: Int
  /// How many frames lie between two windows.
  public let stride: Int
  /// How many zeros stand before the first and after the last frame.
  public let padding: Int

  /// Describes a convolution.
  public init(inputs: Int, outputs: Int, kernel: Int, stride: Int, padding: Int = 0) {
    precondition(
      min(inputs, outputs, kernel, stride) > 0 && padding >= 0,
      "The sizes of a convolution are positive.")
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// The number of output frames of a recording of `frames` frames; 0 if it is shorter than a window.
  public func outputFrames(_ frames: Int) -> Int {
    let padded = frames + 2 * padding
    return frames > 0 && padded >= kernel ? (padded - kernel) / stride + 1 : 0
  }

  /// The number of weights: outputs × inputs × taps.
  public var weightCount: Int { outputs * inputs * kernel }

  /// The number of tap groups.
  var groups: Int { (kernel + stride - 1) / stride }

  /// The length of the windows of a tap group.
  func windowLength(_ group: Int) -> Int {
    min(stride, kernel - group * stride) * inputs
  }

  /// Where the weights of a tap group begin in the packed weight, which is taps × inputs × outputs.
  func weightLayout(_ group: Int) -> MatrixLayout {
    MatrixLayout(offset: group * stride * inputs * outputs, stride: outputs)
  }
}

/// A recording's place in a batch, or a part of it.
struct TimeTile: Sendable {
  /// Which recording.
  let recording: Int
  /// The rows of the recording in the input.
  let input: Range<Int>
  /// The first row of the recording in the output.
  let firstOutput: Int
  /// Which of the recording's output frames, or blocks of input frames, are meant.
  let frames: Range<Int>
}

extension TimeConvolution {
  /// Output frames a core takes at a time: a tile of 512 channels is half of a level-2 cache.
  private static let framesPerTile = 256

  /// Cuts the recordings into tiles of output frames.
  func tiles(_ lengths: [Int]) -> [TimeTile] {
    tiles(lengths) { outputFrames($0) }
  }

  /// Cuts the recordings into tiles of blocks of input frames, a stride a block.
  func inputTiles(_ lengths: [Int]) -> [TimeTile] {
    tiles(lengths) { length in (length + 2 * padding + stride - 1) / stride }
  }

  private func tiles(_ lengths: [Int], count: (Int) -> Int) -> [TimeTile] {
    var (input, output) = (0, 0)
    var tiles: [TimeTile] = []
    for (recording, length) in lengths.enumerated() {
      let frames = count(length)
      // Half a short recording for each of two cores; equal parts of a long one.
      let wanted = max(min(2, frames / 32), (frames + Self.framesPerTile - 1) / Self.framesPerTile)
      let step = (frames + max(wanted, 1) - 1) / max(wanted, 1)
      for start in Swift.stride(from: 0, to: frames, by: max(step, 1)) {
        tiles.append(
          TimeTile(
            recording: recording, input: input..<input + length, firstOutput: output,
            frames: start..<min(start + step, frames)))
      }
      input += length
      output += outputFrames(length)
    }
    return tiles
  }

  /// The rows of every recording in the input.
  func recordings(_ lengths: [Int]) -> [Range<Int>] {
    var first = 0
    return lengths.map { length in
      defer { first += length }
      return first..<first + length
    }
  }
}
