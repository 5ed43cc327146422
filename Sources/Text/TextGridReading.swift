internal import Letters

extension TimedText {
  /// Reads a TextGrid of Praat in its long, short or chronological form.
  ///
  /// What Praat reads is read as it reads it. Intervals and points stand in the order of their
  /// beginnings; none is left out.
  ///
  /// - Parameters:
  ///   - text: The contents of the file.
  ///   - path: The file, for errors.
  /// - Throws: ``TextError/line(path:line:problem:)``.
  public init(textGrid text: String, path: String) throws(TextError) {
    var reader = TextGridReader(scanner: TextGridScanner(text, path: path))
    let type = try reader.scanner.string("the file type")
    if type == "Praat chronological TextGrid text file" {
      self = try reader.chronological()
      return
    }
    guard type.hasPrefix("ooTextFile") else {
      throw reader.scanner.problem(
        "is no text file of Praat: it does not begin with \"ooTextFile\"")
    }
    guard try reader.scanner.string("the class") == "TextGrid" else {
      throw reader.scanner.problem("has no TextGrid")
    }
    self = try reader.tierByTier()
  }
}

/// Makes tiers of the values of a TextGrid.
private struct TextGridReader {
  var scanner: TextGridScanner

  /// Reads what follows the head: a tier with all its intervals, then the next.
  mutating func tierByTier() throws(TextError) -> TimedText {
    var text = try span("the TextGrid")
    guard try hasTiers() else { return text }
    for _ in 0..<(try scanner.count("tiers")) {
      var (tier, _) = try emptyTier()
      for _ in 0..<(try scanner.count("intervals")) { try readInterval(into: &tier) }
      text.tiers.append(tier)
    }
    return text.inOrder
  }

  /// Reads what follows the head of the chronological form: all tiers without their intervals, then
  /// these in the order of time, each with the number of its tier.
  mutating func chronological() throws(TextError) -> TimedText {
    var text = try span("the TextGrid")
    var ends: [Double] = []
    for _ in 0..<(try scanner.count("tiers")) {
      let (tier, end) = try emptyTier()
      text.tiers.append(tier)
      ends.append(end)
    }
    while !scanner.isAtEnd() {
      let number = try scanner.count("as the number of a tier")
      guard text.tiers.indices.contains(number - 1) else {
        throw scanner.problem("has no tier \(number); there are \(text.tiers.count)")
      }
      try readInterval(into: &text.tiers[number - 1])
    }
    for (tier, end) in zip(text.tiers, ends) where tier.kind == .interval {
      guard let last = tier.intervals.last, last.end >= end else {
        throw scanner.problem("ends before the tier \"\(tier.name)\" does")
      }
    }
    return text.inOrder
  }

  private mutating func hasTiers() throws(TextError) -> Bool {
    let flag = try scanner.flag("whether there are tiers")
    guard ["exists", "absent"].contains(flag) else {
      throw scanner.problem("says <\(flag)> of its tiers; there are <exists> and <absent>")
    }
    return flag == "exists"
  }

  /// A tier without its intervals, and where it ends.
  private mutating func emptyTier() throws(TextError) -> (TimedText.Tier, end: Double) {
    let kind = try scanner.string("a tier's class")
    guard ["IntervalTier", "TextTier"].contains(kind) else {
      throw scanner.problem(
        "has a tier of the class \"\(kind)\"; there are IntervalTier and TextTier")
    }
    let name = try scanner.string("a tier's name")
    let end = try span("the tier").duration
    return (TimedText.Tier(name, [], kind: kind == "TextTier" ? .point : .interval), end)
  }

  private mutating func readInterval(into tier: inout TimedText.Tier) throws(TextError) {
    let start = try scanner.time("a time")
    let end = tier.kind == .point ? start : try scanner.time("a time")
    guard start <= end else { throw scanner.problem("has an interval from \(start) to \(end)") }
    tier.intervals.append(
      TimedInterval(try scanner.string("an interval's text"), start: start, end: end))
  }

  /// Where something begins and ends, as a text without tiers.
  private mutating func span(_ what: String) throws(TextError) -> TimedText {
    let start = try scanner.time("where \(what) begins")
    let end = try scanner.time("where \(what) ends")
    guard start <= end else { throw scanner.problem("has \(what) from \(start) to \(end)") }
    return TimedText(start: start, duration: end, tiers: [])
  }
}

extension TimedText {
  /// The text with the intervals of each tier in the order of their beginnings, as Praat sorts them.
  fileprivate var inOrder: TimedText {
    var text = self
    for place in tiers.indices { text.tiers[place].intervals = tiers[place].intervals.inOrder() }
    return text
  }
}
