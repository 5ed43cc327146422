/// Follows a text letter by letter, and knows whether a string is open.
struct StringTracker {
  /// Whether the letter that was passed last is part of a string.
  private(set) var isInside = false

  private var isTriple = false
  private var isComment = false
  private var isEscaped = false
  /// The quotation marks in a row that were passed.
  private var quotes = 0

  /// Passes the next letter.
  mutating func pass(_ letter: Unicode.Scalar) {
    if isComment {
      isComment = letter != "\n"
    } else if isEscaped {
      (isEscaped, quotes) = (false, 0)
    } else if letter == "\"" {
      passQuote()
    } else {
      // Two marks were an empty string, unless they were the first two of three.
      if isInside, !isTriple, quotes == 2 { isInside = false }
      quotes = 0
      if isInside, letter == "\\" { isEscaped = true }
      if isInside, !isTriple, letter == "\n" { isInside = false }
      if !isInside, letter == "#" { isComment = true }
    }
  }

  private mutating func passQuote() {
    quotes += 1
    if !isInside {
      (isInside, isTriple, quotes) = (true, false, 1)
    } else if isTriple {
      if quotes == 3 { (isInside, isTriple, quotes) = (false, false, 0) }
    } else if quotes == 3 {
      (isTriple, quotes) = (true, 0)
    } else if quotes == 1 {
      // The end of "text", for the marks at its start were forgotten at its first letter.
      (isInside, quotes) = (false, 0)
    }
  }
}
