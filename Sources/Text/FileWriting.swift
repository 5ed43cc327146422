internal import Foundation

/// A file that is being written, piece by piece.
package struct FileSink {
  fileprivate let handle: FileHandle
  fileprivate let path: String

  /// Writes bytes behind those written so far.
  package func write(_ bytes: [UInt8]) throws(TextError) {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw .file(path: path, problem: .refused(systemReason(error)))
    }
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
  let url = URL(fileURLWithPath: path)
  let folder = url.deletingLastPathComponent()
  guard try pathKind(folder.path) == .folder else {
    throw .file(path: path, problem: .noFolder)
  }
  switch try pathKind(path) {
  case .file, nil: break
  case .folder: throw .file(path: path, problem: .folder)
  case .other: throw .file(path: path, problem: .notAFile)
  }
  let mark = ProcessInfo.processInfo.globallyUniqueString
  let fresh = folder.appendingPathComponent(".\(url.lastPathComponent.prefix(80)).\(mark)")
  do {
    do {
      try Data().write(to: fresh, options: .withoutOverwriting)
      let handle = try FileHandle(forWritingTo: fresh)
      try body(FileSink(handle: handle, path: path))
      try handle.synchronize()
      try handle.close()
      if let number = systemRename(fresh.path, to: url.path) { throw systemError(number) }
    } catch {
      try? FileManager.default.removeItem(at: fresh)
      throw error
    }
    try synchronizeFolder(folder)
  } catch let error as TextError {
    throw error
  } catch {
    throw .file(path: path, problem: .refused(systemReason(error)))
  }
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
  let target = URL(fileURLWithPath: path).standardizedFileURL
  let beside = target.deletingLastPathComponent()
  let mark = ProcessInfo.processInfo.globallyUniqueString
  let fresh = beside.appendingPathComponent(".new-\(target.lastPathComponent.prefix(80)).\(mark)")
  func attempt(_ step: () throws -> Void) throws(Failure) {
    do {
      try step()
    } catch let error as TextError {
      throw failure(error)
    } catch {
      throw failure(.file(path: path, problem: .refused(systemReason(error))))
    }
  }
  try attempt {
    try FileManager.default.createDirectory(at: fresh, withIntermediateDirectories: true)
  }
  do throws(Failure) {
    try body(fresh.path)
    try attempt {
      try synchronizeFolder(fresh)
      try replace(target, by: fresh)
      try synchronizeFolder(beside)
    }
  } catch {
    try? FileManager.default.removeItem(at: fresh)
    throw error
  }
}

/// Gives a folder its place; one that stood there is removed.
private func replace(_ target: URL, by fresh: URL) throws {
  guard try pathKind(target.path) != nil else {
    if let number = systemRename(fresh.path, to: target.path) { throw systemError(number) }
    return
  }
  if systemExchange(fresh.path, with: target.path) == nil {
    try FileManager.default.removeItem(at: fresh)
    return
  }
  // The file system cannot exchange names: for an instant nothing stands in the place.
  let old = URL(fileURLWithPath: fresh.path + ".old")
  if let number = systemRename(target.path, to: old.path) { throw systemError(number) }
  if let number = systemRename(fresh.path, to: target.path) {
    _ = systemRename(old.path, to: target.path)
    throw systemError(number)
  }
  try FileManager.default.removeItem(at: old)
}

private func synchronizeFolder(_ folder: URL) throws {
  try FileHandle(forReadingFrom: folder).synchronize()
}

private func systemError(_ number: Int32) -> any Error {
  NSError(domain: NSPOSIXErrorDomain, code: Int(number))
}
