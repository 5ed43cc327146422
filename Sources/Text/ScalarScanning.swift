internal import Letters

extension Unicode.Scalar {
  /// Whether regular expressions of Python count the scalar among those of a word: letters, numbers
  /// and the underscore, but no marks.
  var isWordPart: Bool {
    if isASCII { return isASCIIDigit || isASCIILetter || self == "_" }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default: return properties.numericType != nil
    }
  }

  /// Whether it is one of 0 to 9.
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }

  /// Whether it is one of a to z.
  var isSmallASCIILetter: Bool { ("a"..."z").contains(self) }

  /// The value of a decimal digit of any script, or `nil` for anything else.
  var digitValue: Int? {
    if isASCII { return isASCIIDigit ? Int(value) - 0x30 : nil }
    guard properties.numericType == .decimal else { return nil }
    return properties.numericValue.flatMap { Int(exactly: $0) }
  }

  /// Whether it is a letter, a digit or the space of ASCII, which nearly all scalars of English are.
  var isPlain: Bool { isSmallASCIILetter || self == " " || isASCIIDigit || isASCIILetter }

  /// Whether it is one of $, € and £, which stand before whole amounts.
  var isWholeMoneySign: Bool { self == "$" || self == "€" || self == "£" }

  private var isASCIILetter: Bool { isSmallASCIILetter || ("A"..."Z").contains(self) }
}

extension Array where Element == Unicode.Scalar {
  /// The end of the run of word parts that starts at `index`, which is `index` if there is none.
  func endOfWord(from index: Int) -> Int {
    var end = index
    while end < count, self[end].isWordPart { end += 1 }
    return end
  }

  /// The end of the run of white space that starts at `index`, which is `index` if there is none.
  func endOfSpace(from index: Int) -> Int {
    var end = index
    while end < count, isWhiteSpace(self[end]) { end += 1 }
    return end
  }

  /// Whether a word can start at `index`: the scalar before is no word part.
  func isWordStart(_ index: Int) -> Bool {
    self[index].isWordPart && (index == 0 || !self[index - 1].isWordPart)
  }

  /// The scalar at `index`, or `nil` behind the end.
  func scalar(at index: Int) -> Unicode.Scalar? {
    index < count ? self[index] : nil
  }

  /// A range as a text; `nil` if it is longer than any word that has a meaning here.
  func word(_ range: Range<Int>) -> String? {
    guard range.count <= 16 else { return nil }
    return String(String.UnicodeScalarView(self[range]))
  }

  /// The ranges between white space.
  var wordRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = endOfSpace(from: 0)
    while start < count {
      var end = start
      while end < count, !isWhiteSpace(self[end]) { end += 1 }
      ranges.append(start..<end)
      start = endOfSpace(from: end)
    }
    return ranges
  }

  /// Returns the scalars rewritten from left to right in one pass.
  ///
  /// - Parameter rule: Looks at a place; it may write to the result and returns how many scalars that
  ///   stands for. Where it returns 0, the scalar there is taken over.
  /// - Returns: The new scalars.
  @inline(__always)
  func rewritten(by rule: (_ index: Int, _ result: inout [Unicode.Scalar]) -> Int) -> Self {
    var result: Self = []
    result.reserveCapacity(count)
    var index = 0
    while index < count {
      let consumed = rule(index, &result)
      if consumed == 0 { result.append(self[index]) }
      index += Swift.max(consumed, 1)
    }
    return result
  }

  /// Appends the scalars of a text.
  mutating func append(text: String) {
    append(contentsOf: text.unicodeScalars)
  }
}
