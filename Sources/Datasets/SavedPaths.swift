internal import Audio
internal import Files

/// How a table names recordings: relative to its own folder what lies in it, else from the root.
struct SavedPaths {
  private let folder: String
  private let folderPlace: String

  /// The names in a table that is saved at a path.
  init(besideTable path: String) {
    folder = path.pathFolder
    folderPlace = place(of: folder)
  }

  /// What the table says for a path, or `nil` if no text says where it leads.
  func saved(_ path: String) -> String? {
    if path.isEmpty { return path }
    // By its spelling: what is written the same leads to the same, whatever links there are.
    let (own, other) = (steps(folder), steps(path))
    if path.hasPrefix("/") == folder.hasPrefix("/"), other.count > own.count,
      other.starts(with: own), !other[own.count...].contains("..")
    {
      return other[own.count...].joined(separator: "/")
    }
    let entry = entryPlace(of: path)
    if !path.namesFolder, folderPlace != "/", isBeneath(folderPlace, entry) {
      return String(decoding: entry.utf8.dropFirst(folderPlace.utf8.count + 1), as: UTF8.self)
    }
    if path.hasPrefix("/") { return path }
    return currentFolder().map { $0.inFolder(steps(path).joined(separator: "/")) }
  }

  /// The names of a path, without those that lead nowhere.
  private func steps(_ path: String) -> [Substring] {
    path.split(separator: "/").filter { $0 != "." }
  }
}
