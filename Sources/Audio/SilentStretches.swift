internal import Glibc

/// Where nothing sounds in a recording, for long enough that it is a pause.
///
/// A hundredth of a second is silent if all its samples lie 50 dB or more below the level of the recording,
/// or below -80 dB of full scale, as digital silence and the noise of 16 bits do. The level is what a tenth of a
/// second of the recording reaches, so that a click does not count. Speech has gaps of its own, such as
/// the closure of a p: only silence of a fifth of a second is a pause, or silence at an end of the
/// recording.
public struct SilentStretches: Sendable, Equatable {
  /// The stretches in their order, in seconds.
  public let stretches: [Range<Double>]

  /// The depth below the recording's level from which on it is silent, in decibels.
  private static let depth = 50.0
  /// What is silent in any recording, in decibels of full scale.
  private static let floor = -80.0
  /// The shortest pause, in seconds.
  private static let shortest = 0.2
  /// The hundredths of a second that reach the level.
  private static let loudCount = 10

  /// Finds the silence in a recording of which the largest samples are known.
  public init(_ wave: WavePeaks) {
    let peaks = wave.peaks
    let loudest = peaks.sorted(by: >).prefix(Self.loudCount).last ?? 0
    let limit = max(Double(loudest) * amplitude(of: -Self.depth), amplitude(of: Self.floor))
    let seconds = wave.secondsPerPeak
    var found: [Range<Double>] = []
    var start: Int?
    for place in 0...peaks.count {
      if place < peaks.count, Double(peaks[place]) <= limit {
        start = start ?? place
      } else if let first = start {
        let isAtEnd = first == 0 || place == peaks.count
        if isAtEnd || Double(place - first) * seconds >= Self.shortest - 1e-9 {
          found.append(Double(first) * seconds..<Double(place) * seconds)
        }
        start = nil
      }
    }
    stretches = found
  }

  /// Whether a time lies in silence with all that is between it and another.
  ///
  /// - Parameters:
  ///   - start: Where it begins, in seconds; what lies before the recording is silent.
  ///   - end: Where it ends, in seconds.
  ///   - duration: The length of the recording in seconds; what lies behind it is silent.
  /// - Returns: Whether nothing sounds from the one to the other.
  public func contain(_ start: Double, _ end: Double, of duration: Double) -> Bool {
    let (start, end) = (max(0, start), min(end, duration))
    guard start < end else { return false }
    // The last stretch that begins by then.
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].lowerBound <= start { low = middle + 1 } else { high = middle }
    }
    // The last hundredth of a second may be a part of one.
    return low > 0 && end <= stretches[low - 1].upperBound + 1e-9
  }
}
