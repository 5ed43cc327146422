internal import CSndfile
internal import Glibc
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

  /// Opens `file`, which must stay open as long as this.
  init(decoding file: borrowing OpenedFile) throws(AudioError) {
    var info = SF_INFO()
    let stream = SoundStream(descriptor: file.descriptor, length: file.byteCount)
    var calls = SoundStream.calls
    let opened: (address: UInt, reason: String) = soundOpening.withLock { _ in
      let handle = unsafe sf_open_virtual(&calls, Int32(SFM_READ), &info, stream.address)
      return unsafe (UInt(bitPattern: handle), handle == nil ? soundErrorText(nil) : "")
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

  /// What the file says in words, such as its title.
  var tags: [AudioInfo.Tag] {
    let known = [
      (SF_STR_TITLE, "title"), (SF_STR_ARTIST, "artist"), (SF_STR_ALBUM, "album"),
      (SF_STR_TRACKNUMBER, "track"), (SF_STR_DATE, "date"), (SF_STR_GENRE, "genre"),
      (SF_STR_COMMENT, "comment"), (SF_STR_COPYRIGHT, "copyright"), (SF_STR_LICENSE, "license"),
      (SF_STR_SOFTWARE, "software"),
    ]
    return known.compactMap { kind, name in
      guard let text = unsafe sf_get_string(handle, Int32(kind)) else { return nil }
      return AudioInfo.Tag(name: name, text: unsafe String(cString: text))
    }
  }

  /// What went wrong in decoding, or nil.
  var problem: String? {
    if stream.failure != 0 { return systemErrorText(stream.failure) }
    return unsafe sf_error(handle) == 0 ? nil : soundErrorText(handle)
  }
}

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
    let stream = SoundStream(descriptor: descriptor, length: 0)
    var calls = SoundStream.calls
    let opened: (address: UInt, reason: String) = soundOpening.withLock { _ in
      let handle = unsafe sf_open_virtual(&calls, Int32(SFM_WRITE), &info, stream.address)
      return unsafe (UInt(bitPattern: handle), handle == nil ? soundErrorText(nil) : "")
    }
    guard let handle = unsafe OpaquePointer(bitPattern: opened.address) else {
      let reason = stream.failure == 0 ? opened.reason : systemErrorText(stream.failure)
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
    let isClosed = unsafe sf_close(handle) == 0
    guard isWritten, isClosed, stream.failure == 0 else {
      throw .cannotSave(
        path: path, reason: stream.failure == 0 ? reason : systemErrorText(stream.failure))
    }
  }

  private func writeRounded(_ block: ArraySlice<Float>, _ count: Int) -> Int {
    let rounded = block.map { Int16(clamping: Int(($0 * 32_768).rounded())) }
    return Int(unsafe sf_writef_short(handle, rounded, Int64(count)))
  }

  private func writeFloats(_ block: ArraySlice<Float>, _ count: Int) -> Int {
    Int(unsafe sf_writef_float(handle, [Float](block), Int64(count)))
  }

  deinit { if isOpen { _ = unsafe sf_close(handle) } }
}

/// libsndfile keeps the error of an open that failed in one place for all threads.
let soundOpening = Mutex<Void>(())

/// libsndfile's words for the last error, as a clause.
func soundErrorText(_ handle: OpaquePointer?) -> String {
  guard let text = unsafe sf_strerror(handle) else { return "unknown error" }
  var words = unsafe String(cString: text)
  while words.last == "." || words.last == "\n" { words.removeLast() }
  // What it says of a file in which it finds no frame to decode.
  if words.hasPrefix("File does not exist") { return "no sound is found in it" }
  if words.hasPrefix("Error : ") { words.removeFirst(8) }
  return words.prefix(1).lowercased() + words.dropFirst()
}

/// An open descriptor as libsndfile reads and writes it, through calls of our own.
///
/// Given a descriptor, libsndfile closes it when it cannot open it, and on the way tries files of
/// other names; given these calls it does neither, and the first failure of the system is kept.
@safe
private final class SoundStream {
  private let descriptor: Int32
  private var position: Int64 = 0
  private var length: Int64

  /// The error number of the first read or write that failed, or 0.
  private(set) var failure: Int32 = 0

  /// A stream on `descriptor`, a file of `length` bytes, from its beginning.
  init(descriptor: Int32, length: Int) {
    self.descriptor = descriptor
    self.length = Int64(length)
  }

  /// The calls, to be given this stream's ``address`` as their data.
  static var calls: SF_VIRTUAL_IO {
    unsafe SF_VIRTUAL_IO(
      get_filelen: { unsafe SoundStream.at($0)?.length ?? -1 },
      seek: { unsafe SoundStream.at($2)?.seek($0, $1) ?? -1 },
      read: { unsafe SoundStream.at($2)?.read($0, $1) ?? 0 },
      write: { unsafe SoundStream.at($2)?.write($0, $1) ?? 0 },
      tell: { unsafe SoundStream.at($0)?.position ?? -1 })
  }

  /// This stream, which must outlive what is given the address.
  var address: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  private static func at(_ address: UnsafeMutableRawPointer?) -> SoundStream? {
    guard let address = unsafe address else { return nil }
    return unsafe Unmanaged<SoundStream>.fromOpaque(address).takeUnretainedValue()
  }

  private func seek(_ offset: Int64, _ origin: Int32) -> Int64 {
    let base = origin == SEEK_CUR ? position : origin == SEEK_END ? length : 0
    let (target, overflow) = base.addingReportingOverflow(offset)
    guard !overflow, target >= 0 else { return -1 }
    position = target
    return target
  }

  private func read(_ target: UnsafeMutableRawPointer?, _ count: Int64) -> Int64 {
    transfer(count) { done in
      unsafe pread(descriptor, target.map { unsafe $0 + done }, Int(count) - done, off_t(position))
    }
  }

  private func write(_ source: UnsafeRawPointer?, _ count: Int64) -> Int64 {
    transfer(count) { done in
      unsafe pwrite(descriptor, source.map { unsafe $0 + done }, Int(count) - done, off_t(position))
    }
  }

  /// Calls `step` with what is done so far until `count` bytes are done or no more can be.
  private func transfer(_ count: Int64, _ step: (Int) -> Int) -> Int64 {
    var done = 0
    while done < count {
      let moved = step(done)
      if moved < 0, errno == EINTR { continue }
      if moved < 0, failure == 0 { failure = errno }
      guard moved > 0 else { break }
      done += moved
      position += Int64(moved)
    }
    length = max(length, position)
    return Int64(done)
  }
}

/// The version of libsndfile.
public var soundFileVersion: String { unsafe String(cString: sf_version_string()) }
