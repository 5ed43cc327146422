/// Reads a text word by word and writes its numbers in digits.
struct NumberReader {
  /// A word with what it means.
  struct Word {
    /// Its scalars.
    let scalars: ArraySlice<Unicode.Scalar>
    /// Its meaning in a number, if it has one.
    let meaning: NumberWord?
    /// Whether it is a number in digits.
    let isNumeral: Bool

    /// Looks at a word of a text.
    init(_ text: [Unicode.Scalar], _ range: Range<Int>) {
      scalars = text[range]
      isNumeral = Text.isNumeral(scalars)
      meaning = isNumeral ? nil : text.word(range).flatMap { NumberWord($0) }
    }

    /// Whether a number may go on with it.
    var isOfNumber: Bool { isNumeral || meaning != nil }
  }

  /// What was written, with a space between words.
  private(set) var written: [Unicode.Scalar] = []
  private var prefix: Unicode.Scalar?
  private var number: SpokenNumber?

  /// Returns a text with its numbers in digits, and one space between words.
  static func read(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let ranges = text.wordRanges
    var reader = NumberReader()
    reader.written.reserveCapacity(text.count)
    var previous: Word?
    var next = ranges.first.map { Word(text, $0) }
    var index = 0
    while let current = next {
      index += 1
      next = index < ranges.count ? Word(text, ranges[index]) : nil
      if reader.read(current, previous: previous, next: next), let skipped = next {
        index += 1
        previous = skipped
        next = index < ranges.count ? Word(text, ranges[index]) : nil
      } else {
        previous = current
      }
    }
    reader.finish()
    return reader.written
  }

  /// Reads a word, and returns whether the next one was read with it.
  private mutating func read(_ word: Word, previous: Word?, next: Word?) -> Bool {
    if readNumeral(word) { return false }
    switch word.meaning {
    case nil:
      finish()
      write(word.scalars)
    case .zero: append(zeros: 1)
    case .unit(let unit): join(unit, behind: previous?.meaning)
    case .endedUnit(let unit, let ending):
      join(unit, behind: previous?.meaning)
      finish(ending)
    case .ten(let ten): join(ten)
    case .endedTen(let ten, let ending):
      join(ten)
      finish(ending)
    case .power(let zeros): multiply(zeros: zeros)
    case .endedPower(let zeros, let ending):
      multiply(zeros: zeros)
      finish(ending)
    case .sign(let sign):
      finish()
      if next?.isOfNumber ?? false { prefix = sign } else { write(word.scalars) }
    case .money(let sign):
      if number != nil {
        prefix = sign
        finish()
      } else {
        write(word.scalars)
      }
    case .per, .percent: return readPercent(word, next: next)
    case .and, .times, .point: return readSpecial(word, previous: previous, next: next)
    }
    return false
  }

  /// Takes a number in digits, with or without a sign of money, and returns whether it is one.
  private mutating func readNumeral(_ word: Word) -> Bool {
    let signs: Set<Unicode.Scalar> = ["-", "+", "£", "€", "$", "¢"]
    let sign = word.scalars.first.flatMap { signs.contains($0) ? $0 : nil }
    let numeral = sign == nil ? word.scalars : word.scalars.dropFirst()
    guard let read = SpokenNumber(numeral: numeral) else { return false }
    if let number, !number.isCount, number.digits.last == "." {
      self.number?.append(contentsOf: word.scalars)
      return true
    }
    finish()
    if let sign { prefix = sign }
    number = read
    return true
  }

  private mutating func readPercent(_ word: Word, next: Word?) -> Bool {
    let isWhole =
      word.meaning == .percent || next?.scalars.elementsEqual("cent".unicodeScalars) ?? false
    if number != nil, isWhole {
      finish("%")
      return word.meaning == .per
    }
    finish()
    write(word.scalars)
    return false
  }

  /// Reads a word that depends on the next.
  private mutating func readSpecial(_ word: Word, previous: Word?, next: Word?) -> Bool {
    guard let next, next.isOfNumber else {
      finish()
      write(word.scalars)
      return false
    }
    switch (word.meaning, next.meaning) {
    case (.and, _):
      if case .power = previous?.meaning { return false }
    case (.times(let count), .zero):
      append(zeros: count)
      return true
    case (.times(let count), .unit(let unit)):
      append(zeros: 0)
      for _ in 0..<count { number?.append(unit) }
      return true
    case (.point, let meaning):
      // What is no digit makes the point vanish; the number goes on.
      if next.isNumeral || meaning?.isDigits ?? false {
        append(zeros: 0)
        number?.append(contentsOf: ["."])
      }
      return false
    default: break
    }
    finish()
    write(word.scalars)
    return false
  }
}

extension NumberReader {
  /// Writes zeros behind the number, which becomes digits side by side; a count of 0 is forgotten.
  private mutating func append(zeros: Int) {
    if number?.isZero ?? true { number = SpokenNumber(digits: []) }
    number?.append(contentsOf: repeatElement("0", count: zeros))
  }

  private mutating func join(_ unit: Int, behind previous: NumberWord?) {
    guard let current = number else { return number = SpokenNumber(unit) }
    var isBehindUnit = false
    if case .unit = previous { isBehindUnit = true }
    if !current.isCount || isBehindUnit {
      if case .ten = previous, unit < 10 {
        number?.replaceLast(unit)
      } else {
        number?.append(unit)
      }
    } else if current.isCount(endingInZeros: unit < 10 ? 1 : 2) {
      number?.add(unit)
    } else {
      number?.append(unit)
    }
  }

  private mutating func join(_ ten: Int) {
    guard let current = number else { return number = SpokenNumber(ten) }
    if current.isCount(endingInZeros: 2) { number?.add(ten) } else { number?.append(ten) }
  }

  private mutating func multiply(zeros: Int) {
    guard let current = number else { return number = SpokenNumber(zeros: zeros) }
    if current.isCount {
      number?.multiplyLastThree(zeros: zeros)
    } else if let scaled = current.scaled(zeros: zeros) {
      number = scaled
    } else {
      finish()
      number = SpokenNumber(zeros: zeros)
    }
  }

  /// Writes the number, if there is one, with its prefix and an ending.
  private mutating func finish(_ ending: String = "") {
    guard let number else { return }
    self.number = nil
    startWord()
    written.append(contentsOf: number.digits)
    written.append(text: ending)
  }

  private mutating func write(_ word: ArraySlice<Unicode.Scalar>) {
    startWord()
    written.append(contentsOf: word)
  }

  private mutating func startWord() {
    if !written.isEmpty { written.append(" ") }
    if let prefix { written.append(prefix) }
    prefix = nil
  }
}
