internal import Files

/// Completes the path of a file.
enum PathCompletion {
  /// Completes `prefix`, giving folders a slash at their end.
  ///
  /// Hidden files are found when their dot is typed. `~/` is the folder `HOME`, as where the path is used.
  static func complete(_ prefix: String) -> Completion {
    if prefix == "~" { return Completion(insertion: "/") }
    let slash = prefix.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(prefix[...$0]) } ?? "."
    let name = slash.map { String(prefix[prefix.utf8.index(after: $0)...]) } ?? prefix
    guard let path = try? expandingHome(folder), let entries = try? folderEntries(path) else {
      return Completion()
    }
    let names = entries.map(\.name)
      .filter { $0.hasPrefix(name) && ($0.first != "." || name.first == ".") }
      .map { isFolder(path.inFolder($0)) ? $0 + "/" : $0 }
    return Completion(of: name, from: names)
  }

  private static func isFolder(_ path: String) -> Bool {
    do {
      return try SystemCalls.status(ofPath: path).isFolder
    } catch {
      return false
    }
  }
}
