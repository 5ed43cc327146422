/// The parts of a path, found in its bytes alone.
///
/// A path is what the system makes of it: nothing here follows links, folds `..` or looks at the disk, and
/// what is joined again leads where it led.
extension String {
  /// The last name of the path: `b` of `a/b` and of `a/b/`; `/` of the root; `..` of `a/..`.
  package var pathName: String {
    let path = self[...].withoutSlashesAtEnd
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), path.utf8.count > 1 else {
      return String(path)
    }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The folder that the last name stands in: `a` of `a/b`, `/` of `/b`, `.` of `b`, `link/..` of
  /// `link/../b`.
  package var pathFolder: String {
    let path = self[...].withoutSlashesAtEnd
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let folder = path[..<slash].withoutSlashesAtEnd
    return folder.isEmpty ? "/" : String(folder)
  }

  /// What follows the last dot of the last name, without the dot: `wav` of `a/b.wav`; empty where there is
  /// none, and for a name that has its only dot at the beginning.
  package var pathEnding: String {
    let name = pathName
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
      return ""
    }
    return String(name[name.utf8.index(after: dot)...])
  }

  /// The last name without its ending: `b` of `a/b.wav`.
  package var pathStem: String {
    let (name, ending) = (pathName, pathEnding)
    return ending.isEmpty
      ? name : String(decoding: name.utf8.dropLast(ending.utf8.count + 1), as: UTF8.self)
  }

  /// The path of what has a name in the folder that this path is of.
  package func inFolder(_ name: String) -> String {
    utf8.last == UInt8(ascii: "/") ? self + name : self + "/" + name
  }

  /// Whether the path can only be one of a folder: it ends in a slash, `.` or `..`.
  package var namesFolder: Bool {
    utf8.last == UInt8(ascii: "/") || [".", ".."].contains(pathName)
  }
}

extension Substring {
  /// The path without slashes at its end, but for that of the root.
  fileprivate var withoutSlashesAtEnd: Substring {
    var end = utf8.endIndex
    while end > utf8.startIndex {
      let before = utf8.index(before: end)
      if utf8[before] != UInt8(ascii: "/") || before == utf8.startIndex { break }
      end = before
    }
    return self[startIndex..<end]
  }
}
