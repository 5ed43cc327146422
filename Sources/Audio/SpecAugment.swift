public import Tensors

/// Masks over features that make a recognizer listen to all of a recording: some bands and some
/// stretches of frames are set to 0, which is the mean of normalised features.
///
/// D. S. Park et al., "SpecAugment", Interspeech 2019, section 2, without the time warping. The
/// width of every mask is drawn evenly from 0 to the widest, its place evenly from where it fits.
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

  /// Two bands of up to 10 bins, two stretches of up to 20 frames.
  public init() {}

  /// Masks features.
  ///
  /// - Parameters:
  ///   - features: Frames × bins.
  ///   - stream: Where the widths and places are drawn from.
  /// - Returns: The features with masks set to 0.
  public func callAsFunction(_ features: Tensor, stream: RandomStream) -> Tensor {
    let (frames, bins) = (features.rowCount, features.rowLength)
    var (stream, masked) = (stream, features)
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
