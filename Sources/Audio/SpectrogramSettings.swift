/// How a spectrogram is taken; the defaults are those of speech at 16 kHz: 25 ms every 10 ms.
public struct SpectrogramSettings: Hashable, Sendable {
  /// Where the first and the last frame lie.
  public enum Alignment: Hashable, Sendable {
    /// Frame t is centred at sample t·hop, and the clip is mirrored at its ends.
    case centredMirrored
    /// Frame t is centred at sample t·hop, and zeros surround the clip.
    case centredZeros
    /// Frame t begins at sample t·hop, and only frames that lie in the clip are taken.
    case inside
  }

  /// The number of samples that are transformed (`n_fft`).
  public var fftLength: Int
  /// The distance between the first samples of two frames (`hop_length`).
  public var hopLength: Int
  /// The number of samples that are weighted, in the middle of those transformed (`win_length`).
  public var windowLength: Int
  /// The weights.
  public var window: Window
  /// What stands in a bin: 1 for the magnitude, 2 for the power.
  public var power: Int
  /// Where the frames lie.
  public var alignment: Alignment

  /// Makes settings; a window without a length is as long as the transform.
  public init(
    fftLength: Int = 400, hopLength: Int = 160, windowLength: Int? = nil, window: Window = .hann,
    power: Int = 2, alignment: Alignment = .centredMirrored
  ) {
    self.fftLength = fftLength
    self.hopLength = hopLength
    self.windowLength = windowLength ?? fftLength
    self.window = window
    self.power = power
    self.alignment = alignment
  }

  /// The largest prime factor that a transform's length may have: its cost grows with its square.
  static let largestFactor = 2_048

  /// Refuses settings of which no spectrogram can be taken.
  func validate() throws(AudioError) {
    guard (1...65_536).contains(fftLength), largestPrimeFactor(fftLength) <= Self.largestFactor
    else {
      throw .invalidSetting(
        name: "n_fft", value: "\(fftLength)",
        requirement: "from 1 to 65536 and without a prime factor above \(Self.largestFactor)")
    }
    guard (1...65_536).contains(hopLength) else {
      throw .invalidSetting(
        name: "hop_length", value: "\(hopLength)", requirement: "from 1 to 65536")
    }
    guard (1...fftLength).contains(windowLength) else {
      throw .invalidSetting(
        name: "win_length", value: "\(windowLength)",
        requirement: "from 1 to n_fft (\(fftLength))")
    }
    guard (1...2).contains(power) else {
      throw .invalidSetting(
        name: "power", value: "\(power)", requirement: "1 (magnitudes) or 2 (powers)")
    }
  }
}

private func largestPrimeFactor(_ number: Int) -> Int {
  var (rest, divisor, largest) = (number, 2, 1)
  while divisor * divisor <= rest {
    if rest.isMultiple(of: divisor) {
      largest = divisor
      rest /= divisor
    } else {
      divisor += 1
    }
  }
  return max(largest, rest)
}
