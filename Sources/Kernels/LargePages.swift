internal import Glibc

/// The size of a large page of memory.
private let largePage = 1 << 21

/// Allocates bytes, aligned for vector loads; from two large pages on they stand on large pages where
/// the system has them.
///
/// A block of new memory costs a fault for every page that is first written: on pages of 4 kB that
/// takes longer than most of what the engine computes with them.
func allocateAligned(_ bytes: Int) -> UnsafeMutableRawPointer {
  guard bytes >= 2 * largePage else {
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
  }
  let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: largePage)
  // Only a hint: memory is as good where it is not taken.
  _ = unsafe madvise(memory, bytes, MADV_HUGEPAGE)
  return unsafe memory
}
