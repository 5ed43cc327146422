/// Words with their numbers, which count from 0 in the order in which they came.
///
/// The bytes of all words lie end to end; an open-addressed table finds them.
struct WordTable: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each word ends in ``bytes``; it begins where the one before ends.
  private(set) var ends: [Int] = []
  /// The number of a word plus 1, or 0 for an empty slot.
  private var slots: [UInt32]

  init() {
    slots = [UInt32](repeating: 0, count: 1_024)
  }

  var count: Int { ends.count }

  /// The bytes of a word, as a range of ``bytes``.
  func range(_ id: Int) -> Range<Int> {
    (id == 0 ? 0 : ends[id - 1])..<ends[id]
  }

  func text(_ id: Int) -> String { String(decoding: bytes[range(id)], as: UTF8.self) }

  /// The number of the word that the bytes `part` of `text` spell.
  func find(_ text: [UInt8], _ part: Range<Int>) -> Int? {
    let slot = slots[place(of: text, part)]
    return slot == 0 ? nil : Int(slot) - 1
  }

  func find(_ word: String) -> Int? {
    let bytes = Array(word.utf8)
    return find(bytes, 0..<bytes.count)
  }

  /// Adds a word unless it is there.
  mutating func insert(_ text: [UInt8], _ part: Range<Int>) -> (id: Int, isNew: Bool) {
    let slot = place(of: text, part)
    if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
    bytes.append(contentsOf: text[part])
    ends.append(bytes.count)
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return (count - 1, true)
  }

  mutating func insert(_ word: String) -> (id: Int, isNew: Bool) {
    let bytes = Array(word.utf8)
    return insert(bytes, 0..<bytes.count)
  }

  /// The slot where the word stands or would stand.
  private func place(of text: [UInt8], _ part: Range<Int>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(text, part)) & mask
    while slots[slot] != 0, !isEqual(Int(slots[slot]) - 1, text, part) { slot = (slot + 1) & mask }
    return slot
  }

  private func isEqual(_ id: Int, _ text: [UInt8], _ part: Range<Int>) -> Bool {
    let own = range(id)
    guard own.count == part.count else { return false }
    for offset in 0..<part.count
    where bytes[own.lowerBound + offset] != text[part.lowerBound + offset] { return false }
    return true
  }

  /// FNV-1a, with the high bits folded into the low ones that are used.
  private static func hash(_ text: [UInt8], _ part: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in part { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
    return hash ^ (hash >> 32)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for id in 0..<count { slots[place(of: bytes, range(id))] = UInt32(id + 1) }
  }
}
