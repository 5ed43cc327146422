import Testing

@testable import Kernels

/// Stretches of free memory against a map of every byte.
struct FreeRangesTests {
  /// Ten thousand stretches of a memory of 400 bytes, added and taken at random.
  @Test(arguments: 0..<8) func `as a map of bytes says`(seed: UInt64) {
    var state = seed &* 2 + 1
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var isFree = [Bool](repeating: false, count: 400)
    var ranges = FreeRanges()
    for _ in 0..<1_250 {
      switch draw(3) {
      case 0:
        let start = draw(400)
        let end = isFree[start...].firstIndex(of: true) ?? 400
        guard start < end else { continue }
        let bytes = 1 + draw(min(end - start, 30))
        ranges.add(FreeRanges.Stretch(start: start, bytes: bytes))
        for place in start..<start + bytes { isFree[place] = true }
      case 1:
        let bytes = 1 + draw(30)
        let taken = ranges.take(bytes)
        let lengths = Self.lengths(isFree)
        let smallest = lengths.filter { $0.bytes >= bytes }.map(\.bytes).min()
        #expect((taken == nil) == (smallest == nil))
        guard let taken else { continue }
        #expect(lengths.contains { $0 == (taken, smallest ?? 0) })
        for place in taken..<taken + bytes { isFree[place] = false }
      default:
        let bytes = draw(40)
        let taken = ranges.takeOldest(bytes)
        #expect(taken.reduce(0) { $0 + $1.bytes } == min(bytes, isFree.count { $0 }))
        for stretch in taken {
          for place in stretch.start..<stretch.start + stretch.bytes {
            #expect(isFree[place])
            isFree[place] = false
          }
        }
      }
      #expect(ranges.byteCount == isFree.count { $0 })
    }
  }

  @Test func `what has been free the longest goes first, from its end`() {
    var ranges = FreeRanges()
    for start in [100, 300, 200] { ranges.add(FreeRanges.Stretch(start: start, bytes: 10)) }
    let taken = ranges.takeOldest(14).map { [$0.start, $0.bytes] }
    #expect(taken == [[100, 10], [306, 4]])
    // Of two that fit as well, the one that was freed last.
    ranges.add(FreeRanges.Stretch(start: 400, bytes: 10))
    #expect(ranges.take(8) == 400 && ranges.take(8) == 200)
  }

  /// The stretches that cannot be longer, in order.
  private static func lengths(_ isFree: [Bool]) -> [(start: Int, bytes: Int)] {
    var lengths: [(start: Int, bytes: Int)] = []
    for (place, free) in isFree.enumerated() where free {
      if place > 0, isFree[place - 1], let last = lengths.indices.last {
        lengths[last].bytes += 1
      } else {
        lengths.append((place, 1))
      }
    }
    return lengths
  }
}
