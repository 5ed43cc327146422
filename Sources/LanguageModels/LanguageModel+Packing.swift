// The compact form of a model for the cache: the arrays of its trie one after the other.

extension LanguageModel {
  /// The bytes of the compact form.
  var packed: [UInt8] {
    var bytes: [UInt8] = []
    let numbers = [UInt32(trie.levels.count)] + trie.levels.map { UInt32($0) }
    bytes.append(numbers)
    bytes.append([UInt32(words.count), UInt32(words.bytes.count)])
    bytes.append(words.ends.map { UInt32($0) })
    bytes.append(trie.words)
    bytes.append(trie.starts)
    bytes.append(trie.links)
    bytes.append(trie.scores.map(\.bitPattern))
    bytes.append(trie.backOffs.map(\.bitPattern))
    return bytes + words.bytes
  }

  /// Reads the compact form; `nil` if it is not one.
  init?(packed bytes: [UInt8]) {
    var reader = NumberReader(bytes)
    guard let levelCount = reader.next(1)?.first, (2...64).contains(levelCount),
      let levels = reader.next(Int(levelCount)), let sizes = reader.next(2),
      let ends = reader.next(Int(sizes[0])), let last = levels.last
    else { return nil }
    let count = Int(last)
    var trie = NgramTrie()
    guard let lastWords = reader.next(count), let starts = reader.next(count + 1),
      let links = reader.next(count), let scores = reader.next(count),
      let backOffs = reader.next(count)
    else { return nil }
    trie.words = lastWords
    trie.starts = starts
    trie.links = links
    trie.scores = scores.map { Float(bitPattern: $0) }
    trie.backOffs = backOffs.map { Float(bitPattern: $0) }
    trie.levels = levels.map { Int($0) }
    let text = Array(bytes[reader.at...])
    var (words, start) = (WordTable(), 0)
    for end in ends.map({ Int($0) }) {
      guard start <= end, end <= text.count, words.insert(text, start..<end).isNew else {
        return nil
      }
      start = end
    }
    self.init(words: words, trie: trie)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ numbers: [UInt32]) {
    reserveCapacity(count + numbers.count * 4)
    for number in numbers {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
  }
}

/// Reads whole numbers of four bytes, the least first.
private struct NumberReader {
  let bytes: [UInt8]
  private(set) var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next(_ count: Int) -> [UInt32]? {
    guard count >= 0, count <= (bytes.count - at) / 4 else { return nil }
    let start = at
    at += count * 4
    return (0..<count).map { index in
      let place = start + index * 4
      return UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8
        | UInt32(bytes[place + 2]) << 16 | UInt32(bytes[place + 3]) << 24
    }
  }
}
