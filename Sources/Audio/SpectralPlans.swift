internal import Kernels
internal import Synchronization

/// The tables of transforms and filters that have been used, kept for the next clip.
enum SpectralPlans {
  /// What a transform's tables depend on.
  struct TransformKey: Hashable {
    let length: Int
    let window: Window
    let windowLength: Int
    var isKaldi = false
  }

  private struct FilterKey: Hashable {
    let filters: MelFilters
    let length: Int
    let samplingRate: Int
  }

  /// The most entries of a table; a recipe uses two or three.
  private static let capacity = 32

  private static let transforms = Mutex<[TransformKey: SpectralFrames]>([:])
  private static let filters = Mutex<[FilterKey: BandFilters]>([:])

  /// The transform of `key`.
  static func transform(_ key: TransformKey) -> SpectralFrames {
    transforms.withLock { table in
      if let known = table[key] { return known }
      // Kaldi reads 16-bit samples as they are; the window carries the factor.
      let scale: Float = key.isKaldi ? 32_768 : 1
      let plan = SpectralFrames(
        length: key.length, window: key.window.weights(key.windowLength).map { $0 * scale },
        preparation: key.isKaldi ? FramePreparation(removesMean: true, preemphasis: 0.97) : nil)
      if table.count >= capacity { table.removeAll() }
      table[key] = plan
      return plan
    }
  }

  /// The filters for spectra of `length` samples.
  static func bands(_ filters: MelFilters, length: Int, samplingRate: Int) -> BandFilters {
    let key = FilterKey(filters: filters, length: length, samplingRate: samplingRate)
    return Self.filters.withLock { table in
      if let known = table[key] { return known }
      let bands = filters.bands(length: length, samplingRate: samplingRate)
      if table.count >= capacity { table.removeAll() }
      table[key] = bands
      return bands
    }
  }
}
