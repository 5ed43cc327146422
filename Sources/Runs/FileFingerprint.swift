internal import Hashing
internal import Text

/// What a file held when a run read or wrote it.
public struct FileFingerprint: Sendable, Equatable {
  /// The path, as the recipe names it or as a corpus does.
  public var path: String
  /// The SHA-256 of the bytes, or why there is none.
  public var content: Content
  /// The length in bytes; 0 if it could not be read.
  public var byteCount: Int

  /// The hash of a file, or what kept it from being computed.
  public enum Content: Sendable, Equatable {
    /// 64 hexadecimal digits.
    case hash(String)
    /// It could not be read, or changed while the run went on.
    case problem(String)
  }

  /// Takes the fingerprint of a file.
  ///
  /// - Parameters:
  ///   - path: The path to remember.
  ///   - real: The path to open.
  ///   - isCancelled: Asked every megabyte; a hash that was given up is a problem.
  init(path: String, at real: String, isCancelled: () -> Bool = { false }) {
    self.init(FileHashing(path: path, at: real), isCancelled: isCancelled)
  }

  /// Hashes what is left of a file.
  init(_ hashing: FileHashing, isCancelled: () -> Bool) {
    while true {
      if let done = hashing.goOn() {
        self = done
        return
      }
      if isCancelled() {
        self = hashing.givenUp
        return
      }
    }
  }

  /// What is known of a file.
  init(path: String, content: Content, byteCount: Int) {
    (self.path, self.content, self.byteCount) = (path, content, byteCount)
  }

  init?(json: JSON) {
    guard let path = json["path"]?.string, let byteCount = json["bytes"]?.integer else {
      return nil
    }
    (self.path, self.byteCount) = (path, byteCount)
    if let hash = json["sha256"]?.string {
      content = .hash(hash)
    } else {
      content = .problem(json["problem"]?.string ?? "not known")
    }
  }

  var json: JSON {
    var members: [JSONObject.Member] = [("path", .string(path)), ("bytes", .integer(byteCount))]
    switch content {
    case .hash(let digits): members.append(("sha256", .string(digits)))
    case .problem(let text): members.append(("problem", .string(text)))
    }
    return .object(JSONObject(members))
  }
}

/// The SHA-256 of a text.
func textHash(_ text: String) -> String {
  guard let digest = Digest(.sha256) else { return "" }
  digest.update(Array(text.utf8))
  return digest.finish()
}
