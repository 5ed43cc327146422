internal import CSndfile
internal import Glibc

/// An open descriptor as libsndfile reads and writes it, through calls of our own.
///
/// Given a descriptor, libsndfile closes it when it cannot open it, and on the way tries files of
/// other names; given these calls it does neither, and the first failure of the system is kept.
@safe
final class SoundStream {
  private let descriptor: Int32
  /// What is read in place of the file, or nil for the file as it is by then.
  private let bytes: SoundBytes?
  private var position: Int64 = 0
  private var length: Int64

  /// The error number of the first read or write that failed, or 0.
  private(set) var failure: Int32 = 0

  /// A stream of `bytes` of the file that is open as `descriptor`.
  init(descriptor: Int32, bytes: SoundBytes) {
    self.descriptor = descriptor
    self.bytes = bytes
    length = Int64(bytes.count)
  }

  /// A stream that writes the file that is open as `descriptor`, from its beginning.
  init(writing descriptor: Int32) {
    self.descriptor = descriptor
    bytes = nil
    length = 0
  }

  /// The number of bytes before the one that is read or written next.
  var place: Int { Int(position) }

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
    guard let target = unsafe target else { return 0 }
    return transfer(count) { done in
      let wanted = Int(count) - done
      guard let bytes else {
        return unsafe pread(descriptor, target + done, wanted, off_t(position))
      }
      switch bytes.place(of: Int(position)) {
      case nil: return 0
      case .file(let range):
        return unsafe pread(
          descriptor, target + done, min(wanted, range.count), off_t(range.lowerBound))
      case .made(let bytes):
        let copied = bytes.prefix(wanted)
        for (index, byte) in copied.enumerated() {
          unsafe target.storeBytes(of: byte, toByteOffset: done + index, as: UInt8.self)
        }
        return copied.count
      }
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
