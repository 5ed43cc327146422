internal import Kernels
public import Tensors

/// The sizes of the largest samples of every hundredth of a second: all that a drawing of a long
/// recording needs.
public struct WavePeaks: Sendable {
  /// The samples of a hundredth of a second.
  private let length: Int
  /// The seconds that a peak stands for: about a hundredth, and exactly as long as its samples last.
  public let secondsPerPeak: Double
  /// The peaks so far; of the last stretch, of what is known of it.
  public private(set) var peaks: [Float] = []
  private var count = 0

  /// Prepares for samples of some rate in hertz.
  public init(samplingRate: Int) {
    length = max(1, samplingRate / 100)
    secondsPerPeak = Double(length) / Double(samplingRate)
  }

  /// Takes in the next samples of one channel.
  public mutating func add(_ samples: Tensor) {
    var place = 0
    while place < samples.count {
      if count % length == 0 { peaks.append(0) }
      let end = min(place + length - count % length, samples.count)
      let size = largestMagnitude(samples.rows(place..<end).span)
      peaks[peaks.count - 1] = max(peaks[peaks.count - 1], size)
      count += end - place
      place = end
    }
  }
}
