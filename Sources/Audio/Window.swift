internal import Glibc

/// The weights of the samples of a frame.
public enum Window: String, Sendable, CaseIterable {
  /// A raised cosine that reaches 0.
  case hann
  /// A raised cosine that stays above 0.
  case hamming
  /// Kaldi's: the symmetric Hann window to the power of 0.85.
  case povey
  /// Ones.
  case rectangular

  /// The weights of `length` samples.
  ///
  /// Hann and Hamming windows are periodic, as for spectrograms: the weight after the last would be
  /// the first. Povey's is symmetric: its last weight is its first.
  func weights(_ length: Int) -> [Float] {
    (0..<length).map { sample in
      switch self {
      case .hann: Float(0.5 - 0.5 * turn(sample, length))
      case .hamming: Float(0.54 - 0.46 * turn(sample, length))
      case .povey: Float(pow(0.5 - 0.5 * turn(sample, length - 1), 0.85))
      case .rectangular: 1
      }
    }
  }

  private func turn(_ sample: Int, _ period: Int) -> Double {
    cos(2 * Double.pi * Double(sample) / Double(max(period, 1)))
  }
}
