internal import Hashing

/// The hash that the hub names a file's content by.
///
/// A large file (LFS) is named by the SHA-256 of its bytes, a small one as Git names it: by the
/// SHA-1 of `blob`, its length, a zero byte and its bytes.
struct ContentHash: Sendable, Equatable {
  /// The digits, which are also the name of the file in the cache.
  let digits: String

  /// Whether it is the hash of a large file.
  var isLarge: Bool { digits.utf8.count == 64 }

  /// Takes 40 or 64 hexadecimal digits in small letters; else `nil`.
  init?(digits: String) {
    guard isHexadecimal(digits, count: 40) || isHexadecimal(digits, count: 64) else { return nil }
    self.digits = digits
  }

  /// Reads the header `ETag` or `X-Linked-Etag`: quoted, perhaps marked as weak.
  init?(header: String) {
    var text = header[...]
    if text.hasPrefix("W/") { text = text.dropFirst(2) }
    while text.first == "\"" { text = text.dropFirst() }
    while text.last == "\"" { text = text.dropLast() }
    self.init(digits: String(text))
  }

  /// Computes the hash of a file as it is on the disk.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - path: Its path, for the words of an error.
  ///   - isLarge: Whether it is named by SHA-256.
  ///   - shouldStop: Is asked every megabyte.
  /// - Throws: ``HubError/interrupted``, or ``HubError/file(path:problem:)`` about `path`.
  init(
    of file: DiskFile, at path: String, isLarge: Bool, shouldStop: () -> Bool
  ) throws(HubError) {
    guard let digest = Digest(isLarge ? .sha256 : .sha1) else {
      throw .file(path: path, problem: "cannot be checked: OpenSSL refuses to hash")
    }
    let byteCount = file.byteCount
    if !isLarge { digest.update(Array("blob \(byteCount)\0".utf8)) }
    var offset = 0
    while true {
      if shouldStop() { throw .interrupted }
      let piece: [UInt8]
      do throws(SystemFailure) { piece = try file.read(1 << 20, at: offset) } catch {
        throw .file(path: path, problem: "cannot be read: \(error.reason)")
      }
      if piece.isEmpty { break }
      digest.update(piece)
      offset += piece.count
    }
    digits = digest.finish()
  }
}
