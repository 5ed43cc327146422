/// The spectrum of sixteen real sequences of one length, from a complex transform.
///
/// Of an even length n, neighbours are taken as the parts of n/2 complex numbers; with Z their
/// transform, m = n/2 and w = exp(-2πi/n), the transform of the sequence is, for k from 0 to m,
///
///     E = (Z[k] + conj Z[m-k]) / 2,  O = (Z[k] - conj Z[m-k]) / 2i,  X[k] = E + wᵏ·O
///
/// and X[m-k] = conj(E - wᵏ·O), so that both come from one pair. The halves are taken out of the
/// samples beforehand (``inputScale``). Of an odd length, the samples are the real parts.
struct RealSpectrum: Sendable {
  private let fourier: LaneFourier
  private let isEven: Bool
  private let turns: [(re: Float, im: Float)]

  /// What samples must be multiplied by before the transform.
  var inputScale: Float { isEven ? 0.5 : 1 }

  /// The number of floats that each of the two buffers of a transform must have.
  var bufferLength: Int { 32 * fourier.length }

  init(length: Int) {
    isEven = length.isMultiple(of: 2)
    fourier = LaneFourier(length: isEven ? length / 2 : length)
    turns = isEven ? (0...length / 4).map { rootOfUnity($0, of: length) } : []
  }

  /// Transforms the samples in `first`, lanes one after the other, and reads powers or magnitudes.
  ///
  /// - Returns: `bins`, with the bins as lanes one after the other.
  func read(
    _ first: Floats, _ second: Floats, into bins: Floats, _ reading: SpectralReading
  ) -> Floats {
    if isEven {
      readEven(fourier.transform(first, second), bins)
    } else {
      for index in 0..<fourier.length {
        second[complex: index] = ComplexLanes(re: first[lanes: 16 * index], im: Lanes())
      }
      let result = fourier.transform(second, first)
      for bin in 0...(fourier.length / 2) { bins[lanes: 16 * bin] = result[complex: bin].power }
    }
    if !reading.isPower {
      for index in stride(from: 0, to: bins.count, by: 16) {
        bins[lanes: index] = squareRoot(bins[lanes: index])
      }
    }
    return bins
  }

  private func readEven(_ result: Floats, _ bins: Floats) {
    let middle = fourier.length
    let zero = result[complex: 0]
    let (lowest, highest) = ((zero.re + zero.im) * 2, (zero.re - zero.im) * 2)
    bins[lanes: 0] = lowest * lowest
    bins[lanes: 16 * middle] = highest * highest
    guard middle > 1 else { return }
    for k in 1...(middle / 2) {
      let (z, mirror) = (result[complex: k], result[complex: middle - k])
      let even = ComplexLanes(re: z.re + mirror.re, im: z.im - mirror.im)
      let odd = ComplexLanes(re: z.im + mirror.im, im: mirror.re - z.re) * turns[k]
      bins[lanes: 16 * k] = (even + odd).power
      bins[lanes: 16 * (middle - k)] = (even - odd).power
    }
  }
}
