import Testing

@testable import Kernels

/// Blocks of a memory of their own, which no other test shares.
struct FreeBlocksTests {
  /// Bytes of one large page.
  private static let page = 1 << 21

  @Test func `a block that was freed is used again while work goes on, and given back behind it`() {
    let blocks = FreeBlocks()
    blocks.begin()
    let first = BlockTrial(blocks, pages: 4)
    let address = first.address
    first.free()
    #expect(blocks.byteCount == 4 * Self.page)
    // A smaller one takes its beginning; what is left over stays free, and the two become one again.
    let second = BlockTrial(blocks, pages: 4, less: 8_192)
    #expect(second.address == address && second.isUsedAgain)
    #expect(blocks.byteCount == 8_192)
    second.free()
    let third = BlockTrial(blocks, pages: 4)
    #expect(third.address == address && third.isUsedAgain && blocks.byteCount == 0)
    third.free()
    blocks.end()
    #expect(blocks.byteCount == 0)
  }

  @Test func `blocks of a short recording make room for those of a long one`() {
    let blocks = FreeBlocks()
    blocks.begin()
    let short = (0..<6).map { _ in BlockTrial(blocks, pages: 2) }
    for block in short { block.free() }
    let long = (0..<4).map { _ in BlockTrial(blocks, pages: 3) }
    #expect(long.allSatisfy(\.isUsedAgain) && blocks.byteCount == 0)
    for block in long { block.free() }
    blocks.end()
  }

  @Test func `what is kept and what is used are never more than was used at a time`() {
    let blocks = FreeBlocks()
    let before = BlockTrial(blocks, pages: 5)
    blocks.begin()
    var state: UInt64 = 1
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var used: [BlockTrial] = [before]
    var most = 5 * Self.page
    var again = 0
    for _ in 0..<2_000 {
      if used.count < 2 + draw(8) {
        used.append(BlockTrial(blocks, pages: 2 + draw(6), less: 4_096 * draw(3)))
        if used[used.count - 1].isUsedAgain { again += 1 }
      } else {
        used.remove(at: draw(used.count)).free()
      }
      let bytes = used.reduce(0) { $0 + $1.bytes }
      most = max(most, bytes)
      #expect(bytes + blocks.byteCount <= most)
    }
    #expect(again > 700)
    for block in used { block.free() }
    blocks.end()
    #expect(blocks.byteCount == 0)
  }

  @Test func `nothing is kept but while work goes on`() {
    let blocks = FreeBlocks()
    BlockTrial(blocks, pages: 2).free()
    #expect(blocks.byteCount == 0)
    blocks.begin()
    blocks.begin()
    BlockTrial(blocks, pages: 2).free()
    blocks.end()
    #expect(blocks.byteCount == 2 * Self.page)
    blocks.end()
    #expect(blocks.byteCount == 0)
  }
}

/// A block in use.
@safe
private struct BlockTrial {
  let bytes: Int
  /// Whether it was free and kept, not new.
  let isUsedAgain: Bool
  private let blocks: FreeBlocks
  private let memory: UnsafeMutableRawPointer?

  init(_ blocks: FreeBlocks, pages: Int, less: Int = 0) {
    self.blocks = blocks
    bytes = (pages << 21) - less
    let kept = unsafe blocks.take(bytes)
    isUsedAgain = unsafe kept != nil
    unsafe memory = kept ?? blocks.new(bytes)
  }

  var address: Int { unsafe Int(bitPattern: memory) }

  func free() {
    guard let memory = unsafe memory else { return }
    unsafe blocks.put(memory, bytes)
  }
}
