internal import Glibc

/// A folder that this process holds for as long as the value lives.
///
/// The system lets it go when the process ends, however it ends, so that what a killed process left
/// behind can be told from what a living one uses.
package final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes hold of a folder of this user's, and does not wait.
  ///
  /// Nothing is taken of a link, of another user's folder, of one that was changed so lately that who
  /// made it may be about to take it, and of one that another process holds.
  ///
  /// - Parameters:
  ///   - path: The folder; a link at its end is not followed.
  ///   - seconds: How long nothing may have been changed directly in it.
  package init?(_ path: String, unchangedFor seconds: Int = 0) {
    guard !path.utf8.contains(0) else { return nil }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    descriptor = unsafe open(path, flags)
    var status = stat()
    guard descriptor >= 0, unsafe fstat(descriptor, &status) == 0, status.st_uid == geteuid(),
      status.st_mtim.tv_sec <= time(nil) - seconds,
      flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else {
      if descriptor >= 0 { close(descriptor) }
      return nil
    }
  }

  deinit { close(descriptor) }
}
