internal import Glibc
internal import Language

extension RecipeFile {
  /// Writes `text` in the place of the file at `path`, whole or not at all.
  ///
  /// It goes under another name first, which is then changed. Permissions and owners stay. Only
  /// plain files that may be written are replaced, and no symbolic link is followed or replaced.
  static func replace(_ path: String, with text: String) throws(Diagnostic) {
    let path = try meant(path)
    let status = try replaceableStatus(path)
    let temporary = "\(path).\(getpid()).new"
    do throws(SystemError) {
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
      let descriptor = try SystemCalls.open(temporary, flags, mode: 0o600)
      do throws(SystemError) {
        defer { SystemCalls.close(descriptor) }
        try SystemCalls.write(descriptor, Array(text.utf8))
        try SystemCalls.take(status, to: descriptor)
        try SystemCalls.synchronize(descriptor)
        try SystemCalls.rename(temporary, to: path)
      } catch {
        SystemCalls.remove(temporary)
        throw error
      }
    } catch {
      throw Diagnostic("\(quoted(path)) cannot be written: \(error.reason)", kind: "file")
    }
  }

  /// What is known of the file at `path`, if it is one that may be replaced.
  private static func replaceableStatus(
    _ path: String
  ) throws(Diagnostic) -> SystemCalls.FileStatus {
    let status: SystemCalls.FileStatus
    do throws(SystemError) {
      status = try SystemCalls.status(ofEntry: path)
      if status.isRegular {
        SystemCalls.close(try SystemCalls.open(path, O_WRONLY | O_NOFOLLOW))
      }
    } catch {
      throw Diagnostic("\(quoted(path)) cannot be written: \(error.reason)", kind: "file")
    }
    if status.isLink {
      throw Diagnostic(
        "\(quoted(path)) is a symbolic link, and nothing is written through it",
        hint: "name the file that it leads to", kind: "file")
    }
    guard status.isRegular else {
      throw Diagnostic("\(quoted(path)) is no plain file", kind: "file")
    }
    return status
  }
}
