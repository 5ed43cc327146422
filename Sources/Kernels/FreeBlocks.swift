internal import Glibc
internal import Synchronization

/// Does some work, and keeps large blocks of memory that it frees, to use them again, until it is done.
///
/// A block from the system has to be cleared first, page by page; training spends a sixth of its time
/// on that if every tensor is a new block. Never are so many blocks kept that they and those in use
/// would be more than were in use at a time since the work began, so the most that is held is no more
/// than without this. Calls may be nested.
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

  /// A block: where it begins, and the bytes of its pages.
  private struct Block {
    let start: Int
    let bytes: Int
  }

  private struct State {
    /// How many calls of ``keepingFreeBlocks(during:)`` are at work.
    var keepers = 0
    /// The bytes of blocks in use, and the most that there were since the first keeper began.
    var used = 0
    var most = 0
    /// The blocks that are free, the longest free first, and their bytes.
    var free: [Block] = []
    var freeBytes = 0
  }

  private let state = Mutex(State())

  /// The bytes of blocks that are free and kept.
  var byteCount: Int { state.withLock(\.freeBytes) }

  /// Begins to keep blocks.
  func begin() {
    state.withLock { state in
      if state.keepers == 0 { state.most = state.used }
      state.keepers += 1
    }
  }

  /// Ends what ``begin()`` began; the last one gives all blocks back.
  func end() {
    let isLast = state.withLock { state in
      state.keepers -= 1
      return state.keepers == 0
    }
    if isLast { giveBack() }
  }

  /// Counts a block as in use, and takes a free one for it.
  ///
  /// Without a free one, so many blocks are given back that a new one does not raise the most that is held.
  ///
  /// - Parameter bytes: How many bytes are wanted.
  /// - Returns: A block, or `nil` if a new one is needed.
  func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let needed = wholePages(bytes)
    var given: [Block] = []
    let found = state.withLock { state -> Int? in
      state.used += needed
      state.most = max(state.most, state.used)
      // The smallest that is large enough, but not by much: the rest of it goes back.
      let fitting = state.free.indices.filter {
        (needed...needed + needed / 4).contains(state.free[$0].bytes)
      }
      if let index = fitting.min(by: { state.free[$0].bytes < state.free[$1].bytes }) {
        let block = state.free.remove(at: index)
        state.freeBytes -= block.bytes
        if block.bytes > needed {
          given.append(Block(start: block.start + needed, bytes: block.bytes - needed))
        }
        return block.start
      }
      while state.used + state.freeBytes > state.most, !state.free.isEmpty {
        let block = state.free.removeFirst()
        state.freeBytes -= block.bytes
        given.append(block)
      }
      return nil
    }
    for block in given { Self.unmap(block) }
    guard let found else { return nil }
    return unsafe UnsafeMutableRawPointer(bitPattern: found)
  }

  /// Takes back a block of so many bytes, to keep it or to give it back.
  func put(_ memory: UnsafeMutableRawPointer, _ bytes: Int) {
    let block = Block(start: Int(bitPattern: memory), bytes: wholePages(bytes))
    let isKept = state.withLock { state in
      state.used -= block.bytes
      guard state.keepers > 0 else { return false }
      state.free.append(block)
      state.freeBytes += block.bytes
      return true
    }
    if !isKept { Self.unmap(block) }
  }

  /// Gives all free blocks back to the system.
  func giveBack() {
    let blocks = state.withLock { state in
      defer { (state.free, state.freeBytes) = ([], 0) }
      return state.free
    }
    for block in blocks { Self.unmap(block) }
  }

  private static func unmap(_ block: Block) {
    guard let memory = unsafe UnsafeMutableRawPointer(bitPattern: block.start) else { return }
    unsafe munmap(memory, block.bytes)
  }
}
