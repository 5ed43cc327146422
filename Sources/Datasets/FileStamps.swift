internal import Audio
internal import ExactStrings

/// The lengths of files and the times of their last changes, each looked up once.
struct FileStamps {
  private var known: [ExactString: String?] = [:]

  /// The stamp of an ordinary file; `nil` if none is at the path.
  mutating func text(_ path: String) -> String? {
    if let stamp = known[path] { return stamp }
    let stamp: String?
    do {
      let found = try fileStamp(path)
      stamp = "\(found.byteCount) bytes \(found.nanoseconds) ns"
    } catch {
      // Most words of a command name no file.
      stamp = nil
    }
    known[ExactString(path)] = .some(stamp)
    return stamp
  }
}
