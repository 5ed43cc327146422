internal import Glibc

/// The folder that relative paths start from, or `nil` if it is gone or its path is not UTF-8.
package func currentFolder() -> String? {
  guard let path = unsafe getcwd(nil, 0) else { return nil }
  defer { unsafe free(path) }
  // Where the folder was moved out of reach, the system says so in front of the path.
  guard let text = unsafe String(validatingCString: path), text.hasPrefix("/") else { return nil }
  return text
}

/// Makes a folder the one that relative paths start from.
package func enterFolder(_ path: String) throws(SystemFault) {
  guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
  guard unsafe chdir(path) == 0 else { throw SystemFault() }
}

/// The path from the root to what `path` names, without links; `nil` if nothing is there, or if that path
/// is not UTF-8, so that no text leads there.
package func realPath(_ path: String) -> String? {
  guard !path.utf8.contains(0), let real = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(real) }
  return unsafe String(validatingCString: real)
}

/// Where a path leads: from the root, links followed, as far as there is something on the way.
///
/// Two paths of one thing have one place, and those of two things have two. It is for comparing: where
/// names are not UTF-8 it is no path to open, but ``spelledOut(_:)``.
package func place(of path: String) -> String {
  if let real = realPlace(path.isEmpty ? "." : path) { return real }
  let folder = path.folderOfStep
  guard folder != path, path != "." else { return path }
  let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
  let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
  let above = place(of: folder)
  if name == ".." { return above.folderOfStep }
  return name.isEmpty || name == "." ? above : above.inFolder(name)
}

/// The place of a name in its folder, whatever the name is: the link and not what it leads to.
package func entryPlace(of path: String) -> String {
  path.namesFolder ? place(of: path) : place(of: path.pathFolder).inFolder(path.pathName)
}

/// The place of something that is there, or `nil` if nothing is.
package func realPlace(_ path: String) -> String? {
  guard !path.utf8.contains(0), let real = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(real) }
  return spelledOut(unsafe Array(UnsafeBufferPointer(start: real, count: strlen(real))))
}

/// Bytes of a path as text that stands for no other bytes.
///
/// Bytes that are no UTF-8 are written as U+FFFD with two digits; that letter itself is written twice.
package func spelledOut(_ bytes: [CChar]) -> String {
  let bytes = bytes.map { UInt8(bitPattern: $0) }
  var text = ""
  var rest = bytes[...]
  while !rest.isEmpty {
    var decoder = UTF8()
    var iterator = rest.makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) {
      text.unicodeScalars.append(scalar)
      if scalar == "\u{FFFD}" { text.unicodeScalars.append(scalar) }
      rest = rest.dropFirst(UTF8.width(scalar))
    } else {
      let digits = String(rest.removeFirst(), radix: 16)
      text += "\u{FFFD}" + digits
    }
  }
  return text
}

extension String {
  /// The path before the last slash, `.` where there is none: a step up for one that has no links.
  fileprivate var folderOfStep: String {
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}
