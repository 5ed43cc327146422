internal import Glibc

/// Gives a file or a folder the name of another, which is replaced at once.
///
/// - Parameters:
///   - path: What is renamed.
///   - target: Its new name, in the same file system.
/// - Returns: The number of the error, or `nil` if there was none.
func systemRename(_ path: String, to target: String) -> Int32? {
  unsafe rename(path, target) == 0 ? nil : errno
}

/// Exchanges the names of two files or folders at once: neither is ever without one.
///
/// - Parameters:
///   - path: The one.
///   - other: The other, in the same file system.
/// - Returns: The number of the error, or `nil` if there was none; not every file system can do it.
func systemExchange(_ path: String, with other: String) -> Int32? {
  typealias Rename =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  // Swift's view of the C library lacks the function, which the library has since version 2.28.
  guard let symbol = unsafe dlsym(nil, "renameat2") else { return ENOSYS }
  let renameat2 = unsafe unsafeBitCast(symbol, to: Rename.self)
  let exchange: UInt32 = 2
  return unsafe renameat2(AT_FDCWD, path, AT_FDCWD, other, exchange) == 0 ? nil : errno
}
