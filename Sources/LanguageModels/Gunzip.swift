internal import CZlib

// This is the one file that calls zlib.

/// Whether bytes begin as those of gzip do.
func isCompressed(_ bytes: [UInt8]) -> Bool {
  bytes.starts(with: [0x1F, 0x8B])
}

/// Returns what gzip compressed; several members end to end are one text.
///
/// - Parameters:
///   - bytes: The whole file.
///   - limit: The most bytes that may come out.
/// - Returns: The content.
/// - Throws: ``ArpaProblem`` if the bytes are damaged, cut off, or too many come out.
func decompressed(_ bytes: [UInt8], limit: Int) throws(ArpaProblem) -> [UInt8] {
  var stream = unsafe z_stream()
  // 15 bits of window, and 16 for a gzip header.
  let version = unsafe inflateInit2_(
    &stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  guard version == Z_OK else { throw .compression("zlib does not begin") }
  defer { unsafe inflateEnd(&stream) }
  var (input, content) = (bytes, [UInt8]())
  var piece = [UInt8](repeating: 0, count: 1 << 18)
  var (taken, isAtEnd) = (0, false)
  while taken < input.count {
    if isAtEnd {
      // Zeros may fill up the last block of a tape.
      if input[taken...].allSatisfy({ $0 == 0 }) { break }
      guard unsafe inflateReset(&stream) == Z_OK else { throw .compression("a member is damaged") }
    }
    let offered = min(input.count - taken, 1 << 20)
    let (code, left, room) = unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe piece.withUnsafeMutableBufferPointer { target in
        unsafe stream.next_in = source.baseAddress.map { unsafe $0 + taken }
        unsafe stream.avail_in = UInt32(offered)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = UInt32(target.count)
        let code = unsafe inflate(&stream, Z_NO_FLUSH)
        return unsafe (code, Int(stream.avail_in), Int(stream.avail_out))
      }
    }
    guard code == Z_OK || code == Z_STREAM_END else { throw .compression("its bytes are damaged") }
    taken += offered - left
    content += piece[..<(piece.count - room)]
    guard content.count <= limit else { throw .tooLarge(limit: limit) }
    isAtEnd = code == Z_STREAM_END
  }
  guard isAtEnd else { throw .compression("it is cut off") }
  return content
}
