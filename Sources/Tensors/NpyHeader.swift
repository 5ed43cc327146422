/// What the header of an array in NumPy's format says: a Python dictionary in one line.
///
///     {'descr': '<f4', 'fortran_order': False, 'shape': (120, 80), }
struct NpyHeader: Equatable {
  var elementType: String
  var isFortranOrder: Bool
  var shape: [Int]

  init(parsing text: String) throws(NpyError) {
    var reader = NpyHeaderReader(text)
    var (elementType, isFortranOrder, shape): (String?, Bool?, [Int]?) = (nil, nil, nil)
    try reader.expect("{")
    while !reader.skip("}") {
      let key = try reader.string()
      try reader.expect(":")
      switch key {
      case "descr" where elementType == nil: elementType = try reader.string()
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try reader.truth()
      case "shape" where shape == nil: shape = try reader.tuple()
      default: throw .malformedHeader
      }
      if !reader.skip(",") {
        try reader.expect("}")
        break
      }
    }
    guard let elementType, let isFortranOrder, let shape, reader.isAtEnd else {
      throw .malformedHeader
    }
    (self.elementType, self.isFortranOrder, self.shape) = (elementType, isFortranOrder, shape)
  }
}

/// Reads the few Python literals that such a header is made of.
private struct NpyHeaderReader {
  private let text: [Character]
  private var position = 0

  init(_ text: String) { self.text = Array(text) }

  private mutating func skipSpace() {
    while position < text.count, text[position] == " " || text[position] == "\n" { position += 1 }
  }

  var isAtEnd: Bool { text[position...].allSatisfy { $0 == " " || $0 == "\n" } }

  /// Moves behind `sign` if it comes next.
  mutating func skip(_ sign: Character) -> Bool {
    skipSpace()
    guard position < text.count, text[position] == sign else { return false }
    position += 1
    return true
  }

  mutating func expect(_ sign: Character) throws(NpyError) {
    guard skip(sign) else { throw .malformedHeader }
  }

  mutating func string() throws(NpyError) -> String {
    skipSpace()
    // A list here describes the fields of records.
    if position < text.count, text[position] == "[" { throw .elementType("record") }
    guard position < text.count, text[position] == "'" || text[position] == "\"",
      let end = text[(position + 1)...].firstIndex(of: text[position])
    else { throw .malformedHeader }
    defer { position = end + 1 }
    return String(text[(position + 1)..<end])
  }

  mutating func truth() throws(NpyError) -> Bool {
    skipSpace()
    for (word, truth) in [("True", true), ("False", false)]
    where text[position...].starts(with: word) {
      position += word.count
      return truth
    }
    throw .malformedHeader
  }

  mutating func tuple() throws(NpyError) -> [Int] {
    try expect("(")
    var numbers: [Int] = []
    while !skip(")") {
      skipSpace()
      let digits = text[position...].prefix { ("0"..."9").contains($0) }
      guard digits.count <= 19, let number = Int(String(digits)) else { throw .malformedHeader }
      position += digits.count
      numbers.append(number)
      if skip(",") { continue }
      // One number in brackets is no tuple in Python.
      guard numbers.count > 1 else { throw .malformedHeader }
      try expect(")")
      break
    }
    return numbers
  }
}
