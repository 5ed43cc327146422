internal import Kernels

extension CompactForm {
  /// Makes the compact form of n-grams.
  ///
  /// - Parameters:
  ///   - words: The words, `<unk>`, `<s>` and `</s>` among them, in any order.
  ///   - levels: The n-grams, of which the first order has every word.
  ///   - isOfLetters: Whether the words are letters; if `nil`, they are where all are single ones with a
  ///     `|` among them.
  ///   - isExact: Whether numbers are kept as they are, however many there are.
  /// - Returns: The bytes, or `nil` if the words lack one of the three, or there are too many n-grams.
  /// - Throws: ``NgramFault`` for an n-gram that stands twice, or whose first words are none.
  static func bytes(
    words: WordTable, levels: [NgramLevel], isOfLetters: Bool?, isExact: Bool
  ) throws(NgramFault) -> [UInt8]? {
    guard let order = sortedWords(words) else { return nil }
    // Above an order without n-grams there are none.
    let firstEmpty = levels.firstIndex { $0.count == 0 } ?? levels.endIndex
    let levels = Array(levels.prefix(firstEmpty + 1))
    let trie = try NgramTrie(levels: renumbered(levels, order))
    var books: [(scores: Codebook, backOffs: Codebook)] = []
    for (first, end) in zip(trie.levels, trie.levels.dropFirst()) {
      books.append(
        (
          Codebook(trie.scores[first..<end], isExact: isExact),
          Codebook(trie.backOffs[first..<end], isExact: isExact)
        ))
    }
    let counts = zip(books, levels).map { book, level in
      CompactLayout.Counts(
        ngrams: level.count, scoreValues: book.scores.values.count,
        backOffValues: book.backOffs.values.count)
    }
    let hasLetters = isOfLetters ?? isSingle(words)
    guard
      let layout = CompactLayout(
        counts: counts, wordBytes: words.bytes.count, isOfLetters: hasLetters)
    else { return nil }
    var bytes = layout.header
    bytes.reserveCapacity(layout.byteCount)
    append(words, order, layout, to: &bytes)
    for (place, book) in books.enumerated() {
      append(trie, place, book, layout.levels[place], to: &bytes)
    }
    bytes += [UInt8](repeating: 0, count: 8)
    return bytes
  }

  private static func append(
    _ words: WordTable, _ order: [Int], _ layout: CompactLayout, to bytes: inout [UInt8]
  ) {
    var (end, ends) = (UInt32(0), [UInt32]())
    ends.reserveCapacity(order.count)
    for id in order {
      end += UInt32(words.range(id).count)
      ends.append(end)
    }
    bytes.append(packed: ends, bits: layout.wordEnds.bits)
    for id in order { bytes += words.bytes[words.range(id)] }
  }

  private static func append(
    _ trie: NgramTrie, _ place: Int, _ book: (scores: Codebook, backOffs: Codebook),
    _ level: CompactLayout.Level, to bytes: inout [UInt8]
  ) {
    let nodes = trie.levels[place]..<trie.levels[place + 1]
    if place > 0 { bytes.append(packed: trie.words[nodes], bits: level.words.bits) }
    bytes.append(
      packed: nodes.lazy.map { trie.links[$0] << 1 | (trie.isState($0) ? 1 : 0) },
      bits: level.links.bits)
    let isLast = place + 2 == trie.levels.count
    if !isLast {
      let next = UInt32(nodes.upperBound)
      bytes.append(
        packed: trie.starts[nodes.lowerBound...nodes.upperBound].lazy.map { $0 - next },
        bits: level.starts.bits)
    }
    bytes.append(packed: book.scores.codes, bits: level.scores.bits)
    bytes.append(packed: book.scores.values.lazy.map(\.bitPattern), bits: 32)
    if !isLast {
      bytes.append(packed: book.backOffs.codes, bits: level.backOffs.bits)
      bytes.append(packed: book.backOffs.values.lazy.map(\.bitPattern), bits: 32)
    }
  }

  /// The words in the order of their numbers, or `nil` if one of the three that come first is missing.
  private static func sortedWords(_ words: WordTable) -> [Int]? {
    let named = ["<unk>", "<s>", "</s>"].compactMap { words.find($0) }
    guard named.count == 3 else { return nil }
    // Most words are told apart by their first eight bytes.
    let keys = (0..<words.count).filter { !named.contains($0) }
      .map { (start: words.start(of: $0), id: $0) }
    let sorted = keys.sorted {
      $0.start != $1.start ? $0.start < $1.start : words.precedes($0.id, $1.id)
    }
    return named + sorted.map(\.id)
  }

  /// The levels with the new numbers of words.
  private static func renumbered(_ levels: [NgramLevel], _ order: [Int]) -> [NgramLevel] {
    var numbers = [UInt32](repeating: 0, count: order.count)
    for (number, id) in order.enumerated() { numbers[id] = UInt32(number) }
    return levels.map { level in
      var level = level
      for place in level.words.indices { level.words[place] = numbers[Int(level.words[place])] }
      return level
    }
  }

  /// Whether all words but the three are single letters, with a `|` among them.
  private static func isSingle(_ words: WordTable) -> Bool {
    guard words.find("|") != nil else { return false }
    let named = ["<unk>", "<s>", "</s>"].compactMap { words.find($0) }
    return (0..<words.count).allSatisfy {
      named.contains($0) || words.text($0).unicodeScalars.count == 1
    }
  }
}

extension WordTable {
  /// The first eight bytes of a word as a number, zeros behind a shorter one.
  fileprivate func start(of id: Int) -> UInt64 {
    let part = range(id)
    var number: UInt64 = 0
    for offset in 0..<8 {
      number <<= 8
      if offset < part.count { number |= UInt64(bytes[part.lowerBound + offset]) }
    }
    return number
  }

  /// Whether a word comes before another in the order of their bytes.
  fileprivate func precedes(_ first: Int, _ second: Int) -> Bool {
    let (one, other) = (range(first), range(second))
    for offset in 0..<min(one.count, other.count) {
      let (left, right) = (bytes[one.lowerBound + offset], bytes[other.lowerBound + offset])
      if left != right { return left < right }
    }
    return one.count < other.count
  }
}
