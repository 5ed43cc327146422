/// Small numbers for the words of texts: equal words get equal numbers, counted from 0.
///
/// The words' bytes lie end to end in one buffer, and an open-addressing table finds them, so that
/// a word costs no allocation.
struct WordNumbering {
  private var letters: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt64] = []
  private var slots = [Int32](repeating: -1, count: 1024)

  /// The number of different words so far.
  var count: Int { hashes.count }

  /// Returns the numbers of the words of a text.
  mutating func numbers(of text: String) -> [Int32] {
    var text = text
    text.makeContiguousUTF8()
    let utf8 = text.utf8.span
    var numbers: [Int32] = []
    numbers.reserveCapacity(utf8.count / 4)
    forEachWord(utf8) { numbers.append(number(of: utf8.extracting($0))) }
    return numbers
  }

  private mutating func number(of word: Span<UInt8>) -> Int32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in word.indices { hash = (hash ^ UInt64(word[index])) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = slots[slot]
      if hashes[Int(number)] == hash, holds(word, number: Int(number)) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(count)
    slots[slot] = number
    hashes.append(hash)
    for index in word.indices { letters.append(word[index]) }
    ends.append(letters.count)
    if count * 2 > slots.count { grow() }
    return number
  }

  private func holds(_ word: Span<UInt8>, number: Int) -> Bool {
    let start = ends[number]
    guard ends[number + 1] - start == word.count else { return false }
    return word.indices.allSatisfy { letters[start + $0] == word[$0] }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}

/// Small numbers for the characters (Unicode scalars) of texts, counted from 0.
struct CharacterNumbering {
  /// Where the page of a block of 256 scalars starts in `numbers`, or -1 before it is needed.
  private var pages = [Int](repeating: -1, count: 0x110000 / 256)
  private var pageNumbers: [Int32] = []

  /// The number of different characters so far.
  private(set) var count = 0

  /// Returns the numbers of the characters of a text, white space at its ends left out.
  mutating func numbers(of text: String) -> [Int32] {
    var text = text
    text.makeContiguousUTF8()
    let utf8 = text.utf8.span
    var numbers: [Int32] = []
    numbers.reserveCapacity(utf8.count)
    var end = 0
    var index = 0
    while index < utf8.count {
      let space = whiteSpaceLength(utf8, at: index)
      let (scalar, length) = decode(utf8, at: index)
      index += length
      if space > 0, numbers.isEmpty { continue }
      numbers.append(number(of: scalar))
      if space == 0 { end = numbers.count }
    }
    numbers.removeLast(numbers.count - end)
    return numbers
  }

  private mutating func number(of scalar: Int) -> Int32 {
    if pages[scalar >> 8] < 0 {
      pages[scalar >> 8] = pageNumbers.count
      pageNumbers.append(contentsOf: repeatElement(-1, count: 256))
    }
    let place = pages[scalar >> 8] + (scalar & 0xFF)
    if pageNumbers[place] < 0 {
      pageNumbers[place] = Int32(count)
      count += 1
    }
    return pageNumbers[place]
  }

  /// The scalar that starts at `index` of valid UTF-8, and its length in bytes.
  private func decode(_ utf8: Span<UInt8>, at index: Int) -> (scalar: Int, length: Int) {
    func tail(_ offset: Int) -> Int { Int(utf8[index + offset] & 0x3F) }
    let first = Int(utf8[index])
    switch first {
    case 0..<0x80: return (first, 1)
    case 0x80..<0xE0: return ((first & 0x1F) << 6 | tail(1), 2)
    case 0xE0..<0xF0: return ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
    default: return ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
  }
}
