internal import CCrypto

/// A hash that is computed piece by piece.
///
/// This is the one file that calls OpenSSL.
@safe
struct Digest: ~Copyable {
  /// The functions that the hub names contents by.
  enum Function {
    /// Of large files, 64 digits.
    case sha256
    /// Of Git's objects, 40 digits. It is no protection against forgery, only against damage.
    case sha1
  }

  private let context: OpaquePointer
  private let length: Int

  /// Begins a hash, or gives `nil` where OpenSSL refuses the function.
  init?(_ function: Function) {
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
  func update(_ bytes: [UInt8]) {
    _ = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// Ends the hash, and returns it in hexadecimal digits.
  consuming func finish() -> String {
    var bytes = [UInt8](repeating: 0, count: length)
    _ = unsafe EVP_DigestFinal_ex(context, &bytes, nil)
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
