internal import Glibc
internal import Synchronization

/// Does some work, and keeps large blocks of memory that it frees, to use them again, until it is done.
///
/// A block from the system has to be cleared first, page by page; training spends a sixth of its time
/// on that if every tensor is a new block. Blocks are of whole pages, new ones follow each other in memory,
/// and free ones that touch are one, so that recordings of other lengths find room in them too. Never
/// are so many kept that they and those in use would be more than were in use at a time since the work
/// began, so the most that is held is no more than without this. Calls may be nested.
///
/// - Parameter work: The work.
/// - Returns: What the work returns.
/// - Throws: What the work throws.
public func keepingFreeBlocks<Result, Failure: Error>(
  during work: () throws(Failure) -> Result
) throws(Failure) -> Result {
  FreeBlocks.shared.begin()
  defer { FreeBlocks.shared.end() }
  return try work()
}

/// Large blocks of memory that are free and kept to be used again.
final class FreeBlocks: Sendable {
  static let shared = FreeBlocks()

  /// The bytes that are taken from the system together; none has a page before it is used.
  private static let reserve = 256 << 20

  private struct State {
    /// How many calls of ``keepingFreeBlocks(during:)`` are at work.
    var keepers = 0
    /// The bytes of blocks in use, and the most that there were since the first keeper began.
    var used = 0
    var most = 0
    /// What was used and is free.
    var free = FreeRanges()
    /// What was not used yet.
    var reserve = FreeRanges.Stretch(start: 0, bytes: 0)
  }

  private let state = Mutex(State())
  private let keepers = Atomic<Int>(0)

  /// Whether blocks that are freed are kept.
  var isKeeping: Bool { keepers.load(ordering: .relaxed) > 0 }

  /// The bytes of blocks that are free and kept.
  var byteCount: Int { state.withLock(\.free.byteCount) }

  /// Begins to keep blocks.
  func begin() {
    state.withLock { state in
      if state.keepers == 0 { state.most = state.used }
      state.keepers += 1
      keepers.store(state.keepers, ordering: .relaxed)
    }
  }

  /// Ends what ``begin()`` began; the last one gives all blocks back.
  func end() {
    let isLast = state.withLock { state in
      state.keepers -= 1
      keepers.store(state.keepers, ordering: .relaxed)
      return state.keepers == 0
    }
    if isLast { giveBack() }
  }

  /// Counts a block as in use, and takes free memory for it.
  ///
  /// Without any that is large enough, so much is given back that a new block does not raise the most that
  /// is held.
  ///
  /// - Parameter bytes: How many bytes are wanted.
  /// - Returns: A block, or `nil` if a new one is needed.
  func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let needed = wholePages(bytes)
    let (found, given) = state.withLock { state -> (Int?, [FreeRanges.Stretch]) in
      state.used += needed
      state.most = max(state.most, state.used)
      if let start = state.free.take(needed) { return (start, []) }
      return (nil, state.free.takeOldest(state.used + state.free.byteCount - state.most))
    }
    for stretch in given { Self.unmap(stretch) }
    guard let found else { return nil }
    return unsafe UnsafeMutableRawPointer(bitPattern: found)
  }

  /// Takes a new block from the system, behind the one before it where blocks are kept.
  ///
  /// - Parameter bytes: How many bytes are wanted.
  /// - Returns: The block, or `nil` if the system has no memory.
  func new(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard isKeeping else { return unsafe mapped(bytes) }
    let needed = wholePages(bytes)
    let start = state.withLock { state -> Int? in
      if state.reserve.bytes < needed {
        guard let more = unsafe mapped(max(needed, Self.reserve)) else { return nil }
        Self.unmap(state.reserve)
        state.reserve = FreeRanges.Stretch(
          start: Int(bitPattern: more), bytes: max(needed, Self.reserve))
      }
      defer {
        state.reserve.start += needed
        state.reserve.bytes -= needed
      }
      return state.reserve.start
    }
    guard let start else { return unsafe mapped(bytes) }
    return unsafe UnsafeMutableRawPointer(bitPattern: start)
  }

  /// Takes back a block of so many bytes, to keep it or to give it back.
  func put(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    let block = FreeRanges.Stretch(start: Int(bitPattern: memory), bytes: wholePages(bytes))
    let isKept = state.withLock { state in
      state.used -= block.bytes
      guard state.keepers > 0 else { return false }
      state.free.add(block)
      return true
    }
    if !isKept { Self.unmap(block) }
  }

  /// Gives all free blocks back to the system.
  func giveBack() {
    let stretches = state.withLock { state in
      defer { state.reserve = FreeRanges.Stretch(start: 0, bytes: 0) }
      return state.free.takeOldest(.max) + [state.reserve]
    }
    for stretch in stretches { Self.unmap(stretch) }
  }

  private static func unmap(_ stretch: FreeRanges.Stretch) {
    guard stretch.bytes > 0,
      let memory = unsafe UnsafeMutableRawPointer(bitPattern: stretch.start)
    else { return }
    unsafe munmap(memory, stretch.bytes)
  }
}
