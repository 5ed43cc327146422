internal import Letters

extension TimedText {
  /// Reads a TextGrid of Praat in its long or short form.
  ///
  /// As in Praat everything is passed over but numbers that stand alone, texts in quotes and flags in
  /// angle brackets. Points are intervals that end where they begin; intervals without text are left
  /// out.
  ///
  /// - Parameters:
  ///   - text: The contents of the file.
  ///   - path: The file, for errors.
  /// - Throws: ``TextError/line(path:line:problem:)``.
  public init(textGrid text: String, path: String) throws(TextError) {
    var reader = TextGridReader(text, path: path)
    guard try reader.string("the file type").hasPrefix("ooTextFile") else {
      throw reader.problem("is no text file of Praat: it does not begin with \"ooTextFile\"")
    }
    guard try reader.string("the class") == "TextGrid" else {
      throw reader.problem("has no TextGrid")
    }
    let (start, end) = try reader.times("the TextGrid")
    duration = end
    tiers = []
    guard try reader.flag() == "exists" else { return }
    for _ in 0..<(try reader.count("tiers")) {
      tiers.append(try reader.tier(within: start...end))
    }
  }
}

/// Reads the values of a TextGrid one after the other.
private struct TextGridReader {
  private enum Token {
    case number(Double)
    case string(String)
    case flag(String)
  }

  private let scalars: [Unicode.Scalar]
  private let path: String
  private var place = 0
  private var line = 1
  /// The line that the last value began in.
  private var valueLine = 1

  init(_ text: String, path: String) {
    scalars = Array(text.unicodeScalars)
    self.path = path
  }

  func problem(_ words: String) -> TextError {
    .line(path: path, line: valueLine, problem: words)
  }

  mutating func tier(within all: ClosedRange<Double>) throws(TextError) -> TimedText.Tier {
    let kind = try string("a tier's class")
    guard ["IntervalTier", "TextTier"].contains(kind) else {
      throw problem("has a tier of the class \"\(kind)\"; there are IntervalTier and TextTier")
    }
    let name = try string("a tier's name")
    _ = try times("the tier")
    var intervals: [TimedInterval] = []
    var last = -Double.infinity
    for _ in 0..<(try count("intervals")) {
      let start = try number("a time")
      let end = kind == "TextTier" ? start : try number("a time")
      guard start <= end, start >= last else {
        throw problem("has an interval from \(start) to \(end) behind one that begins at \(last)")
      }
      last = start
      let text = try string("an interval's text")
      if !text.isEmpty { intervals.append(TimedInterval(text, start: start, end: end)) }
    }
    return TimedText.Tier(name, intervals)
  }

  mutating func times(_ what: String) throws(TextError) -> (start: Double, end: Double) {
    let (start, end) = (try number("where \(what) begins"), try number("where \(what) ends"))
    guard start <= end else { throw problem("has \(what) from \(start) to \(end)") }
    return (start, end)
  }

  mutating func number(_ what: String) throws(TextError) -> Double {
    guard case .number(let number) = try next(what) else {
      throw problem("has no number for \(what)")
    }
    return number
  }

  /// A number of things, for which nothing is made before they are read.
  mutating func count(_ what: String) throws(TextError) -> Int {
    let number = try number("the number of \(what)")
    guard let count = Int(exactly: number), count >= 0 else {
      throw problem("has \(number) \(what)")
    }
    return count
  }

  mutating func string(_ what: String) throws(TextError) -> String {
    guard case .string(let text) = try next(what) else {
      throw problem("has no text in quotes for \(what)")
    }
    return text
  }

  mutating func flag() throws(TextError) -> String {
    guard case .flag(let name) = try next("whether there are tiers") else {
      throw problem("does not say <exists> or <absent> of its tiers")
    }
    return name
  }

  private mutating func next(_ what: String) throws(TextError) -> Token {
    while place < scalars.count {
      let scalar = scalars[place]
      valueLine = line
      if isWhiteSpace(scalar) {
        take()
      } else if scalar == "\"" {
        return .string(try quoted())
      } else if scalar == "!" {
        while place < scalars.count, scalars[place] != "\n" { take() }
      } else {
        let word = word()
        if word.hasPrefix("<"), word.hasSuffix(">") {
          return .flag(String(word.dropFirst().dropLast()))
        }
        guard let number = Double(word), word.first != "i", word.first != "n" else { continue }
        guard number.isFinite else { throw problem("has the number \(word)") }
        return .number(number)
      }
    }
    valueLine = line
    throw problem("ends before \(what)")
  }

  private mutating func take() {
    if scalars[place] == "\n" { line += 1 }
    place += 1
  }

  private mutating func word() -> String {
    let start = place
    while place < scalars.count, !isWhiteSpace(scalars[place]) { take() }
    return String(String.UnicodeScalarView(scalars[start..<place]))
  }

  private mutating func quoted() throws(TextError) -> String {
    take()
    var text = String.UnicodeScalarView()
    while place < scalars.count {
      let scalar = scalars[place]
      take()
      if scalar == "\"" {
        guard place < scalars.count, scalars[place] == "\"" else { return String(text) }
        take()
      }
      text.append(scalar)
    }
    throw problem("has a text in quotes that does not end")
  }
}
