internal import CSndfile

/// A file of sound that libsndfile encodes.
@safe
struct SoundWriter: ~Copyable {
  private let handle: OpaquePointer
  private let stream: SoundStream
  private let path: String
  private let channelCount: Int
  private var isOpen = true

  /// Frames that are encoded at a time: some encoders put what they are given on the stack.
  private static let blockLength = 4_096

  /// Begins a file of `format` on `descriptor`, which must stay open as long as this.
  init(
    encoding path: String, descriptor: Int32, format: SoundFormat, samplingRate: Int,
    channelCount: Int
  ) throws(AudioError) {
    var info = SF_INFO()
    info.samplerate = Int32(clamping: samplingRate)
    info.channels = Int32(clamping: channelCount)
    info.format = Int32(clamping: format.code)
    let stream = SoundStream(writing: descriptor)
    let opened = unsafe openedSound(SFM_WRITE, &info, SoundStream.calls, data: stream.address)
    guard let handle = unsafe opened.handle else {
      let reason = unsafe stream.failure == 0 ? opened.reason : systemErrorText(stream.failure)
      let kind = "\(samplingRate) Hz and \(channelCount) channels as \(format.encoding)"
      throw .cannotSave(path: path, reason: "\(kind): \(reason)")
    }
    unsafe self.handle = handle
    (self.stream, self.path, self.channelCount) = (stream, path, channelCount)
  }

  /// Encodes all of `samples`, whose channels lie side by side, and ends the file.
  ///
  /// - Parameters:
  ///   - samples: The samples, at most 1 in size.
  ///   - isRounded: Whether they are rounded to 16 bits here, so that what was read from 16 bits
  ///     is written as it was; libsndfile's own scale differs in the last bit.
  ///   - isCancelled: Asked before each block.
  /// - Throws: ``AudioError/cannotSave(path:reason:)`` or ``AudioError/cancelled``.
  mutating func write(
    _ samples: [Float], isRounded: Bool, isCancelled: () -> Bool
  ) throws(AudioError) {
    let frames = samples.count / channelCount
    var done = 0
    while done < frames {
      guard !isCancelled() else { throw .cancelled }
      let count = min(Self.blockLength, frames - done)
      let block = samples[(done * channelCount)..<((done + count) * channelCount)]
      let written = isRounded ? writeRounded(block, count) : writeFloats(block, count)
      if written != count { break }
      done += count
    }
    let isWritten = unsafe done == frames && sf_error(handle) == 0
    let reason = unsafe isWritten ? "" : soundErrorText(handle)
    // Closing writes what is left, and the header.
    isOpen = false
    let isClosed = quietly { unsafe sf_close(handle) == 0 }
    guard isWritten, isClosed, stream.failure == 0 else {
      throw .cannotSave(
        path: path, reason: stream.failure == 0 ? reason : systemErrorText(stream.failure))
    }
  }

  private func writeRounded(_ block: ArraySlice<Float>, _ count: Int) -> Int {
    let rounded = block.map { Int16(clamping: Int(($0 * 32_768).rounded())) }
    return quietly { Int(unsafe sf_writef_short(handle, rounded, Int64(count))) }
  }

  private func writeFloats(_ block: ArraySlice<Float>, _ count: Int) -> Int {
    quietly { Int(unsafe sf_writef_float(handle, [Float](block), Int64(count))) }
  }

  deinit { if isOpen { quietly { _ = unsafe sf_close(handle) } } }
}
