internal import Glibc

/// Makes a folder, and those that it lies in, where there are none.
///
/// - Parameters:
///   - path: The path, made step by step as it is written.
///   - mode: Who may do what with what is made.
/// - Throws: ``SystemFault``, also if something else stands there.
package func makeFolders(_ path: String, mode: UInt32 = 0o777) throws(SystemFault) {
  guard let problem = fault(ofMaking: path, mode) else { return }
  let above = path.pathFolder
  guard problem.isMissing, above != path, above != "." else { throw problem }
  try makeFolders(above, mode: mode)
  if let problem = fault(ofMaking: path, mode) { throw problem }
}

/// What keeps a folder from being made, or `nil` if it is there now.
private func fault(ofMaking path: String, _ mode: UInt32) -> SystemFault? {
  do throws(SystemFault) {
    try makeNewFolder(path, mode: mode)
    return nil
  } catch {
    if case .success(.folder) = systemKind(path, followsLinks: true) { return nil }
    return error
  }
}

/// Makes a folder where nothing stands.
package func makeNewFolder(_ path: String, mode: UInt32 = 0o777) throws(SystemFault) {
  guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
  guard unsafe mkdir(path, mode) == 0 else { throw SystemFault() }
}

/// Makes a folder that nobody else can read, for what is soon removed again.
///
/// - Parameter prefix: What its name begins with.
/// - Returns: Its path: in the folder that `TMPDIR` names, or `/tmp`.
/// - Throws: ``SystemFault``.
package func makeTemporaryFolder(_ prefix: String) throws(SystemFault) -> String {
  var template = Array(try temporaryFolder().inFolder(prefix + "XXXXXX").utf8CString)
  guard unsafe mkdtemp(&template) != nil else { throw SystemFault() }
  return String(
    decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The folder for files that nobody keeps: what `TMPDIR` names, or `/tmp`.
///
/// - Throws: ``SystemFault`` if `TMPDIR` is not UTF-8.
package func temporaryFolder() throws(SystemFault) -> String {
  let named: String?
  do throws(NotUTF8) { named = try environmentVariable("TMPDIR") } catch {
    throw SystemFault(EILSEQ)
  }
  return named.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
}

/// Removes a file, a link, or a folder with all that is in it.
///
/// Names are handed back to the system as it gives them, and no link is followed.
package func removeTree(_ path: String) throws(SystemFault) {
  guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
  try remove(Array(path.utf8CString), in: AT_FDCWD)
}

private func remove(_ name: [CChar], in folder: Int32) throws(SystemFault) {
  if unsafe unlinkat(folder, name, 0) == 0 { return }
  guard errno == EISDIR else { throw SystemFault() }
  let opened = unsafe openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  guard opened >= 0 else { throw SystemFault() }
  defer { close(opened) }
  for name in try names(in: opened) { try remove(name, in: opened) }
  guard unsafe unlinkat(folder, name, AT_REMOVEDIR) == 0 else { throw SystemFault() }
}

/// The names in an open folder, as the system gives them.
private func names(in folder: Int32) throws(SystemFault) -> [[CChar]] {
  let opened = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard opened >= 0 else { throw SystemFault() }
  guard let stream = unsafe fdopendir(opened) else {
    let fault = SystemFault()
    close(opened)
    throw fault
  }
  defer { unsafe closedir(stream) }
  var names: [[CChar]] = []
  errno = 0
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
      unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
        unsafe Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
      }
    }
    let dot = CChar(UInt8(ascii: "."))
    if name != [dot, 0], name != [dot, dot, 0] { names.append(name) }
    errno = 0
  }
  guard errno == 0 else { throw SystemFault() }
  return names
}

/// The paths, below a folder, of all that stands in it and in the folders in it, in no order; links are
/// named and not followed.
package func pathsBelow(_ folder: String) throws(SystemFault) -> [String] {
  var paths: [String] = []
  var waiting = [""]
  while let below = waiting.popLast() {
    let here = below.isEmpty ? folder : folder.inFolder(below)
    for (name, kind) in try folderEntries(here) {
      let path = below.isEmpty ? name : below + "/" + name
      paths.append(path)
      let known = kind ?? (try? systemKind(folder.inFolder(path), followsLinks: false).get())
      if known == .folder { waiting.append(path) }
    }
  }
  return paths
}

/// The bytes that are free where a path leads, or `nil` if the system does not say.
package func freeBytes(at path: String) -> Int? {
  var status = statvfs()
  guard !path.utf8.contains(0), unsafe statvfs(path, &status) == 0 else { return nil }
  let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(
    by: UInt64(status.f_frsize))
  return overflow ? Int.max : Int(clamping: bytes)
}

/// Whether a program may be started that a path leads to.
package func isProgram(_ path: String) -> Bool {
  guard case .success(.file) = systemKind(path, followsLinks: true) else { return false }
  return unsafe access(path, X_OK) == 0
}

/// Notes that a file is used now.
package func touch(_ path: String) throws(SystemFault) {
  guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
  guard unsafe utimensat(AT_FDCWD, path, nil, 0) == 0 else { throw SystemFault() }
}

/// Makes a symbolic link.
///
/// - Parameters:
///   - path: Where, where nothing stands.
///   - target: What it leads to.
/// - Throws: ``SystemFault``.
package func makeLink(_ path: String, to target: String) throws(SystemFault) {
  guard !path.utf8.contains(0), !target.utf8.contains(0) else { throw SystemFault(EINVAL) }
  guard unsafe symlink(target, path) == 0 else { throw SystemFault() }
}

/// Brings the names in a folder to the disk.
package func synchronizeFolder(_ path: String) throws(SystemFault) {
  guard !path.utf8.contains(0) else { throw SystemFault(EINVAL) }
  let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard opened >= 0 else { throw SystemFault() }
  defer { close(opened) }
  guard fsync(opened) == 0 else { throw SystemFault() }
}
