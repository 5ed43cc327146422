extension JSONParser {
  /// Reads the text whose opening quote stands at the cursor.
  mutating func parseString() throws(JSONError.Problem) -> String {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      let text = try text(bytes[start..<position], startingAt: start)
      position += 1
      return text
    }
    return try parseEscapedString(Array(bytes[start..<position]), startingAt: start)
  }

  /// Reads the rest of a text that has escapes; `decoded` is what came before the first.
  private mutating func parseEscapedString(
    _ decoded: [UInt8], startingAt start: Int
  ) throws(JSONError.Problem) -> String {
    var decoded = decoded
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        let text = try text(decoded[...], startingAt: start)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        decoded.append(contentsOf: UTF8.encode(try parseEscape()) ?? .init())
      case 0..<0x20:
        throw .controlCharacter(byte)
      default:
        decoded.append(byte)
        position += 1
      }
    }
    throw .unexpectedEnd
  }

  /// The text of bytes, or the problem that they are not UTF-8, the cursor at the first such byte.
  private mutating func text(
    _ utf8: ArraySlice<UInt8>, startingAt start: Int
  ) throws(JSONError.Problem) -> String {
    guard let text = String(validating: utf8, as: UTF8.self) else {
      position = start + validPrefix(bytes[start...])
      throw .invalidUTF8
    }
    return text
  }

  /// Reads an escape, the backslash at the cursor.
  private mutating func parseEscape() throws(JSONError.Problem) -> Unicode.Scalar {
    guard position + 1 < bytes.count else { throw .unexpectedEnd }
    let scalar: Unicode.Scalar
    switch bytes[position + 1] {
    case UInt8(ascii: "\""): scalar = "\""
    case UInt8(ascii: "\\"): scalar = "\\"
    case UInt8(ascii: "/"): scalar = "/"
    case UInt8(ascii: "b"): scalar = "\u{08}"
    case UInt8(ascii: "f"): scalar = "\u{0C}"
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "t"): scalar = "\t"
    case UInt8(ascii: "u"): return try parseUnicodeEscape()
    default: throw .badEscape
    }
    position += 2
    return scalar
  }

  private mutating func parseUnicodeEscape() throws(JSONError.Problem) -> Unicode.Scalar {
    let first = try codeUnit(at: position)
    if let scalar = Unicode.Scalar(first) {
      position += 6
      return scalar
    }
    guard UTF16.isLeadSurrogate(first), bytes[(position + 6)...].starts(with: [0x5C, 0x75]) else {
      throw .loneSurrogate
    }
    let second = try codeUnit(at: position + 6)
    guard UTF16.isTrailSurrogate(second) else { throw .loneSurrogate }
    let value = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
    guard let scalar = Unicode.Scalar(value) else { throw .loneSurrogate }
    position += 12
    return scalar
  }

  /// The value of the escape `\uXXXX` whose backslash stands at `start`.
  private func codeUnit(at start: Int) throws(JSONError.Problem) -> UInt16 {
    guard start + 6 <= bytes.count else { throw .unexpectedEnd }
    var value: UInt16 = 0
    for byte in bytes[start + 2..<start + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw .badEscape }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  /// Reads the number at the cursor.
  mutating func parseNumber() throws(JSONError.Problem) -> JSON {
    let start = position
    while let byte = next, isNumberByte(byte) { position += 1 }
    let spelling = String(validating: bytes[start..<position], as: UTF8.self) ?? ""
    let shown = String(spelling.prefix(40))
    guard let isWhole = numberIsWhole(bytes[start..<position]) else {
      position = start
      throw .malformedNumber(shown)
    }
    if isWhole, let value = Int(spelling) { return .integer(value) }
    if !isWhole || limits.roundsLargeIntegers, let value = Double(spelling), value.isFinite {
      return .number(value)
    }
    position = start
    throw .numberOutOfRange(shown)
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "x"):
      true
    default: false
    }
  }

  /// Whether a spelling has neither fraction nor exponent, or `nil` if it is not JSON's.
  private func numberIsWhole(_ spelling: ArraySlice<UInt8>) -> Bool? {
    var rest = spelling
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let digits = rest.prefix(while: isDigit)
    guard !digits.isEmpty, digits.count == 1 || digits.first != 0x30 else { return nil }
    rest = rest.dropFirst(digits.count)
    if rest.isEmpty { return true }
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard let mark = rest.first else { return false }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
    rest.removeFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    return !rest.isEmpty && rest.allSatisfy(isDigit) ? false : nil
  }
}
