internal import Kernels

/// A language model as it stands in a file: words, and a trie of n-grams, in packed columns.
///
/// The n-grams of an order lie end to end, the children of one beside each other in the order of their
/// words. A state is the number of an n-gram among those of all orders, from 1; 0 is the empty one. What
/// the *link* of an n-gram holds is twice the state of the longest n-gram that ends alike and is
/// shorter, and one more if the n-gram is a state itself: if not, that state stands for it.
///
/// Numbers of words follow the bytes of their text, but for `<unk>`, `<s>` and `</s>`, which are 0, 1
/// and 2.
///
/// Reference: K. Heafield, "KenLM: Faster and Smaller Language Model Queries", WMT 2011, section 3.2,
/// for a trie of packed columns with values in codebooks.
struct CompactForm: Sendable {
  let file: FileBytes
  let layout: CompactLayout

  /// Opens what stands in a part of a file; `nil` if that is no model, or a damaged one.
  ///
  /// Every number is looked at once, so that none leads out of the file or round in circles.
  init?(_ file: FileBytes, _ range: Range<Int>) {
    guard let layout = CompactLayout(file, range) else { return nil }
    (self.file, self.layout) = (file, layout)
    guard isSound else { return nil }
  }

  /// The word that begins a text, and the one that ends it.
  static let (start, end) = (1, 2)

  /// The number of words.
  var wordCount: Int { layout.wordEnds.count }

  /// Where the bytes of a word stand in the file.
  @inline(__always)
  func word(_ id: Int) -> Range<Int> {
    let start = id == 0 ? 0 : layout.wordEnds.value(id - 1, in: file)
    return layout.wordText + start..<layout.wordText + layout.wordEnds.value(id, in: file)
  }

  /// A byte of the file.
  @inline(__always)
  func byte(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: file.word(at: place)) }

  /// The bytes of a word.
  func bytes(_ id: Int) -> [UInt8] { file.bytes(word(id)) }

  /// The number of the word with these bytes, or `nil`.
  func find(_ text: [UInt8]) -> Int? {
    for id in 0..<3 where bytes(id) == text { return id }
    var (low, high) = (3, wordCount)
    while low < high {
      let middle = (low + high) / 2
      if precedes(middle, text) { low = middle + 1 } else { high = middle }
    }
    return low < wordCount && bytes(low) == text ? low : nil
  }

  /// Whether a word comes before a text in the order of bytes.
  private func precedes(_ id: Int, _ text: [UInt8]) -> Bool {
    let own = word(id)
    for offset in 0..<min(own.count, text.count) {
      let byte = byte(own.lowerBound + offset)
      if byte != text[offset] { return byte < text[offset] }
    }
    return own.count < text.count
  }

  /// The log-probability of a word after a state, to the base 10, and the state after it.
  func score(_ word: Int, after state: Int) -> (score: Float, state: Int) {
    var (node, backOff) = (state, Float(0))
    var level = layout.levels.count - 1
    while true {
      while level > 0, node < layout.levels[level].first { level -= 1 }
      if node == 0 { return (backOff + score(0, word), settled(0, word)) }
      let place = node - layout.levels[level].first
      if let child = child(level, place, word) {
        return (backOff + score(level + 1, child), settled(level + 1, child))
      }
      backOff += self.backOff(level, place)
      node = link(level, place) >> 1
    }
  }

  /// The place among the next order of an n-gram with one more word, or `nil`.
  @inline(__always)
  private func child(_ level: Int, _ place: Int, _ word: Int) -> Int? {
    guard level + 1 < layout.levels.count else { return nil }
    var low = layout.levels[level].starts.value(place, in: file)
    let end = layout.levels[level].starts.value(place + 1, in: file)
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if self.word(level + 1, middle) < word { low = middle + 1 } else { high = middle }
    }
    return low < end && self.word(level + 1, low) == word ? low : nil
  }

  /// The last word of an n-gram of an order.
  @inline(__always)
  func word(_ level: Int, _ place: Int) -> Int {
    level == 0 ? place : layout.levels[level].words.value(place, in: file)
  }

  /// The log-probability of an n-gram's last word.
  @inline(__always)
  func score(_ level: Int, _ place: Int) -> Float {
    let code = layout.levels[level].scores.value(place, in: file)
    return number(layout.levels[level].scoreValues, code)
  }

  /// The back-off of an n-gram; 0 in the highest order.
  @inline(__always)
  func backOff(_ level: Int, _ place: Int) -> Float {
    guard level + 1 < layout.levels.count else { return 0 }
    let code = layout.levels[level].backOffs.value(place, in: file)
    return number(layout.levels[level].backOffValues, code)
  }

  /// The n-grams of the next order that go on from one.
  func children(_ level: Int, _ place: Int) -> Range<Int> {
    guard level + 1 < layout.levels.count else { return 0..<0 }
    let starts = layout.levels[level].starts
    return starts.value(place, in: file)..<starts.value(place + 1, in: file)
  }

  /// The state that stands for an n-gram.
  @inline(__always)
  func settled(_ level: Int, _ place: Int) -> Int {
    let link = link(level, place)
    return link & 1 == 1 ? layout.levels[level].first + place : link >> 1
  }

  @inline(__always)
  private func link(_ level: Int, _ place: Int) -> Int {
    layout.levels[level].links.value(place, in: file)
  }

  @inline(__always)
  private func number(_ values: PackedColumn, _ code: Int) -> Float {
    Float(bitPattern: UInt32(truncatingIfNeeded: values.value(code, in: file)))
  }
}

extension CompactForm {
  /// Whether every number of the file leads where it may.
  private var isSound: Bool {
    areWordsSound && layout.levels.indices.allSatisfy { isSound($0) }
  }

  private var areWordsSound: Bool {
    var before = 0
    for id in 0..<wordCount {
      let end = layout.wordEnds.value(id, in: file)
      guard end >= before, end <= layout.wordBytes else { return false }
      before = end
    }
    return bytes(0) == Array("<unk>".utf8) && bytes(Self.start) == Array("<s>".utf8)
      && bytes(Self.end) == Array("</s>".utf8)
  }

  private func isSound(_ index: Int) -> Bool {
    let level = layout.levels[index]
    for values in [level.scoreValues, level.backOffValues] {
      for code in 0..<values.count where !number(values, code).isFinite { return false }
    }
    for place in 0..<level.count {
      // A link leads to a lower order: following links comes to an end.
      guard level.links.value(place, in: file) >> 1 < level.first,
        level.scores.value(place, in: file) < level.scoreValues.count
      else { return false }
      if index > 0, level.words.value(place, in: file) >= wordCount { return false }
    }
    guard index + 1 < layout.levels.count else { return true }
    var before = 0
    for place in 0...level.count {
      let start = level.starts.value(place, in: file)
      guard start >= before else { return false }
      before = start
    }
    for place in 0..<level.count
    where level.backOffs.value(place, in: file) >= level.backOffValues.count { return false }
    return level.starts.value(0, in: file) == 0 && before == layout.levels[index + 1].count
  }
}
