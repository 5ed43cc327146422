internal import Files

/// A file that is being written, piece by piece.
package struct FileSink {
  fileprivate let file: FileReplacement
  fileprivate let path: String

  /// Writes bytes behind those written so far.
  package func write(_ bytes: [UInt8]) throws(TextError) {
    try naming(path) { () throws(SystemFault) in try file.write(bytes) }
  }
}

/// Writes a file piece by piece, whole or not at all.
///
/// The pieces go under another name, which is the file's own only when all of them are on the disk.
/// What stood there stays as it is until then, and for those that have opened it also afterwards.
///
/// - Parameters:
///   - path: Where to; a file that is there is replaced.
///   - body: Writes the pieces.
/// - Throws: ``TextError/file(path:problem:)``, or what `body` throws.
package func writeFile(
  _ path: String, pieces body: (FileSink) throws(TextError) -> Void
) throws(TextError) {
  guard !path.utf8.contains(0) else { throw .file(path: path, problem: .badPath) }
  guard try pathKind(path.pathFolder) == .folder else {
    throw .file(path: path, problem: .noFolder)
  }
  switch try pathKind(path) {
  case .file, nil: break
  case .folder: throw .file(path: path, problem: .folder)
  case .other: throw .file(path: path, problem: .notAFile)
  }
  let file = try naming(path) { () throws(SystemFault) in try FileReplacement(path) }
  try body(FileSink(file: file, path: path))
  try naming(path) { () throws(SystemFault) in try file.commit() }
}

/// Writes a whole file: under another name first, then renamed, so that a crash leaves the old one.
package func writeFile(_ path: String, _ bytes: [UInt8]) throws(TextError) {
  try writeFile(path) { (file) throws(TextError) in try file.write(bytes) }
}

/// Puts a folder in the place of another or where none is, whole or not at all.
///
/// - Parameters:
///   - path: The place; a folder that stands there is removed.
///   - failure: Makes the caller's error of one of files.
///   - body: Fills a new folder, whose path it is given.
/// - Throws: ``TextError/file(path:problem:)``, or what `body` throws; then all is as it was.
package func writeFolder<Failure: Error>(
  _ path: String, failure: (TextError) -> Failure, body: (String) throws(Failure) -> Void
) throws(Failure) {
  func attempt<Result>(_ step: () throws(SystemFault) -> Result) throws(Failure) -> Result {
    do throws(SystemFault) {
      return try step()
    } catch {
      throw failure(.file(path: path, problem: .refused(error.words)))
    }
  }
  guard !path.utf8.contains(0) else { throw failure(.file(path: path, problem: .badPath)) }
  guard let target = renamable(path) else {
    throw failure(.file(path: path, problem: .refused("its real path is not UTF-8")))
  }
  let beside = target.pathFolder
  let fresh = beside.inFolder(temporaryName("new-", for: target))
  try attempt { () throws(SystemFault) in try makeFolders(fresh) }
  do throws(Failure) {
    try body(fresh)
    try attempt { () throws(SystemFault) in
      try synchronizeFolder(fresh)
      try replace(target, by: fresh)
      try synchronizeFolder(beside)
    }
  } catch {
    try? removeTree(fresh)
    throw error
  }
}

/// The path of a folder by a name that can be given to another: not `.`, `..` or one with a slash behind.
private func renamable(_ path: String) -> String? {
  guard [".", ".."].contains(path.pathName) else { return path.pathFolder.inFolder(path.pathName) }
  return realPath(path)
}

/// Gives a folder its place; one that stood there is removed.
private func replace(_ target: String, by fresh: String) throws(SystemFault) {
  guard case .success = systemKind(target, followsLinks: false) else {
    return try systemRename(fresh, to: target)
  }
  if (try? systemExchange(fresh, with: target)) != nil { return try removeTree(fresh) }
  // The file system cannot exchange names: for an instant nothing stands in the place.
  let old = fresh + ".old"
  try systemRename(target, to: old)
  do throws(SystemFault) {
    try systemRename(fresh, to: target)
  } catch {
    try? systemRename(old, to: target)
    throw error
  }
  try removeTree(old)
}

/// Does what the system may refuse, for a file that errors call `path`.
private func naming<Result>(
  _ path: String, _ step: () throws(SystemFault) -> Result
) throws(TextError) -> Result {
  do throws(SystemFault) {
    return try step()
  } catch {
    throw .file(path: path, problem: .refused(error.words))
  }
}
