/// Weighted sums over stretches of the bins of a spectrum, such as a bank of mel filters.
public struct BandFilters: Sendable {
  /// The number of bands.
  public let count: Int

  private let firstBins: [Int]
  private let weightStarts: [Int]
  private let weights: [Float]

  /// Makes bands from a weight for every bin of every band; zeros at both ends are left out.
  public init(_ bands: [[Float]]) {
    count = bands.count
    var (firsts, starts, kept) = ([Int](), [0], [Float]())
    for band in bands {
      let first = band.firstIndex { $0 != 0 } ?? 0
      let last = band.lastIndex { $0 != 0 } ?? -1
      firsts.append(first)
      if first <= last { kept += band[first...last] }
      starts.append(kept.count)
    }
    (firstBins, weightStarts, weights) = (firsts, starts, kept)
  }

  /// The number of bins that the bands reach.
  var binCount: Int {
    (0..<count).map { firstBins[$0] + weightStarts[$0 + 1] - weightStarts[$0] }.max() ?? 0
  }

  /// Sums band `band` of sixteen spectra, whose bins are lanes one after the other.
  @inline(__always)
  func sum(_ band: Int, _ spectra: Floats) -> Lanes {
    let (start, end) = (weightStarts[band], weightStarts[band + 1])
    var result = Lanes()
    var bin = firstBins[band]
    for index in start..<end {
      result += spectra[lanes: 16 * bin] * weights[index]
      bin += 1
    }
    return result
  }
}
