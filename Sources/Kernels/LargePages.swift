internal import Glibc

/// The size of a large page of memory.
private let largePage = 1 << 21

/// Has the system's allocator give back blocks of a megabyte and more as soon as they are free.
///
/// By itself it keeps ever larger ones, once one was freed, in a heap that is full of holes: training
/// then holds a third more memory than it uses.
private let largeBlocksAreGivenBack: Void = {
  _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
}()

/// Allocates bytes, aligned for vector loads; from two large pages on they stand on large pages where
/// the system has them.
///
/// A block of new memory costs a fault for every page that is first written: on pages of 4 kB that
/// takes longer than most of what the engine computes with them.
func allocateAligned(_ bytes: Int) -> UnsafeMutableRawPointer {
  largeBlocksAreGivenBack
  guard bytes >= 2 * largePage else {
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
  }
  let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: largePage)
  // Only a hint: memory is as good where it is not taken.
  _ = unsafe madvise(memory, bytes, MADV_HUGEPAGE)
  return unsafe memory
}
