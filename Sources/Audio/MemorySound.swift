internal import CSndfile
internal import Glibc
internal import Tensors

/// A file of sound in memory, which libsndfile encodes and decodes.
@safe
final class MemorySound {
  private var bytes: [UInt8] = []
  private var position = 0

  /// What messages call it.
  private static let name = "audio in memory"

  /// Encodes one channel.
  ///
  /// - Parameters:
  ///   - samples: The samples, at most 1 in size.
  ///   - format: The container and encoding.
  ///   - samplingRate: In hertz.
  ///   - quality: From 0 to 1, or nil for the encoder's own.
  /// - Throws: ``AudioError/cannotSave(path:reason:)``.
  func encode(
    _ samples: [Float], format: SoundFormat, samplingRate: Int, quality: Double?
  ) throws(AudioError) {
    var info = SF_INFO()
    info.samplerate = Int32(clamping: samplingRate)
    info.channels = 1
    info.format = Int32(clamping: format.code)
    (bytes, position) = ([], 0)
    let handle = try unsafe open(Int32(SFM_WRITE), &info)
    defer { quietly { _ = unsafe sf_close(handle) } }
    if let quality {
      var compression = 1 - quality
      _ = unsafe sf_command(
        handle, Int32(SFC_SET_COMPRESSION_LEVEL), &compression,
        Int32(MemoryLayout<Double>.size))
    }
    // Whole numbers that are beyond the largest of the encoding would wrap around.
    _ = unsafe sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    for start in stride(from: 0, to: samples.count, by: 4_096) {
      let count = Int64(min(4_096, samples.count - start))
      let written = unsafe samples.withUnsafeBufferPointer { buffer in
        quietly {
          unsafe sf_writef_float(handle, buffer.baseAddress.map { unsafe $0 + start }, count)
        }
      }
      guard written == count else {
        throw .cannotSave(path: Self.name, reason: unsafe soundErrorText(handle))
      }
    }
  }

  /// Decodes what was encoded.
  ///
  /// - Parameter frames: How many samples are wanted: more are cut off, and silence stands for those
  ///   that are missing.
  /// - Returns: The samples of one channel.
  /// - Throws: ``AudioError/damagedFile(path:reason:)``.
  func decode(frames: Int) throws(AudioError) -> Tensor {
    var info = SF_INFO()
    position = 0
    let handle = try unsafe open(Int32(SFM_READ), &info)
    defer { quietly { _ = unsafe sf_close(handle) } }
    var samples = [Float](repeating: 0, count: frames)
    var done = 0
    while done < frames {
      let wanted = min(4_096, frames - done)
      let read = unsafe samples.withUnsafeMutableBufferPointer { buffer in
        quietly {
          unsafe sf_readf_float(handle, buffer.baseAddress.map { unsafe $0 + done }, Int64(wanted))
        }
      }
      guard read > 0 else { break }
      done += Int(read)
    }
    guard unsafe sf_error(handle) == 0 else {
      throw .damagedFile(path: Self.name, reason: unsafe soundErrorText(handle))
    }
    return Tensor(samples)
  }

  private func open(_ mode: Int32, _ info: inout SF_INFO) throws(AudioError) -> OpaquePointer {
    let calls = unsafe SF_VIRTUAL_IO(
      get_filelen: { unsafe MemorySound.at($0).map { Int64($0.bytes.count) } ?? -1 },
      seek: { unsafe MemorySound.at($2)?.seek($0, $1) ?? -1 },
      read: { unsafe MemorySound.at($2)?.read($0, $1) ?? 0 },
      write: { unsafe MemorySound.at($2)?.write($0, $1) ?? 0 },
      tell: { unsafe MemorySound.at($0).map { Int64($0.position) } ?? -1 })
    let address = unsafe Unmanaged.passUnretained(self).toOpaque()
    let opened = unsafe openedSound(Int(mode), &info, calls, data: address)
    guard let handle = unsafe opened.handle else {
      throw .cannotSave(
        path: Self.name, reason: unsafe "at \(info.samplerate) Hz: \(opened.reason)")
    }
    return unsafe handle
  }

  private static func at(_ address: UnsafeMutableRawPointer?) -> MemorySound? {
    guard let address = unsafe address else { return nil }
    return unsafe Unmanaged<MemorySound>.fromOpaque(address).takeUnretainedValue()
  }

  private func seek(_ offset: Int64, _ origin: Int32) -> Int64 {
    let base = origin == SEEK_CUR ? position : origin == SEEK_END ? bytes.count : 0
    let (target, overflow) = base.addingReportingOverflow(Int(offset))
    guard !overflow, target >= 0 else { return -1 }
    position = target
    return Int64(target)
  }

  private func read(_ target: UnsafeMutableRawPointer?, _ count: Int64) -> Int64 {
    let available = min(Int(count), bytes.count - position)
    guard available > 0, let target = unsafe target else { return 0 }
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe target.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: buffer[position..<position + available]).baseAddress
          ?? UnsafeRawPointer(target), byteCount: available)
    }
    position += available
    return Int64(available)
  }

  private func write(_ source: UnsafeRawPointer?, _ count: Int64) -> Int64 {
    guard let source = unsafe source, count > 0 else { return 0 }
    let end = position + Int(count)
    if end > bytes.count { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
    unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[position..<end]).copyMemory(
        from: UnsafeRawBufferPointer(start: source, count: Int(count)))
    }
    position = end
    return count
  }
}
