internal import Kernels
internal import Tensors

/// A WAV file of the plainest form: a header of 44 bytes, then 16-bit samples to the end of the file.
///
/// Most recordings for speech recognition are such files. Their header is read at once and their
/// samples go straight to their place. Anything more, such as tags, another encoding or a length
/// that is not that of the file, is left to libsndfile, which gives the same numbers of these.
struct PlainWave {
  let samplingRate: Int
  let channelCount: Int
  let frameCount: Int

  private static let headerLength = 44

  /// Frames that are read at a time.
  private static let blockLength = 1 << 14

  /// Reads the header, or makes nothing of a file that is not of this form.
  init?(_ file: borrowing OpenedFile) {
    let head = file.bytes(at: 0, count: Self.headerLength)
    guard head.count == Self.headerLength, head.has("RIFF", at: 0), head.has("WAVEfmt ", at: 8),
      head.has("data", at: 36)
    else { return nil }
    func number(_ place: Int, _ count: Int) -> Int {
      head[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let dataLength = number(40, 4)
    (channelCount, samplingRate) = (number(22, 2), number(24, 4))
    let frameLength = 2 * channelCount
    guard number(4, 4) == file.byteCount - 8, number(16, 4) == 16, number(20, 2) == 1,
      (1...AudioClip.mostChannels).contains(channelCount),
      AudioClip.samplingRates.contains(samplingRate), number(28, 4) == samplingRate * frameLength,
      number(32, 2) == frameLength, number(34, 2) == 16, dataLength > 0,
      dataLength == file.byteCount - Self.headerLength, dataLength.isMultiple(of: frameLength)
    else { return nil }
    frameCount = dataLength / frameLength
  }

  /// What the header of `file`, which this was made of, says.
  func info(of file: borrowing OpenedFile) -> AudioInfo {
    let format = SoundFormat.plainWave
    return AudioInfo(
      path: file.path, frameCount: frameCount, samplingRate: samplingRate,
      channelCount: channelCount, format: format.container, encoding: format.encoding,
      byteCount: file.byteCount, precision: format.precision, tags: [], folder: file.folder)
  }

  /// Reads the frames of `stretch` from `file`, which this was made of, as ``Decoder`` does.
  func decode(
    _ file: borrowing OpenedFile, _ stretch: Stretch, channel: Int?, isCancelled: () -> Bool
  ) throws(AudioError) -> Tensor {
    let wanted = stretch.frames(at: samplingRate)
    try stretch.require(within: frameCount, at: samplingRate, path: file.path)
    let (first, end) = (wanted.lowerBound, min(wanted.upperBound, frameCount))
    let kept = channel == nil ? channelCount : 1
    let limit = Decoder.mostSamples / kept
    guard end - first <= limit else {
      throw .tooLong(path: file.path, frameCount: end - first, limit: limit)
    }
    guard end > first else { throw .noFrames(path: file.path) }
    var samples = Tensor(uninitialized: kept == 1 ? [end - first] : [end - first, kept])
    var target = samples.mutableSpan
    let length = min(Self.blockLength, end - first)
    var block = [Int16](repeating: 0, count: length * channelCount)
    for start in stride(from: first, to: end, by: length) {
      guard !isCancelled() else { throw .cancelled }
      let count = min(length, end - start)
      let offset = Self.headerLength + 2 * channelCount * start
      let read = file.read(count * channelCount, into: &block, at: offset)
      guard read == count * channelCount else {
        throw .truncatedFile(
          path: file.path, present: start + read / channelCount, declared: frameCount,
          unit: "frames")
      }
      copySamples(
        block.span.extracting(0..<read), channel: channel ?? 0,
        of: channel == nil ? 1 : channelCount, into: &target, at: (start - first) * kept)
    }
    return samples
  }
}
