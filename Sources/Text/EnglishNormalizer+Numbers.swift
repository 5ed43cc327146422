internal import Letters

extension EnglishNormalizer {
  /// Writes numbers in digits, and money with its sign in front.
  func withNumbersInDigits(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let separated = withJoinedEndings(withSeparateDigits(withHalvesAsDecimals(scalars)))
    return withOnesInLetters(withSmallCents(withJoinedCents(NumberReader.read(separated))))
  }

  /// Makes "and a half" behind a number word "point five"; behind nothing it is left out.
  private func withHalvesAsDecimals(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let halves = scalars.indices.filter { scalars[$0] == "a" }.compactMap { halfRange(scalars, $0) }
    var parts: [[Unicode.Scalar]] = []
    var start = 0
    for half in halves {
      let part = scalars[start..<half.lowerBound]
      start = half.upperBound
      guard let end = part.lastIndex(where: { !isWhiteSpace($0) }) else { continue }
      parts.append(Array(part))
      let before = part[...end].lastIndex(where: isWhiteSpace).map { $0 + 1 } ?? part.startIndex
      let meaning = scalars.word(before..<end + 1).flatMap { NumberWord($0) }
      var isNumber = meaning?.isDigits ?? false
      if case .power = meaning { isNumber = true }
      parts.append(Array((isNumber ? "point five" : "and a half").unicodeScalars))
    }
    let rest = scalars[start...]
    if !rest.allSatisfy(isWhiteSpace) { parts.append(Array(rest)) }
    return Array(parts.joined(separator: [" "]))
  }

  /// The range of the words "and a half" that start at `index`, or `nil` if they do not.
  private func halfRange(_ scalars: [Unicode.Scalar], _ index: Int) -> Range<Int>? {
    guard scalars.isWordStart(index) else { return nil }
    var end = index
    for (place, word) in ["and", "a", "half"].enumerated() {
      let start = place == 0 ? index : scalars.endOfSpace(from: end)
      guard place == 0 || start > end else { return nil }
      end = scalars.endOfWord(from: start)
      guard scalars.word(start..<end) == word else { return nil }
    }
    return index..<end
  }

  /// Puts a space between a digit and a letter.
  private func withSeparateDigits(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard let behind = scalars.scalar(at: index + 1),
        scalars[index].isSmallASCIILetter && behind.isASCIIDigit
          || scalars[index].isASCIIDigit && behind.isSmallASCIILetter
      else { return 0 }
      result += [scalars[index], " "]
      return 1
    }
  }

  /// Takes the space out again if what follows the digit is an ending.
  private func withJoinedEndings(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let endings: Set<String> = ["st", "nd", "rd", "th", "s"]
    return scalars.rewritten { index, result in
      guard scalars[index].isASCIIDigit else { return 0 }
      let start = scalars.endOfSpace(from: index + 1)
      guard start > index + 1 else { return 0 }
      let end = scalars.endOfWord(from: start)
      guard let word = scalars.word(start..<end), endings.contains(word) else { return 0 }
      result.append(scalars[index])
      result.append(contentsOf: scalars[start..<end])
      return end - index
    }
  }

  /// Makes "$2 and ¢7" "$2.07".
  private func withJoinedCents(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains("¢") else { return scalars }
    return scalars.rewritten { index, result in
      guard scalars[index].isWholeMoneySign else { return 0 }
      var end = index + 1
      while let digit = scalars.scalar(at: end), digit.isASCIIDigit { end += 1 }
      guard end > index + 1, scalars.scalar(at: end) == " " else { return 0 }
      var start = end + 1
      if scalars[start...].starts(with: "and ".unicodeScalars) { start += 4 }
      guard scalars.scalar(at: start) == "¢", let cents = cents(scalars, from: start + 1) else {
        return 0
      }
      result.append(contentsOf: scalars[index..<end])
      result.append(text: cents.count == 1 ? ".0" : ".")
      result.append(contentsOf: scalars[cents])
      return cents.upperBound - index
    }
  }

  /// Makes "$0.07" "¢7", and anything else for the point.
  private func withSmallCents(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars[index].isWholeMoneySign, scalars.scalar(at: index + 1) == "0",
        let cents = cents(scalars, from: index + 3)
      else { return 0 }
      let start = cents.count == 2 && scalars[cents.lowerBound] == "0" ? 1 : 0
      result.append("¢")
      result.append(contentsOf: scalars[cents].dropFirst(start))
      return cents.upperBound - index
    }
  }

  /// One or two digits at the end of a word.
  private func cents(_ scalars: [Unicode.Scalar], from start: Int) -> Range<Int>? {
    var end = start
    while let digit = scalars.scalar(at: end), digit.isASCIIDigit, end < start + 2 { end += 1 }
    let isEnd = !(scalars.scalar(at: end)?.isWordPart ?? false)
    return end > start && isEnd ? start..<end : nil
  }

  /// Writes "one" and "ones" for 1 and 1s.
  private func withOnesInLetters(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    scalars.rewritten { index, result in
      guard scalars.isWordStart(index) else { return 0 }
      let end = scalars.endOfWord(from: index)
      if scalars[index] == "1", end == index + 1 || end == index + 2 && scalars[index + 1] == "s" {
        result.append(text: "one")
        result.append(contentsOf: scalars[(index + 1)..<end])
      } else {
        result.append(contentsOf: scalars[index..<end])
      }
      return end - index
    }
  }
}
