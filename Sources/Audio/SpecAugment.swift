public import Tensors

/// Changes to features that make a recognizer listen to all of a recording: it is said a little
/// faster or slower, and some bands and some stretches of frames are set to 0, which is the mean of
/// normalised features.
///
/// D. S. Park et al., "SpecAugment", Interspeech 2019, section 2, with one speed for the whole
/// recording in place of a warp of its middle. The width of every mask is drawn evenly from 0 to the
/// widest, its place evenly from where it fits.
public struct SpecAugment: Sendable, Equatable {
  /// The number of masked bands.
  public var bandMasks = 2
  /// The most bins of a masked band.
  public var bandWidth = 10
  /// The number of masked stretches.
  public var timeMasks = 2
  /// The most frames of a masked stretch.
  public var timeWidth = 20
  /// The most of a recording that one masked stretch may take: short ones keep their words.
  public var timeShare = 0.15

  /// The largest change of speed: 0.1 draws from 0.9 to 1.1 times as many frames.
  public var timeStretch = 0.1

  /// Two bands of up to 10 bins, two stretches of up to 20 frames, a tenth of the speed.
  public init() {}

  /// Changes the features of a recording.
  ///
  /// - Parameters:
  ///   - features: Frames × bins.
  ///   - fewestFrames: The features keep their speed if they would have fewer frames than this.
  ///   - stream: Where the speed, the widths and the places are drawn from.
  /// - Returns: The features at another speed, with masks set to 0.
  public func callAsFunction(
    _ features: Tensor, fewestFrames: Int, stream: RandomStream
  ) -> Tensor {
    var stream = stream
    let factor = 1 + timeStretch * Double(2 * stream.uniform() - 1)
    let count = Int((Double(features.rowCount) * factor).rounded())
    var masked =
      timeStretch > 0 && count > 1 && features.rowCount > 1 && count >= fewestFrames
      ? stretched(features, to: count) : features
    let (frames, bins) = (masked.rowCount, masked.rowLength)
    var target = masked.mutableSpan
    for _ in 0..<bandMasks {
      let band = Self.draw(min(bandWidth, bins), of: bins, &stream)
      for frame in 0..<frames {
        for bin in band { target[frame * bins + bin] = 0 }
      }
    }
    let widest = min(timeWidth, Int(Double(frames) * timeShare))
    for _ in 0..<timeMasks {
      for frame in Self.draw(widest, of: frames, &stream) {
        for bin in 0..<bins { target[frame * bins + bin] = 0 }
      }
    }
    return masked
  }

  private static func draw(
    _ widest: Int, of count: Int, _ stream: inout RandomStream
  ) -> Range<Int> {
    guard count > 0 else { return 0..<0 }
    let width = stream.integer(below: max(widest, 0) + 1)
    let start = stream.integer(below: count - width + 1)
    return start..<start + width
  }
}

/// Features with another number of frames, each on the line between the two that it falls between.
private func stretched(_ features: Tensor, to count: Int) -> Tensor {
  let (frames, bins) = (features.rowCount, features.rowLength)
  var result = Tensor(uninitialized: [count, bins])
  var target = result.mutableSpan
  let source = features.span
  for frame in 0..<count {
    let place = Double(frame) * Double(frames - 1) / Double(count - 1)
    let lower = min(Int(place), frames - 2)
    let share = Float(place - Double(lower))
    for bin in 0..<bins {
      let (one, other) = (source[lower * bins + bin], source[(lower + 1) * bins + bin])
      target[frame * bins + bin] = one + (other - one) * share
    }
  }
  return result
}
