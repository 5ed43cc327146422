/// A convolution over frames and bins of recordings that lie end to end.
///
/// A row is one frame: bins × channels, the channels of a bin side by side. The window of one output
/// bin at one tap in time is then a stretch of a row, and the windows of all frames are a matrix
/// whose rows are `timeStride` frames apart: every tap is a matrix product on the rows as they lie,
/// without a copy of the windows. Outside its own frames and bins a recording reads zeros.
public struct Convolution: Sendable {
  /// The number of bins of an input row; 1 for a convolution over time alone.
  public let bins: Int
  /// The number of channels of an input bin.
  public let inputChannels: Int
  /// The number of channels of an output bin.
  public let outputChannels: Int
  /// How many bins a window covers.
  public let binKernel: Int
  /// How many frames a window covers.
  public let timeKernel: Int
  /// How many bins lie between two windows.
  public let binStride: Int
  /// How many frames lie between two windows.
  public let timeStride: Int
  /// How many zeros stand before the first and after the last bin.
  public let binPadding: Int
  /// How many zeros stand before the first and after the last frame.
  public let timePadding: Int

  /// Describes a convolution.
  public init(
    bins: Int, inputChannels: Int, outputChannels: Int, binKernel: Int, timeKernel: Int,
    binStride: Int, timeStride: Int, binPadding: Int, timePadding: Int
  ) {
    precondition(
      min(bins, inputChannels, outputChannels, binKernel, timeKernel, binStride, timeStride) > 0
        && min(binPadding, timePadding) >= 0, "The sizes of a convolution are positive.")
    self.bins = bins
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.binKernel = binKernel
    self.timeKernel = timeKernel
    self.binStride = binStride
    self.timeStride = timeStride
    self.binPadding = binPadding
    self.timePadding = timePadding
  }

  /// The number of bins of an output row.
  public var outputBins: Int {
    max(0, bins + 2 * binPadding - binKernel) / binStride
      + (bins + 2 * binPadding >= binKernel ? 1 : 0)
  }

  /// The number of output frames of a recording of `frames` frames.
  public func outputFrames(_ frames: Int) -> Int {
    let padded = frames + 2 * timePadding
    return frames > 0 && padded >= timeKernel ? (padded - timeKernel) / timeStride + 1 : 0
  }

  /// The length of an input row.
  public var inputRow: Int { bins * inputChannels }

  /// The length of an output row.
  public var outputRow: Int { outputBins * outputChannels }

  /// The number of weights: outputs × inputs × bin taps × time taps.
  public var weightCount: Int { outputChannels * inputChannels * binKernel * timeKernel }
}

extension Convolution {
  /// Computes the convolution; `output` already holds the bias.
  func forward(_ x: Floats, packedWeight: Floats, recordings: [Recording], into y: Floats) {
    parallel(count: recordings.count, grain: 1) { range in
      for index in range {
        for tap in 0..<timeKernel {
          forWindows(of: tap, recordings[index]) { window in
            Product(
              a: x, aLayout: window.input, b: packedWeight, bLayout: window.weight, c: y,
              cLayout: window.output,
              size: ProductSize(rows: window.rows, columns: outputChannels, inner: window.length),
              keep: 1
            ).compute(rows: 0..<window.rows)
          }
        }
      }
    }
  }

  /// Adds the gradient with respect to the input to `dx`.
  func backwardInput(
    _ dy: Floats, packedWeight: Floats, recordings: [Recording], into dx: Floats
  ) {
    parallel(count: recordings.count, grain: 1) { range in
      for index in range {
        for tap in 0..<timeKernel {
          forWindows(of: tap, recordings[index]) { window in
            Product(
              a: dy, aLayout: window.output, b: packedWeight,
              bLayout: window.weight.transposed, c: dx, cLayout: window.input,
              size: ProductSize(rows: window.rows, columns: window.length, inner: outputChannels),
              keep: 1
            ).compute(rows: 0..<window.rows)
          }
        }
      }
    }
  }

  /// Adds the gradient with respect to the packed weight to `dw`: every core takes taps.
  func backwardWeight(_ x: Floats, _ dy: Floats, recordings: [Recording], into dw: Floats) {
    parallel(count: timeKernel, grain: 1) { range in
      for tap in range {
        for recording in recordings {
          forWindows(of: tap, recording) { window in
            Product(
              a: x, aLayout: window.input.transposed, b: dy, bLayout: window.output, c: dw,
              cLayout: window.weight,
              size: ProductSize(rows: window.length, columns: outputChannels, inner: window.rows),
              keep: 1
            ).compute(rows: 0..<window.length)
          }
        }
      }
    }
  }

  /// Where a recording's rows begin in the input and in the output, and how many it has.
  struct Recording: Sendable {
    let firstInput: Int
    let inputFrames: Int
    let firstOutput: Int
    let outputFrames: Int
  }

  /// The recordings of a batch of the given lengths.
  func recordings(_ lengths: [Int]) -> [Recording] {
    var (input, output) = (0, 0)
    return lengths.map { length in
      let frames = outputFrames(length)
      defer {
        input += length
        output += frames
      }
      return Recording(
        firstInput: input, inputFrames: length, firstOutput: output, outputFrames: frames)
    }
  }

  /// The matrices of one output bin at one tap.
  private struct Window {
    let rows: Int
    let length: Int
    let input: MatrixLayout
    let weight: MatrixLayout
    let output: MatrixLayout
  }

  @inline(__always)
  private func forWindows(of tap: Int, _ recording: Recording, _ body: (Window) -> Void) {
    // Output frame t reads input frame t·stride + tap - padding.
    let reach = tap - timePadding
    let first = max(0, (-reach + timeStride - 1) / timeStride)
    let last = min(
      recording.outputFrames, (recording.inputFrames - 1 - reach + timeStride) / timeStride)
    guard reach < recording.inputFrames, first < last else { return }
    let inputStart = recording.firstInput + first * timeStride + reach
    let outputStart = recording.firstOutput + first
    for bin in 0..<outputBins {
      let begin = bin * binStride - binPadding
      let (lower, upper) = (max(0, begin), min(bins, begin + binKernel))
      guard lower < upper else { continue }
      body(
        Window(
          rows: last - first, length: (upper - lower) * inputChannels,
          input: MatrixLayout(
            offset: inputStart * inputRow + lower * inputChannels, stride: timeStride * inputRow),
          weight: MatrixLayout(
            offset: (tap * binKernel + lower - begin) * inputChannels * outputChannels,
            stride: outputChannels),
          output: MatrixLayout(
            offset: outputStart * outputRow + bin * outputChannels, stride: outputRow)))
    }
  }

  /// Puts a weight of shape outputs × inputs × bin taps × time taps in the order of the products:
  /// time taps × bin taps × inputs × outputs; or, `backwards`, adds the second to the first.
  func pack(_ weight: Floats, _ packed: Floats, backwards: Bool = false) {
    for output in 0..<outputChannels {
      for input in 0..<inputChannels {
        for bin in 0..<binKernel {
          for tap in 0..<timeKernel {
            let plain = ((output * inputChannels + input) * binKernel + bin) * timeKernel + tap
            let other = ((tap * binKernel + bin) * inputChannels + input) * outputChannels + output
            if backwards {
              weight[plain] += packed[other]
            } else {
              packed[other] = weight[plain]
            }
          }
        }
      }
    }
  }
}

extension MatrixLayout {
  fileprivate var transposed: MatrixLayout {
    MatrixLayout(offset: offset, stride: stride, .transposed)
  }
}
