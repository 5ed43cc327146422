internal import CCurl

/// The address of something on the web, as libcurl reads it.
///
/// The same parser that opens the connection tells where an address leads, so that no address can
/// seem to lead to one host and lead to another.
struct Address: Equatable {
  /// The address as text.
  let text: String
  /// The scheme in small letters: `https` or `http`.
  let scheme: String
  /// The host in small letters.
  let host: String
  /// The port, the scheme's own if the address has none.
  let port: String

  /// Reads an absolute address of the schemes `http` and `https`; others give `nil`.
  init?(_ text: String) {
    guard !text.utf8.contains(0), let parts = unsafe curl_url() else { return nil }
    defer { unsafe curl_url_cleanup(parts) }
    guard unsafe curl_url_set(parts, CURLUPART_URL, text, 0) == CURLUE_OK else { return nil }
    func part(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
      var found: UnsafeMutablePointer<CChar>?
      guard unsafe curl_url_get(parts, part, &found, UInt32(flags)) == CURLUE_OK else { return nil }
      guard let found = unsafe found else { return nil }
      defer { unsafe curl_free(found) }
      return unsafe String(cString: found)
    }
    guard let scheme = part(CURLUPART_SCHEME)?.lowercased(), ["http", "https"].contains(scheme),
      let host = part(CURLUPART_HOST)?.lowercased(),
      let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT),
      part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil
    else { return nil }
    (self.text, self.scheme, self.host, self.port) = (text, scheme, host, port)
  }

  /// Whether both lead to the same scheme, host and port.
  func hasOrigin(of other: Address) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }
}

/// A piece of an address with all but letters, digits and `-._~` escaped; slashes too unless kept.
func escaped(_ text: String, keepsSlashes: Bool = false) -> String {
  let digits = Array("0123456789ABCDEF")
  var result = ""
  for byte in text.utf8 {
    let scalar = Unicode.Scalar(byte)
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": result.unicodeScalars.append(scalar)
    case "/" where keepsSlashes: result += "/"
    default: result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }
  return result
}
