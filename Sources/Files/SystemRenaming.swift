internal import Glibc

/// Gives a file or a folder the name of another, which is replaced at once.
///
/// - Parameters:
///   - path: What is renamed.
///   - target: Its new name, in the same file system.
/// - Throws: ``SystemFault``; then both are as they were.
package func systemRename(_ path: String, to target: String) throws(SystemFault) {
  guard !path.utf8.contains(0), !target.utf8.contains(0) else { throw SystemFault(EINVAL) }
  guard unsafe rename(path, target) == 0 else { throw SystemFault() }
}

/// Exchanges the names of two files or folders at once: neither is ever without one.
///
/// - Parameters:
///   - path: The one.
///   - other: The other, in the same file system.
/// - Throws: ``SystemFault``; not every file system can do it.
package func systemExchange(_ path: String, with other: String) throws(SystemFault) {
  guard !path.utf8.contains(0), !other.utf8.contains(0) else { throw SystemFault(EINVAL) }
  typealias Rename =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  // Swift's view of the C library lacks the function, which the library has since version 2.28.
  guard let symbol = unsafe dlsym(nil, "renameat2") else { throw SystemFault(ENOSYS) }
  let renameat2 = unsafe unsafeBitCast(symbol, to: Rename.self)
  let exchange: UInt32 = 2
  guard unsafe renameat2(AT_FDCWD, path, AT_FDCWD, other, exchange) == 0 else {
    throw SystemFault()
  }
}
