internal import CCrypto

/// A hash that is computed piece by piece.
///
/// This is the one file that calls OpenSSL.
@safe
public struct Digest: ~Copyable {
  /// The functions that contents are named by.
  public enum Function: Sendable {
    /// 64 hexadecimal digits.
    case sha256
    /// 40 hexadecimal digits, of Git's objects. It is no protection against forgery, only against
    /// damage.
    case sha1
  }

  private let context: OpaquePointer
  private let length: Int

  /// Begins a hash, or gives `nil` where OpenSSL refuses the function.
  public init?(_ function: Function) {
    guard let made = unsafe EVP_MD_CTX_new() else { return nil }
    let method = unsafe function == .sha256 ? EVP_sha256() : EVP_sha1()
    guard unsafe EVP_DigestInit_ex(made, method, nil) == 1 else {
      unsafe EVP_MD_CTX_free(made)
      return nil
    }
    unsafe context = made
    length = function == .sha256 ? 32 : 20
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Hashes more bytes.
  public func update(_ bytes: [UInt8]) { update(bytes, count: bytes.count) }

  /// Hashes the first `count` of some bytes.
  public func update(_ bytes: [UInt8], count: Int) {
    precondition((0...bytes.count).contains(count), "There are as many bytes.")
    _ = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, count) }
  }

  /// Hashes more bytes, where they stand.
  public func update(_ bytes: Span<UInt8>) {
    _ = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Ends the hash, and returns it in hexadecimal digits.
  public consuming func finish() -> String {
    var bytes = [UInt8](repeating: 0, count: length)
    _ = unsafe EVP_DigestFinal_ex(context, &bytes, nil)
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * length)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
