internal import Foundation

/// Completes the path of a file.
enum PathCompletion {
  /// Completes `prefix`, giving folders a slash at their end.
  ///
  /// Hidden files are found when their dot is typed.
  static func complete(_ prefix: String) -> Completion {
    let slash = prefix.lastIndex(of: "/")
    let folder = slash.map { String(prefix[...$0]) } ?? ""
    let name = slash.map { String(prefix[prefix.index(after: $0)...]) } ?? prefix
    let path = folder.isEmpty ? "." : folder
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { $0.hasPrefix(name) && ($0.first != "." || name.first == ".") }
        .map { isFolder("\(path)/\($0)") ? $0 + "/" : $0 }
      return Completion(of: name, from: names)
    } catch {
      return Completion()
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    do {
      return try SystemCalls.status(ofPath: path).isFolder
    } catch {
      return false
    }
  }
}
