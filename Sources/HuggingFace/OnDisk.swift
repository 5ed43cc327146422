internal import Glibc

/// Does something on the disk; of a failure it says what `path` is not fit for, such as "cannot be
/// written".
///
/// - Parameters:
///   - path: The file or folder that it is about.
///   - problem: What cannot be done, in words that follow the path.
///   - needed: The bytes that were to be written, for the case that the disk is full.
///   - work: What is done.
/// - Returns: What `work` returns.
/// - Throws: ``HubError/noRoom(folder:needed:free:)`` or ``HubError/file(path:problem:)``.
func onDisk<Result>(
  _ path: String, _ problem: String, needed: Int = 0, _ work: () throws(SystemFailure) -> Result
) throws(HubError) -> Result {
  do throws(SystemFailure) {
    return try work()
  } catch {
    if [ENOSPC, EDQUOT].contains(error.number) {
      let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
      throw .noRoom(folder: folder, needed: needed, free: freeBytes(at: folder) ?? 0)
    }
    throw .file(path: path, problem: "\(problem): \(error.reason)")
  }
}
