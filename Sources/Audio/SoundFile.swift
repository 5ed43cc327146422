internal import CSndfile
internal import Synchronization

/// A file of sound that libsndfile decodes, closed when this value ends.
@safe
struct SoundFile: ~Copyable {
  private let handle: OpaquePointer
  private let stream: SoundStream

  let samplingRate: Int
  let channelCount: Int
  let format: SoundFormat
  /// The number of frames that the file declares, or nil where only decoding it can tell.
  let declaredFrameCount: Int?

  /// libsndfile keeps the error of an open that failed in one place for all threads.
  private static let opening = Mutex<Void>(())

  /// Opens `file`, which must stay open as long as this.
  init(decoding file: borrowing OpenedFile) throws(AudioError) {
    var info = SF_INFO()
    let stream = SoundStream(descriptor: file.descriptor, length: file.byteCount)
    var calls = SoundStream.calls
    let opened: (address: UInt, reason: String) = Self.opening.withLock { _ in
      let handle = unsafe sf_open_virtual(&calls, Int32(SFM_READ), &info, stream.address)
      return unsafe (UInt(bitPattern: handle), handle == nil ? errorText(nil) : "")
    }
    guard let handle = unsafe OpaquePointer(bitPattern: opened.address) else {
      throw .damagedFile(path: file.path, reason: opened.reason)
    }
    self.stream = stream
    unsafe self.handle = handle
    samplingRate = Int(info.samplerate)
    channelCount = Int(info.channels)
    format = SoundFormat(code: Int(info.format))
    declaredFrameCount = info.frames < Int64.max && info.frames >= 0 ? Int(info.frames) : nil
  }

  deinit { unsafe sf_close(handle) }

  /// Decodes up to `frameCount` frames into the front of `buffer`, which has room for them.
  ///
  /// - Returns: The number of frames; fewer than asked for where the sound ends or is damaged.
  func read(_ frameCount: Int, into buffer: inout [Float]) -> Int {
    precondition(buffer.count >= frameCount * channelCount, "The buffer has room for the frames.")
    return max(0, Int(unsafe sf_readf_float(handle, &buffer, Int64(frameCount))))
  }

  /// Goes to `frame`; false where the file cannot.
  func seek(to frame: Int) -> Bool {
    unsafe sf_seek(handle, Int64(frame), Int32(SF_SEEK_SET)) == Int64(frame)
  }

  /// What went wrong in decoding, or nil.
  var problem: String? {
    if stream.failure != 0 { return systemErrorText(stream.failure) }
    return unsafe sf_error(handle) == 0 ? nil : errorText(handle)
  }
}

/// libsndfile's words for the last error, as a clause.
private func errorText(_ handle: OpaquePointer?) -> String {
  guard let text = unsafe sf_strerror(handle) else { return "unknown error" }
  var words = unsafe String(cString: text)
  while words.last == "." || words.last == "\n" { words.removeLast() }
  // What it says of a file in which it finds no frame to decode.
  if words.hasPrefix("File does not exist") { return "no sound is found in it" }
  if words.hasPrefix("Error : ") { words.removeFirst(8) }
  return words.prefix(1).lowercased() + words.dropFirst()
}
