/// A broken line of an ARPA file; line 0 is the whole file.
struct ArpaFault: Error {
  let line: Int
  let problem: ArpaProblem
}

/// Reads the lines of an ARPA file.
///
/// What KenLM refuses is refused here too: log-probabilities above 0, a back-off other than 0 at the
/// highest order, a model without `<s>` or `</s>`, an n-gram without its context, text behind `\end\`.
/// So are n-grams that stand twice, of which KenLM takes one. A model without `<unk>` gets one with the
/// log-probability -100. More is read than KenLM does: text before `\data\`, spaces in the place of
/// tabs and at the ends of lines, a model of 1-grams alone.
struct ArpaReader {
  /// The number of the word for unknown ones.
  static let unknown = 0
  /// What stands for a log-probability of minus infinity, as SRILM writes it.
  static let impossible: Float = -99

  /// What numbers are written with.
  private static let numerals = Array("0123456789.eE+-".utf8)

  private let text: [UInt8]
  private var at = 0
  private var line = 0
  private(set) var words = WordTable()
  private(set) var levels: [NgramLevel] = []

  /// Reads the bytes of a whole file.
  ///
  /// - Throws: ``ArpaFault`` for the first line that is broken.
  init(_ text: [UInt8]) throws(ArpaFault) {
    self.text = text
    guard !text.starts(with: Array("mmap lm http://kheafield.com/code".utf8)) else {
      throw ArpaFault(line: 0, problem: .binary)
    }
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    _ = words.insert("<unk>")
    let counts = try readCounts()
    for (place, count) in counts.enumerated() {
      try readSection(place + 1, count: count, highest: counts.count)
    }
    try expect("\\end\\")
    if let part = nextFullLine() { throw fault(.behindEnd(shown(part))) }
    for marker in ["<s>", "</s>"] where words.find(marker) == nil {
      throw ArpaFault(line: 0, problem: .missingMarker(marker))
    }
  }

  /// The next line without its white space at both ends, or `nil` at the end of the file.
  private mutating func nextLine() -> Range<Int>? {
    guard at < text.count else { return nil }
    var end = at
    while end < text.count, text[end] != 0x0A { end += 1 }
    var (low, high) = (at, end)
    at = end + 1
    line += 1
    while low < high, Self.isSpace(text[low]) { low += 1 }
    while low < high, Self.isSpace(text[high - 1]) { high -= 1 }
    return low..<high
  }

  private mutating func nextFullLine() -> Range<Int>? {
    while let part = nextLine() {
      if !part.isEmpty { return part }
    }
    return nil
  }

  private mutating func expect(_ wanted: String) throws(ArpaFault) {
    guard let part = nextFullLine() else { throw fault(.cutOff(expected: wanted)) }
    guard string(part) == wanted else {
      throw fault(.expected(wanted, found: shown(part)))
    }
  }

  private mutating func readCounts() throws(ArpaFault) -> [Int] {
    while let part = nextLine() {
      if string(part, limit: 6) == "\\data\\" { break }
      if string(part, limit: 6) == "iARPA" { throw fault(.iARPA) }
      if at >= text.count { throw ArpaFault(line: 0, problem: .noData) }
    }
    guard line > 0, at <= text.count else { throw ArpaFault(line: 0, problem: .noData) }
    var counts: [Int] = []
    while true {
      let (place, number) = (at, line)
      guard let part = nextLine() else { throw fault(.cutOff(expected: "\\1-grams:")) }
      if part.isEmpty {
        if counts.isEmpty { continue }
        break
      }
      if text[part.lowerBound] == 0x5C, !counts.isEmpty {
        (at, line) = (place, number)
        break
      }
      counts.append(try count(part, order: counts.count + 1))
    }
    return counts
  }

  /// The number in `ngram 2=100`.
  private func count(_ part: Range<Int>, order: Int) throws(ArpaFault) -> Int {
    let pieces = string(part, limit: 80).split { $0 == " " || $0 == "\t" || $0 == "=" }
    guard pieces.count == 3, pieces[0] == "ngram", let own = Int(pieces[1]),
      let count = Int(pieces[2]), count >= 0
    else { throw fault(.badCount(shown(part))) }
    guard own == order else { throw fault(.countOutOfSequence(order: own, expected: order)) }
    return count
  }

  private mutating func readSection(
    _ order: Int, count: Int, highest: Int
  ) throws(ArpaFault) {
    try expect("\\\(order)-grams:")
    var level = NgramLevel(order: order)
    if order == 1 { level.append(words: [UInt32(Self.unknown)], score: -100, backOff: 0) }
    // What the counts say is not believed: room for so many is taken only if the file is as long.
    let room = min(count, (text.count - at) / (2 * order + 1))
    level.words.reserveCapacity(room * order)
    level.scores.reserveCapacity(room)
    level.backOffs.reserveCapacity(room)
    level.firstLine = line + 1
    var (found, hasUnknown) = (0, false)
    while true {
      let (place, number) = (at, line)
      guard let part = nextLine() else {
        throw fault(.cutOff(expected: found < count ? "its \(order)-grams do" : "\\end\\"))
      }
      if part.isEmpty {
        guard found < count else { break }
        level.skipLine(before: found, line: line)
        continue
      }
      if text[part.lowerBound] == 0x5C {
        (at, line) = (place, number)
        break
      }
      try read(part, into: &level, mayHaveBackOff: order < highest, &hasUnknown)
      found += 1
    }
    guard found == count else {
      throw fault(.countDiffers(order: order, said: count, found: found))
    }
    guard level.count < 1 << 31 else { throw fault(.tooManyNgrams) }
    levels.append(level)
  }

  /// Reads a line of a section.
  private mutating func read(
    _ part: Range<Int>, into level: inout NgramLevel, mayHaveBackOff: Bool,
    _ hasUnknown: inout Bool
  ) throws(ArpaFault) {
    var fields = FieldScanner(text, part)
    let (order, given) = (level.order, fields.count)
    guard given == order + 1 || given == order + 2 else {
      throw fault(.fields(order: order, found: given, mayHaveBackOff: mayHaveBackOff))
    }
    let score = try logProbability(fields.next(), of: fields, order)
    if order == 1 {
      try readWord(fields.next(), score, into: &level, &hasUnknown)
    } else {
      for _ in 0..<order {
        let field = fields.next()
        guard let word = find(field) else { throw fault(.unknownWord(shown(field))) }
        level.words.append(UInt32(word))
      }
      level.scores.append(score)
      level.backOffs.append(0)
    }
    guard given == order + 2 else { return }
    let field = fields.next()
    guard let backOff = number(field), backOff.isFinite else {
      throw fault(
        mayHaveBackOff
          ? .badNumber(shown(field)) : .fields(order: order, found: given, mayHaveBackOff: false))
    }
    // Nothing goes on from the highest order: programs leave the back-off out, or write 0.
    guard mayHaveBackOff || backOff == 0 else { throw fault(.highestBackOff(shown(field))) }
    let place = order == 1 && hasUnknown && lastIsUnknown ? 0 : level.count - 1
    level.backOffs[place] = backOff
  }

  /// The log-probability in `field`, behind which the words are.
  ///
  /// That of `<s>` may be minus infinity: no text has `<s>` anywhere but at its beginning, so that
  /// nothing asks for it.
  private func logProbability(
    _ field: Range<Int>, of words: FieldScanner, _ order: Int
  ) throws(ArpaFault) -> Float {
    guard let score = number(field) else { throw fault(.badNumber(shown(field))) }
    guard score <= 0 else { throw fault(.positive(shown(field))) }
    guard score == -.infinity else { return score }
    var words = words
    let ngram = (0..<order).map { _ in string(words.next(), limit: 60) }.joined(separator: " ")
    guard ngram.utf8.elementsEqual("<s>".utf8) else { throw fault(.impossible(ngram)) }
    return Self.impossible
  }

  /// Whether the 1-gram that was read last is the word for unknown ones.
  private var lastIsUnknown = false

  private mutating func readWord(
    _ field: Range<Int>, _ score: Float, into level: inout NgramLevel, _ hasUnknown: inout Bool
  ) throws(ArpaFault) {
    lastIsUnknown = isUnknown(field)
    if lastIsUnknown {
      guard !hasUnknown else { throw fault(.duplicate(shown(field))) }
      hasUnknown = true
      level.scores[Self.unknown] = score
      return
    }
    let (id, isNew) = words.insert(text, field)
    guard isNew else { throw fault(.duplicate(shown(field))) }
    level.append(words: [UInt32(id)], score: score, backOff: 0)
  }

  private func find(_ field: Range<Int>) -> Int? {
    words.find(text, field) ?? (isUnknown(field) ? Self.unknown : nil)
  }

  /// Whether a field is `<unk>` or, as some programs write, `<UNK>`.
  private func isUnknown(_ field: Range<Int>) -> Bool {
    guard field.count == 5, text[field.lowerBound] == 0x3C else { return false }
    let name = string(field)
    return name == "<unk>" || name == "<UNK>"
  }

  /// A number, which may be `inf` or `-inf`, or `nil` for what is none or leaves the range of floats.
  private func number(_ field: Range<Int>) -> Float? {
    if let value = decimalNumber(text, field) { return Float(value) }
    let word = string(field).lowercased()
    if ["inf", "-inf", "infinity", "-infinity"].contains(word) {
      return word.first == "-" ? -.infinity : .infinity
    }
    // Not so: hexadecimal numbers, and "nan".
    guard text[field].allSatisfy({ Self.numerals.contains($0) }),
      let value = Double(word), Float(value).isFinite
    else { return nil }
    return Float(value)
  }

  private func string(_ part: Range<Int>, limit: Int = .max) -> String {
    String(decoding: text[part.prefix(limit)], as: UTF8.self)
  }

  /// The beginning of a part of a line, for an error.
  private func shown(_ part: Range<Int>) -> String {
    string(part, limit: 60) + (part.count > 60 ? "…" : "")
  }

  private func fault(_ problem: ArpaProblem) -> ArpaFault {
    ArpaFault(line: line, problem: problem)
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }
}

extension NgramLevel {
  mutating func append(words: [UInt32], score: Float, backOff: Float) {
    self.words.append(contentsOf: words)
    scores.append(score)
    backOffs.append(backOff)
  }
}

/// Walks over the fields of a line, which spaces and tabs part.
struct FieldScanner {
  private let text: [UInt8]
  private let end: Int
  private var at: Int
  /// The number of fields of the line.
  let count: Int

  init(_ text: [UInt8], _ part: Range<Int>) {
    self.text = text
    (at, end) = (part.lowerBound, part.upperBound)
    var (count, wasSpace) = (0, true)
    for index in part {
      let isSpace = ArpaReader.isSpace(text[index])
      if wasSpace, !isSpace { count += 1 }
      wasSpace = isSpace
    }
    self.count = count
  }

  /// The next field; empty behind the last.
  mutating func next() -> Range<Int> {
    while at < end, ArpaReader.isSpace(text[at]) { at += 1 }
    let start = at
    while at < end, !ArpaReader.isSpace(text[at]) { at += 1 }
    return start..<at
  }
}

/// A number such as -2.9365 that is short enough to be read exactly in a few steps, or `nil`.
func decimalNumber(_ text: [UInt8], _ part: Range<Int>) -> Double? {
  var (at, isNegative) = (part.lowerBound, false)
  if at < part.upperBound, text[at] == 0x2D { (at, isNegative) = (at + 1, true) }
  var (digits, decimals, value, hasPoint) = (0, 0, 0, false)
  while at < part.upperBound {
    let byte = text[at]
    at += 1
    if byte == 0x2E, !hasPoint {
      hasPoint = true
    } else if (0x30...0x39).contains(byte) {
      value = value * 10 + Int(byte - 0x30)
      digits += 1
      if hasPoint { decimals += 1 }
      // Fifteen digits are exact as a double, and so are the powers of ten up to 22.
      if digits > 15 { return nil }
    } else {
      return nil
    }
  }
  guard digits > 0 else { return nil }
  var power = 1.0
  for _ in 0..<decimals { power *= 10 }
  let magnitude = Double(value) / power
  return isNegative ? -magnitude : magnitude
}
