internal import CSndfile
internal import Kernels
internal import Tensors

extension AudioClip {
  /// Writes the clip in the format that the ending of `path` names.
  ///
  /// `.wav`, `.flac`, `.aiff`, `.au`, `.caf`, `.w64` and `.rf64` hold 16-bit PCM, so that samples
  /// are rounded to 1/32768; `.ogg` (Vorbis), `.opus` and `.mp3` lose what is hard to hear, and an
  /// Ogg file has a serial number that differs each time. The file appears under its name only
  /// when all of it is on the disk.
  ///
  /// - Parameter path: The file, which is replaced if it exists.
  /// - Throws: ``AudioError/unknownEnding(path:known:)``, ``AudioError/cannotSave(path:reason:)``,
  ///   or ``AudioError/outsideFullScale(path:count:peak:)`` rather than clip samples.
  public func save(to path: String) throws(AudioError) {
    try save(to: path, isCancelled: { false })
  }

  /// Writes the clip, unless `isCancelled`, which is asked often, says to stop.
  package func save(to path: String, isCancelled: () -> Bool) throws(AudioError) {
    guard let format = Self.formats[ending(of: path)] else {
      throw .unknownEnding(path: path, known: Self.writableEndings)
    }
    guard frameCount > 0 else { throw .cannotSave(path: path, reason: "it has no samples") }
    let elements = samples.elements
    guard finiteCount(samples.span) == elements.count else {
      throw .cannotSave(path: path, reason: "it has samples that are not finite numbers")
    }
    let outside = elements.count { abs($0) > 1 }
    guard outside == 0 else {
      throw .outsideFullScale(path: path, count: outside, peak: peak)
    }
    let file = try NewFile(writing: path)
    var writer = try SoundWriter(
      encoding: path, descriptor: file.descriptor, format: format, samplingRate: samplingRate,
      channelCount: channelCount)
    try writer.write(
      elements, isRounded: format.code & SF_FORMAT_SUBMASK == SF_FORMAT_PCM_16,
      isCancelled: isCancelled)
    guard !isCancelled() else { throw .cancelled }
    try file.commit()
  }

  /// The endings of files that can be written.
  public static let writableEndings: [String] = formats.keys.map { ".\($0)" }.sorted()

  private static let formats: [String: SoundFormat] = [
    "wav": SF_FORMAT_WAV | SF_FORMAT_PCM_16, "flac": SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
    "ogg": SF_FORMAT_OGG | SF_FORMAT_VORBIS, "opus": SF_FORMAT_OGG | SF_FORMAT_OPUS,
    "mp3": SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III,
    "aiff": SF_FORMAT_AIFF | SF_FORMAT_PCM_16, "aif": SF_FORMAT_AIFF | SF_FORMAT_PCM_16,
    "au": SF_FORMAT_AU | SF_FORMAT_PCM_16, "caf": SF_FORMAT_CAF | SF_FORMAT_PCM_16,
    "w64": SF_FORMAT_W64 | SF_FORMAT_PCM_16, "rf64": SF_FORMAT_RF64 | SF_FORMAT_PCM_16,
  ].mapValues { SoundFormat(code: $0) }

  /// What follows the last point of the file's name, in small letters.
  private func ending(of path: String) -> String {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 ? parts[parts.count - 1].lowercased() : ""
  }
}
