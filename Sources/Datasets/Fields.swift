/// Whether a field can stand in a column of numbers, or of true and false.
func isScalar(_ field: Field) -> Bool {
  field.isQuoted || field.text.isEmpty || scalar(field.text) != nil
}

/// The value of a field.
func cell(_ field: Field, readsScalars: Bool, format: DelimitedFormat) -> Cell {
  if field.isQuoted { return .text(unescapedFormula(field.text)) }
  if field.text.isEmpty { return .none }
  return (readsScalars ? scalar(field.text) : nil) ?? .text(field.text)
}

/// The number or truth value that a text spells the way ``spelling(_:)`` does, or `nil`.
func scalar(_ text: String) -> Cell? {
  switch text {
  case "true": return .bool(true)
  case "false": return .bool(false)
  case "nan": return .number(.nan)
  case "inf": return .number(.infinity)
  case "-inf": return .number(-.infinity)
  default: break
  }
  guard text.utf8.count <= 32, let first = text.utf8.first,
    (0x30...0x39).contains(first) || first == UInt8(ascii: "-")
  else { return nil }
  if let value = Int(text) { return String(value) == text ? .int(value) : nil }
  guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
    let value = Double(text), value.isFinite,
    text.utf8.contains(UInt8(ascii: "."))
      || text.utf8.contains(UInt8(ascii: "e")),
    !hasLeadingZero(text)
  else { return nil }
  return .number(value)
}

/// The number that a text spells with decimal digits, or `nil`: `nan`, `inf` and `0x10` are none.
func decimalNumber(_ text: some StringProtocol) -> Double? {
  text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    ? Double(text) : nil
}

/// Whether a number is spelled with a zero in front of its digits, as codes are.
private func hasLeadingZero(_ text: String) -> Bool {
  let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
  return digits.first == 0x30 && digits.dropFirst().first.map { (0x30...0x39).contains($0) } == true
}

/// The spelling of a number or truth value in a field, the shortest that reads back as the same.
func spelling(_ cell: Cell) -> String? {
  switch cell {
  case .bool(let value): value ? "true" : "false"
  case .int(let value): String(value)
  case .number(let value): value.description
  default: nil
  }
}

/// A text that a spreadsheet would take for a formula, with an apostrophe in front.
///
/// Texts that start so with apostrophes before get one more, so that every text reads back exactly.
func escapedFormula(_ text: String) -> String {
  looksLikeFormula(text[...]) ? "'" + text : text
}

/// The text that ``escapedFormula(_:)`` wrote.
func unescapedFormula(_ text: String) -> String {
  text.utf8.first == UInt8(ascii: "'") && looksLikeFormula(text.dropFirst())
    ? String(text.dropFirst()) : text
}

private func looksLikeFormula(_ text: Substring) -> Bool {
  let start = text.utf8.drop { $0 == UInt8(ascii: "'") }.first
  return start.map { "=+-@\t\r".utf8.contains($0) } ?? false
}
