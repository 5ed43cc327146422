internal import Files
internal import Letters

/// Reads the values of a TextGrid one after the other, as Praat does.
///
/// Numbers, texts in quotes and flags in angle brackets count where a word begins with them; all other
/// words are passed over, and so are comments, from a `!` to the end of the line.
struct TextGridScanner {
  private enum Token {
    /// A number, and the word that it stands in.
    case number(Double, word: String)
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

  /// A time in seconds.
  mutating func time(_ what: String) throws(TextError) -> Double {
    let time = try number(what).value
    guard abs(time) <= 1e9 else { throw problem("has the time \(time), which no recording has") }
    return time
  }

  /// A number of things, for which nothing is made before they are read.
  mutating func count(_ what: String) throws(TextError) -> Int {
    let (number, word) = try number("the number of \(what)")
    // Of whole numbers Praat reads only the digits.
    let isPlain = word.unicodeScalars.allSatisfy { !"/%eE".unicodeScalars.contains($0) }
    guard isPlain, let count = Int(exactly: number), count >= 0 else {
      throw problem("has \(word) \(what)")
    }
    return count
  }

  mutating func string(_ what: String) throws(TextError) -> String {
    guard case .string(let text) = try next(what) else {
      throw problem("has no text in quotes for \(what)")
    }
    return text
  }

  mutating func flag(_ what: String) throws(TextError) -> String {
    guard case .flag(let name) = try next(what) else {
      throw problem("does not say <exists> or <absent> of its tiers")
    }
    return name
  }

  /// Whether nothing but white space and comments is left.
  mutating func isAtEnd() -> Bool {
    skipSpace()
    return place == scalars.count
  }

  private mutating func number(_ what: String) throws(TextError) -> (value: Double, word: String) {
    guard case .number(let number, let word) = try next(what) else {
      throw problem("has no number for \(what)")
    }
    return (number, word)
  }

  private mutating func next(_ what: String) throws(TextError) -> Token {
    while !isAtEnd() {
      valueLine = line
      switch scalars[place] {
      case "\"": return .string(try quoted())
      case "<": return .flag(try bracketed())
      case "+", "-", "0"..."9":
        let word = word()
        // A plus alone stands before the imaginary part of a number.
        if word.unicodeScalars.elementsEqual("+".unicodeScalars) { continue }
        guard let number = textGridNumber(word), number.isFinite else {
          throw problem("has the number \(word)")
        }
        return .number(number, word: word)
      default: _ = word()
      }
    }
    valueLine = line
    throw problem("ends before \(what)")
  }

  private mutating func skipSpace() {
    while place < scalars.count {
      if scalars[place] == "!" {
        while place < scalars.count, scalars[place] != "\n" { take() }
      } else {
        guard isWhiteSpace(scalars[place]) else { return }
        take()
      }
    }
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

  private mutating func bracketed() throws(TextError) -> String {
    take()
    let start = place
    while place < scalars.count, scalars[place] != ">" { take() }
    guard place < scalars.count else {
      throw problem("has a flag in angle brackets that does not end")
    }
    take()
    return String(String.UnicodeScalarView(scalars[start..<place - 1])).lowercased()
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

/// The number that a word begins with, as Praat reads it: `0.5s` is 0.5, `50%` too, and so is `1/2`.
///
/// - Returns: The number, or `nil` where Praat's is undefined: `1e`, `-`, `1/0`. A hexadecimal number
///   is none here.
func textGridNumber(_ word: String) -> Double? {
  let parts = word.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  guard let first = parts.first, let number = leadingNumber(Array(first)) else { return nil }
  guard parts.count > 1 else { return number }
  guard let divisor = leadingNumber(Array(parts[1])), divisor != 0 else { return nil }
  return number / divisor
}

private func leadingNumber(_ bytes: [UInt8]) -> Double? {
  var end = 0
  func at(_ letters: String) -> Bool { end < bytes.count && letters.utf8.contains(bytes[end]) }
  func takeDigits() -> Int {
    let start = end
    while at("0123456789") { end += 1 }
    return end - start
  }
  if at("+-") { end += 1 }
  guard takeDigits() > 0 else { return nil }
  if bytes[end - 1] == UInt8(ascii: "0"), at("xX") { return nil }
  var text = String(decoding: bytes[..<end], as: UTF8.self)
  let whole = end
  if at(".") {
    end += 1
    // The standard library wants a digit behind the point.
    if takeDigits() > 0 { text += String(decoding: bytes[whole..<end], as: UTF8.self) }
  }
  let mantissa = end
  if at("eE") {
    end += 1
    if at("+-") { end += 1 }
    guard takeDigits() > 0 else { return nil }
    text += String(decoding: bytes[mantissa..<end], as: UTF8.self)
  }
  return Double(text).map { at("%") ? $0 * 0.01 : $0 }
}
