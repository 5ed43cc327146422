internal import Files
internal import Glibc

/// A folder that is open and lies in another one; so does what is opened in it, whatever is put in
/// its place meanwhile.
package final class OpenedFolder: Sendable {
  /// The path that it was opened by.
  package let path: String
  private let descriptor: Int32

  /// Opens a folder; there is no value if it cannot be opened or lies elsewhere.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - folder: The place of the other one, from the root without links.
  package init?(_ path: String, within folder: String) {
    descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    self.path = path
    var status = stat()
    guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0,
      isOpened(descriptor, path, beneath: folder, status)
    else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Opens a file in this folder by its whole path, which is this one's with a name.
  func open(_ path: String, _ flags: Int32) -> Int32 {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    return unsafe openat(descriptor, String(name), flags)
  }
}

/// Whether what is open lies in a folder, or is that folder.
///
/// The system tells where an opened file is. Where it does not, the file has to be the one that its
/// path leads to now, by a way that stays in the folder.
func isOpened(
  _ descriptor: Int32, _ path: String, beneath folder: String, _ status: stat
) -> Bool {
  var place = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = unsafe readlink("/proc/self/fd/\(descriptor)", &place, place.count)
  if count > 0, place[0] == CChar(UInt8(ascii: "/")) {
    return isBeneath(folder, spelledOut(Array(place.prefix(count))))
  }
  var now = stat()
  guard let real = realPath(path), isBeneath(folder, realPlace(path) ?? real),
    unsafe lstat(real, &now) == 0
  else {
    return false
  }
  return now.st_dev == status.st_dev && now.st_ino == status.st_ino
}

/// Whether a place, a path without links, is a folder's or below it, byte for byte: names that only look the
/// same are two.
package func isBeneath(_ folder: String, _ path: String) -> Bool {
  folder == "/" || (path + "/").utf8.starts(with: (folder + "/").utf8)
}
