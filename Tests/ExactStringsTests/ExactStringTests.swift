internal import TestSupport
internal import Testing

@testable internal import ExactStrings

/// Strings that are compared, ordered and looked up by their Unicode scalars.
@Suite struct ExactStringTests {
  @Test(arguments: Lookalikes.all)
  func `strings that look alike are two`(pair: Lookalikes) {
    let (one, other) = (pair.one, pair.other)
    // The premise: Swift takes them for one.
    #expect(one == other && Set([one, other]).count == 1)
    #expect(!one.isExactly(other) && one.isExactly(one) && other.isExactly(other))
    #expect(!Optional(one).isExactly(other) && !Optional(one).isExactly(nil))
    #expect(Optional(one).isExactly(one) && Optional<String>.none.isExactly(nil))
    #expect(ExactString(one) != ExactString(other))
    #expect(one.comesExactlyBefore(other) != other.comesExactlyBefore(one))
    #expect(!one.comesExactlyBefore(one))
    #expect(!("a" + one + "b").startsExactly(with: "a" + other))
    #expect(("a" + one + "b").startsExactly(with: "a" + one))
    #expect(!("a" + one).endsExactly(with: other) && ("a" + one).endsExactly(with: one))
    #expect(!one.endsExactly(with: "a" + one))
    #expect(![one].containsExactly(other) && [one, other].containsExactly(other))
    #expect([one, other].firstExactIndex(of: other) == 1)
    #expect([one].firstExactIndex(of: other) == nil)
    #expect(![one].areExactly([other]) && [one, other].areExactly([one, other]))
    #expect(![one].areExactly([one, one]))
  }

  @Test(arguments: Lookalikes.all)
  func `sets and dictionaries keep both`(pair: Lookalikes) {
    var set = Set(exact: [pair.one])
    #expect(set.contains(pair.one) && !set.contains(pair.other))
    #expect(set.insert(pair.other).inserted && !set.insert(pair.other).inserted)
    #expect(set.count == 2)
    var places: [ExactString: Int] = [:]
    places[pair.one] = 1
    places[pair.other, default: 5] += 1
    #expect(places[pair.one] == 1 && places[pair.other] == 6)
    #expect(places.updateValue(7, forKey: pair.one) == 1)
    places[pair.other] = nil
    #expect(places == [ExactString(pair.one): 7])
    #expect(Dictionary(exact: [(pair.one, 1), (pair.other, 2)]).count == 2)
  }

  @Test func `equal strings are equal however they are stored`() {
    for count in 0..<40 {
      let text = String(repeating: "a", count: count)
      let slice = String(("x" + text + "y").dropFirst().dropLast())
      #expect(text.isExactly(slice))
      #expect(ExactString(text).hashValue == ExactString(slice).hashValue)
      #expect(!text.isExactly(text + "a"))
      for place in 0..<count {
        let changed = String(text.enumerated().map { $0.offset == place ? "b" : $0.element })
        #expect(!text.isExactly(changed))
        #expect(text.comesExactlyBefore(changed) && !changed.comesExactlyBefore(text))
      }
    }
  }

  @Test func `the order is that of code points`() {
    let words = ["b", "\u{1F600}", "a", "\u{FFFD}", "", "ab", "Z", "e\u{301}", "\u{E9}", "f"]
    #expect(
      words.sortedExactly().map { $0.unicodeScalars.map(\.value) } == [
        [], [0x5A], [0x61], [0x61, 0x62], [0x62], [0x65, 0x301], [0x66], [0xE9], [0xFFFD],
        [0x1F600],
      ])
    #expect([ExactString("b"), "a"].sorted() == ["a", "b"])
  }

  @Test func `heaps of marks take a time in proportion`() {
    let heap = "a" + String(repeating: "\u{301}\u{323}", count: 200_000)
    let other = String(heap.unicodeScalars.dropLast()) + heap
    let took = ContinuousClock().measure {
      var set = Set(exact: [heap])
      #expect(!set.insert(heap).inserted && set.insert(other).inserted)
      #expect(heap.comesExactlyBefore(other) != other.comesExactlyBefore(heap))
    }
    #expect(took < .seconds(5))
  }
}
