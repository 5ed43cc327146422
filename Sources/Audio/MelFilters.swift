internal import Glibc
internal import Kernels

/// How a frequency is turned into mels.
enum MelScale: Hashable, Sendable {
  /// 2595·log10(1 + f/700), as in the HTK toolkit and, but for a factor, in Kaldi.
  case htk
  /// Linear below 1 kHz and logarithmic above, as in M. Slaney's Auditory Toolbox (1998).
  case slaney

  func mels(_ hertz: Double) -> Double {
    switch self {
    case .htk: 2595 * log10(1 + hertz / 700)
    case .slaney: hertz < 1000 ? hertz * 3 / 200 : 15 + log(hertz / 1000) * 27 / log(6.4)
    }
  }

  func hertz(_ mels: Double) -> Double {
    switch self {
    case .htk: 700 * (pow(10, mels / 2595) - 1)
    case .slaney: mels < 15 ? mels * 200 / 3 : 1000 * exp((mels - 15) * log(6.4) / 27)
    }
  }
}

/// Triangular filters that are as wide as each other in mels.
struct MelFilters: Hashable, Sendable {
  let count: Int
  let scale: MelScale
  /// The frequency where the first filter begins, in hertz.
  let lowest: Double
  /// The frequency where the last filter ends, in hertz.
  let highest: Double
  /// Whether every filter has the same area in hertz; otherwise every filter's peak is 1.
  let hasEqualAreas: Bool
  /// Whether the sides of the filters are straight in mels; otherwise in hertz.
  let isStraightInMels: Bool

  /// The filters as weights of the bins of spectra of `length` samples.
  func bands(length: Int, samplingRate: Int) -> BandFilters {
    let (bottom, top) = (scale.mels(lowest), scale.mels(highest))
    let edges = (0...(count + 1)).map { bottom + (top - bottom) * Double($0) / Double(count + 1) }
    let points = isStraightInMels ? edges : edges.map(scale.hertz)
    let bins = (0...(length / 2)).map { bin in
      let hertz = Double(bin) * Double(samplingRate) / Double(length)
      return isStraightInMels ? scale.mels(hertz) : hertz
    }
    return BandFilters(
      (0..<count).map { band in
        let (left, centre, right) = (points[band], points[band + 1], points[band + 2])
        let height = hasEqualAreas ? 2 / (right - left) : 1
        return bins.map { bin in
          let slope = min((bin - left) / (centre - left), (right - bin) / (right - centre))
          return Float(max(0, slope) * height)
        }
      })
  }
}
