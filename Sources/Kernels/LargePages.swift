internal import Glibc

/// The size of a large page of memory.
private let largePage = 1 << 21

/// The size of a page of memory.
private let smallPage = 4096

/// Whether a new block is taken from the system by itself rather than from the allocator's heap.
///
/// The heap keeps such blocks, once one was freed, and is full of holes: training then holds a third more
/// memory than it uses. While free blocks are kept, smaller ones stand alone too: the heap would keep what
/// the gradients of an update had, and the next way forward needs other blocks.
func standsAlone(_ bytes: Int) -> Bool {
  bytes >= 2 * largePage || bytes >= largePage / 2 && FreeBlocks.shared.isKeeping
}

/// Allocates bytes, aligned for vector loads.
///
/// A block of new memory costs a fault for every page that is first written: on pages of 4 kB that
/// takes longer than most of what the engine computes with them.
///
/// - Parameters:
///   - bytes: How many.
///   - standsAlone: Whether they are taken from the system by themselves; they stand on large pages then
///     where it has them.
/// - Returns: The first of them.
func allocateAligned(_ bytes: Int, standsAlone: Bool) -> UnsafeMutableRawPointer {
  guard standsAlone else {
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
  }
  if let memory = unsafe FreeBlocks.shared.take(bytes) ?? FreeBlocks.shared.new(bytes) {
    return unsafe memory
  }
  // What is kept for later may be what is missing.
  FreeBlocks.shared.giveBack()
  guard let memory = unsafe FreeBlocks.shared.new(bytes) else {
    endForLack(of: bytes)
  }
  return unsafe memory
}

/// Ends the process, which cannot go on without the memory, and says so.
///
/// A trap would say nothing to users. What they trained is on disk as of the last checkpoint.
func endForLack(of bytes: Int) -> Never {
  let text = Array(
    "error: the system has no \((bytes + 999_999) / 1_000_000) MB of memory left\n".utf8)
  _ = unsafe write(STDERR_FILENO, text, text.count)
  _exit(1)
}

/// Gives back bytes that ``allocateAligned(_:standsAlone:)`` gave, told as much as that.
func deallocateAligned(_ memory: UnsafeMutableRawPointer, _ bytes: Int, standsAlone: Bool) {
  if standsAlone {
    unsafe FreeBlocks.shared.put(memory, bytes)
  } else {
    unsafe memory.deallocate()
  }
}

/// The bytes of the pages on which a block stands.
func wholePages(_ bytes: Int) -> Int { (bytes + smallPage - 1) / smallPage * smallPage }

/// Takes bytes from the system that begin with a large page; `nil` if it has none.
func mapped(_ bytes: Int) -> UnsafeMutableRawPointer? {
  let (whole, overflow) = bytes.addingReportingOverflow(largePage)
  guard !overflow,
    let start = unsafe mmap(
      nil, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
    unsafe start != MAP_FAILED
  else { return nil }
  let before = (largePage - Int(bitPattern: start) % largePage) % largePage
  let memory = unsafe start + before
  // What is left on both sides goes back at once, by whole pages.
  let end = wholePages(bytes)
  if before > 0 { unsafe munmap(start, before) }
  if before + end < whole { unsafe munmap(memory + end, whole - before - end) }
  // Only a hint: memory is as good where it is not taken.
  _ = unsafe madvise(memory, bytes, MADV_HUGEPAGE)
  return unsafe memory
}
