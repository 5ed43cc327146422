internal import Interpreter

/// Files of which none can be opened, but for reading those in one folder.
final class RefusedFiles: FileAccess {
  private let folder: String?

  init(butFor folder: String?) { self.folder = folder }

  /// The path, or one where nothing can be.
  func reading(_ path: String) -> String {
    guard let folder, path.hasPrefix(folder), !path.contains("..") else {
      return "/dev/null/refused"
    }
    return path
  }

  /// Fails.
  func writing(_ path: String) throws -> String {
    throw BuiltinError("nothing is written in a trial", kind: "file")
  }

  func willRead(_ paths: [String]) {}
}
