/// Where frames lie in a signal.
public struct Framing: Sendable {
  /// What stands for the samples before the beginning and after the end.
  public enum Border: Sendable {
    /// The signal mirrored at its first and last sample, which are not repeated.
    case reflection
    /// Zeros.
    case zeros
  }

  /// The index of the first sample of the first frame; negative before the beginning.
  public let origin: Int
  /// The distance between the first samples of two frames.
  public let hop: Int
  /// The number of frames.
  public let count: Int
  /// What stands for the samples that are not there.
  public let border: Border

  /// Describes `count` frames, the first at `origin`, `hop` samples apart.
  public init(origin: Int, hop: Int, count: Int, border: Border) {
    (self.origin, self.hop, self.count, self.border) = (origin, hop, count, border)
  }
}

/// What is done to the samples of a frame before they are weighted by the window.
public struct FramePreparation: Sendable {
  /// Whether the mean is subtracted.
  public let removesMean: Bool
  /// How much of the sample before is subtracted from every sample; of itself from the first.
  public let preemphasis: Float

  /// Names a preparation.
  public init(removesMean: Bool, preemphasis: Float) {
    (self.removesMean, self.preemphasis) = (removesMean, preemphasis)
  }
}

/// What is told of the spectrum of a frame.
public struct SpectralReading: Sendable {
  /// Whether bins are powers; magnitudes otherwise.
  public let isPower: Bool
  /// The bands that the bins are summed to; nil leaves the bins.
  public let bands: BandFilters?
  /// The smallest number whose logarithm is taken; nil takes no logarithm.
  public let floor: Float?
  /// The factor of the natural logarithm.
  public let logarithmScale: Float

  /// Describes bins or bands of a spectrum, or their logarithms.
  public init(isPower: Bool, bands: BandFilters?, floor: Float?, logarithmScale: Float = 1) {
    self.isPower = isPower
    self.bands = bands
    self.floor = floor
    self.logarithmScale = logarithmScale
  }
}

/// Spectra of overlapping, windowed frames of a signal.
///
/// Sixteen frames are worked on at a time, one in every lane of a vector: their samples are
/// transposed into the lanes, weighted, transformed as half as many complex numbers, and read. A
/// tile stays in the nearest caches from the samples to the logarithms. (Products with cosine and
/// sine matrices, folded once, take as long as a library's FFT even at the processor's peak.)
public struct SpectralFrames: Sendable {
  /// The number of samples of a transform.
  public let length: Int
  /// The number of bins of a spectrum: from 0 to half the sampling rate.
  public var binCount: Int { length / 2 + 1 }

  let window: [Float]
  let preparation: FramePreparation?
  let spectrum: RealSpectrum

  /// Plans spectra of `length` samples, weighted by `window`, which is at most as long.
  public init(length: Int, window: [Float], preparation: FramePreparation? = nil) {
    precondition(
      length >= 1 && window.count <= length, "A window is at most as long as the transform.")
    self.length = length
    self.preparation = preparation
    spectrum = RealSpectrum(length: length)
    let scale = spectrum.inputScale
    self.window = window.map { $0 * scale }
  }

  /// Computes what `reading` tells of every frame of `signal`, a row of `target` for each.
  public func compute(
    _ signal: Span<Float>, _ framing: Framing, _ reading: SpectralReading,
    into target: inout MutableSpan<Float>
  ) {
    let columns = reading.bands?.count ?? binCount
    precondition(target.count == framing.count * columns, "A row of results for every frame.")
    precondition(framing.hop >= 1, "Frames are at least one sample apart.")
    precondition(
      framing.border == .zeros || !signal.isEmpty, "Nothing can be mirrored of no signal.")
    precondition((reading.bands?.binCount ?? 0) <= binCount, "Bands are of the bins there are.")
    let (source, results) = (Floats(signal), Floats(&target))
    let tiles = (framing.count + 15) / 16
    let parts = SpectralScratchParts(frames: self, framing: framing, columns: columns)
    let stretch = 8
    parallel(count: (tiles + stretch - 1) / stretch, scratch: parts.count) { index, floats in
      let scratch = SpectralScratch(parts, floats)
      for tile in stretch * index..<min(stretch * (index + 1), tiles) {
        let frames = (16 * tile)..<min(16 * tile + 16, framing.count)
        gather(source, framing, frames.lowerBound, scratch)
        let bins = spectrum.read(scratch.first, scratch.second, into: scratch.bins, reading)
        let values = reading.finish(bins, scratch.values)
        spread(values, into: results[(frames.lowerBound * columns)..<(frames.upperBound * columns)])
      }
    }
  }
}
