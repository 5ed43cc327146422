internal import Kernels

/// Where everything stands in the compact form of a model.
///
/// All places follow from a few counts at the beginning, and there is nothing between the sections and
/// nothing behind the last but eight zeros:
///
///     mark, unit, bytes of all words, orders, and for each order: n-grams, values, values of back-offs
///     the ends of the words, the words
///     for each order: last words, links, where children begin, codes, values, back-offs' codes, values
///
/// The first order has no column of words, since each word has its place; the last one has neither
/// children nor back-offs.
struct CompactLayout {
  /// The numbers of an order.
  struct Counts: Equatable {
    var ngrams: Int
    var scoreValues: Int
    var backOffValues: Int
  }

  /// The columns of an order.
  struct Level {
    /// The number of its first n-gram among all.
    let first: Int
    let count: Int
    let words: PackedColumn
    let links: PackedColumn
    let starts: PackedColumn
    let scores: PackedColumn
    let scoreValues: PackedColumn
    let backOffs: PackedColumn
    let backOffValues: PackedColumn
  }

  /// What the first eight bytes say, read as a number.
  static let mark: UInt64 = 0x326D_6C68_7372_7361

  let counts: [Counts]
  let wordBytes: Int
  let isOfLetters: Bool
  /// Where the numbers at the beginning end.
  private(set) var headerEnd = 0
  private(set) var wordEnds = PackedColumn(at: 0, bits: 0, count: 0)
  private(set) var wordText = 0
  private(set) var levels: [Level] = []
  /// All bytes.
  private(set) var byteCount = 0

  /// The most n-grams of all orders, so that a state is a number of four bytes.
  static let mostNgrams = Int(Int32.max) - 1

  /// Lays out a model; `nil` if the counts cannot be those of one.
  init?(counts: [Counts], wordBytes: Int, isOfLetters: Bool) {
    (self.counts, self.wordBytes, self.isOfLetters) = (counts, wordBytes, isOfLetters)
    guard let words = counts.first?.ngrams, words >= 3, (0..<1 << 40).contains(wordBytes),
      Self.arePossible(counts)
    else { return nil }
    headerEnd = 8 * (4 + 3 * counts.count)
    var cursor = Cursor(at: headerEnd)
    wordEnds = cursor.column(words, largest: wordBytes)
    wordText = cursor.at
    cursor.at += wordBytes
    var first = 1
    for (place, count) in counts.enumerated() {
      let next = place + 1 < counts.count ? counts[place + 1].ngrams : nil
      levels.append(
        Level(
          first: first, count: count.ngrams,
          words: cursor.column(place > 0 ? count.ngrams : 0, largest: words - 1),
          links: cursor.column(count.ngrams, largest: 2 * first - 1),
          starts: cursor.column(next == nil ? 0 : count.ngrams + 1, largest: next ?? 0),
          scores: cursor.column(count.ngrams, largest: count.scoreValues - 1),
          scoreValues: cursor.column(count.scoreValues, largest: Int(UInt32.max)),
          backOffs: cursor.column(
            next == nil ? 0 : count.ngrams, largest: count.backOffValues - 1),
          backOffValues: cursor.column(
            next == nil ? 0 : count.backOffValues, largest: Int(UInt32.max))))
      first += count.ngrams
    }
    byteCount = cursor.at + 8
  }

  private static func arePossible(_ counts: [Counts]) -> Bool {
    var total = 0
    for count in counts {
      guard (0...mostNgrams - total).contains(count.ngrams),
        (0...count.ngrams).contains(count.scoreValues),
        (0...count.ngrams).contains(count.backOffValues)
      else { return false }
      total += count.ngrams
    }
    return true
  }

  /// Reads the counts of a file's part, which has to be as long as they say.
  init?(_ file: FileBytes, _ range: Range<Int>) {
    func number(_ place: Int) -> Int? { Int(exactly: file.word(at: range.lowerBound + 8 * place)) }
    guard range.count >= 32, file.word(at: range.lowerBound) == Self.mark,
      let unit = number(1), (0...1).contains(unit), let wordBytes = number(2),
      let orders = number(3), (1...(range.count - 32) / 24 + 1).contains(orders),
      32 + 24 * orders <= range.count
    else { return nil }
    var counts: [Counts] = []
    for order in 0..<orders {
      let place = 4 + 3 * order
      guard let ngrams = number(place), let scores = number(place + 1),
        let backOffs = number(place + 2)
      else { return nil }
      counts.append(Counts(ngrams: ngrams, scoreValues: scores, backOffValues: backOffs))
    }
    self.init(counts: counts, wordBytes: wordBytes, isOfLetters: unit == 1)
    guard byteCount == range.count else { return nil }
    move(by: range.lowerBound)
  }

  /// The numbers at the beginning.
  var header: [UInt8] {
    var numbers: [UInt64] = [
      Self.mark, isOfLetters ? 1 : 0, UInt64(wordBytes), UInt64(counts.count),
    ]
    for count in counts {
      numbers += [count.ngrams, count.scoreValues, count.backOffValues].map { UInt64($0) }
    }
    var bytes: [UInt8] = []
    for number in numbers {
      for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * shift))) }
    }
    return bytes
  }

  /// Lets all places count from the beginning of a file instead of that of the model.
  private mutating func move(by distance: Int) {
    func moved(_ column: PackedColumn) -> PackedColumn {
      PackedColumn(at: column.offset + distance, bits: column.bits, count: column.count)
    }
    wordEnds = moved(wordEnds)
    wordText += distance
    levels = levels.map { level in
      Level(
        first: level.first, count: level.count, words: moved(level.words),
        links: moved(level.links), starts: moved(level.starts), scores: moved(level.scores),
        scoreValues: moved(level.scoreValues), backOffs: moved(level.backOffs),
        backOffValues: moved(level.backOffValues))
    }
  }
}

/// Gives columns their places, one behind the other.
private struct Cursor {
  var at: Int

  init(at start: Int) { at = start }

  mutating func column(_ count: Int, largest: Int) -> PackedColumn {
    let bits = PackedColumn.width(largest)
    let column = PackedColumn(at: at, bits: bits, count: count)
    // There are less than 2³¹ numbers of at most 41 bits.
    at += (count * bits + 7) / 8
    return column
  }
}
