/// How far a download or an upload is.
public struct HubProgress: Sendable, Equatable {
  /// The file that bytes are moving for.
  public let file: String
  /// The bytes that are done, of all files together.
  public let completed: Int
  /// The bytes of all files together, as far as their lengths are known.
  public let total: Int
}
