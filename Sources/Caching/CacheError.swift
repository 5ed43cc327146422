public import Text

/// Why something cannot be kept in the cache.
public enum CacheError: Error, Sendable, Equatable {
  /// A file or a folder cannot be used.
  case file(TextError)
  /// It is larger than all that may be kept.
  case tooLarge(byteCount: Int, limit: Int)
  /// The folder of the cache cannot be looked through.
  case folder(path: String, reason: String)
}

extension CacheError: CustomStringConvertible {
  /// The error in a sentence.
  public var description: String {
    switch self {
    case .file(let error): "\(error)"
    case .tooLarge(let byteCount, let limit):
      "it has \(byteCount >> 20) MiB, and the cache may have \(limit >> 20) MiB "
        + "(ASRSH_CACHE_GB, and a tenth of the free disk)"
    case .folder(let path, let reason): "the folder \"\(path)\" cannot be used: \(reason)"
    }
  }
}
