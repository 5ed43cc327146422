extension Lexer {
  /// Reads a number: `1`, `0.5`, `1e-4`, `1_000`.
  mutating func readNumber() {
    let start = position
    var isWhole = true
    skipDigits()
    if peek() == UInt8(ascii: "."), Self.isDigit(peek(1)) {
      isWhole = false
      position += 1
      skipDigits()
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(peek(1)) ? 1 : 0
      if Self.isDigit(peek(1 + signs)) {
        isWhole = false
        position += 1 + signs
        skipDigits()
      }
    }
    if let next = scalar(), Self.continuesName(next) {
      while let next = scalar(), Self.continuesName(next) { position += next.utf8Length }
      let text = source.text(SourceSpan(start, position))
      let isSpaced = text.allSatisfy { $0 == "_" || $0.isNumber }
      fail(
        isSpaced
          ? "\(text) is not a number: _ stands between two digits"
          : "\(text) is not a number, and a name cannot start with a digit", from: start,
        hint: Self.decimal(text).map { "numbers are written in base 10: \($0)" })
      emit(.int(0), from: start)
      return
    }
    emitNumber(from: start, isWhole: isWhole)
  }

  private mutating func emitNumber(from start: Int, isWhole: Bool) {
    let text = source.text(SourceSpan(start, position))
    let digits = text.filter { $0 != "_" }
    if !isWhole {
      let number = Double(digits) ?? .infinity
      if !number.isFinite {
        fail("\(text) is too large for a number; the largest is about 1.8e308", from: start)
      }
      emit(.float(number), from: start)
    } else if digits.count > 1, digits.hasPrefix("0"), digits.contains(where: { $0 != "0" }) {
      let plain = String(digits.drop { $0 == "0" })
      fail("a whole number does not start with 0", from: start, hint: "write \(plain)")
      emit(.int(0), from: start)
    } else if let number = Int(digits) {
      emit(.int(number), from: start)
    } else {
      fail(
        "\(text) is too large for a whole number; the largest is \(Int.max)", from: start,
        hint: "\(digits).0 is a decimal number of that size")
      emit(.int(0), from: start)
    }
  }

  /// What `0x1F`, `0b101` and `0o17` are in base 10.
  private static func decimal(_ text: String) -> Int? {
    let digits = text.dropFirst(2).filter { $0 != "_" }
    switch text.prefix(2).lowercased() {
    case "0x": return Int(digits, radix: 16)
    case "0b": return Int(digits, radix: 2)
    case "0o": return Int(digits, radix: 8)
    default: return nil
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private mutating func skipDigits() {
    while Self.isDigit(peek()) || (peek() == UInt8(ascii: "_") && Self.isDigit(peek(1))) {
      position += 1
    }
  }
}
