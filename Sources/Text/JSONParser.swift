extension JSON {
  /// How large an input may be before it is refused.
  public struct Limits: Sendable {
    /// The deepest nesting of lists and objects.
    public var depth = 64
    /// The most values in one text, those inside others counted too.
    public var valueCount = 4_000_000
    /// The most bytes in one text.
    public var byteCount = 256 << 20
    /// Whether whole numbers beyond 64 bits become the nearest double instead of being refused, as
    /// the files of transformers need, which write 10^30 for "no limit".
    public var roundsLargeIntegers = false
    /// Whether `NaN` is read as null.
    ///
    /// Tables that Python's json has written need that: it stands there for a value that is missing.
    /// `Infinity` is refused all the same.
    public var takesNaNForNull = false

    /// The limits for files from elsewhere.
    public init() {}
  }

  /// Reads a value from the bytes of a UTF-8 text, strictly.
  ///
  /// A byte-order mark at the start is skipped. Everything that RFC 8259 does not allow is refused,
  /// and so are keys that stand twice, whole numbers beyond 64 bits, numbers that overflow a double
  /// and halves of surrogate pairs.
  public init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) {
    guard bytes.count <= limits.byteCount else {
      throw JSONError(problem: .tooLong(limit: limits.byteCount), line: 1, column: 1)
    }
    var parser = JSONParser(bytes: bytes, limits: limits)
    do {
      self = try parser.parse()
    } catch {
      throw parser.located(error)
    }
  }

  /// Reads a value from a text, strictly.
  public init(parsing text: String, limits: Limits = Limits()) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }
}

/// A cursor over the bytes of a JSON text.
struct JSONParser {
  let bytes: [UInt8]
  let limits: JSON.Limits
  var position = 0
  private var valueCount = 0

  init(bytes: [UInt8], limits: JSON.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The byte at the cursor, or `nil` at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func parse() throws(JSONError.Problem) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    skipSpace()
    guard next != nil else { throw .empty }
    let value = try parseValue(depth: 0)
    skipSpace()
    guard next == nil else { throw next == UInt8(ascii: "/") ? .comment : .trailingText }
    return value
  }

  private mutating func parseValue(depth: Int) throws(JSONError.Problem) -> JSON {
    valueCount += 1
    guard valueCount <= limits.valueCount else { throw .tooManyValues(limit: limits.valueCount) }
    guard let byte = next else { throw .unexpectedEnd }
    if let name = foreignNumber {
      guard limits.takesNaNForNull, name == "NaN" else { throw .foreignNumber(name) }
      position += 3
      return .null
    }
    switch byte {
    case UInt8(ascii: "{"): return try parseObject(depth: depth)
    case UInt8(ascii: "["): return try parseArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
    case UInt8(ascii: "t") where skip("true"): return .boolean(true)
    case UInt8(ascii: "f") where skip("false"): return .boolean(false)
    case UInt8(ascii: "n") where skip("null"): return .null
    default: throw unexpected("a value")
    }
  }

  /// The number at the cursor, if it is one that Python's json writes and JSON does not have.
  private var foreignNumber: String? {
    guard let byte = next, [0x4E, 0x49, 0x2D].contains(byte) else { return nil }
    return ["NaN", "Infinity", "-Infinity"].first { bytes[position...].starts(with: $0.utf8) }
  }

  private mutating func parseObject(depth: Int) throws(JSONError.Problem) -> JSON {
    guard depth < limits.depth else { throw .tooDeep(limit: limits.depth) }
    var object = JSONObject()
    position += 1
    skipSpace()
    if skip("}") { return .object(object) }
    while true {
      guard next == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
      let start = position
      let key = try parseString()
      skipSpace()
      guard skip(":") else { throw unexpected("a colon") }
      skipSpace()
      let value = try parseValue(depth: depth + 1)
      guard object.append(value, for: key) else {
        position = start
        throw .duplicateKey(key)
      }
      if try endsItem(closing: "}") { return .object(object) }
    }
  }

  private mutating func parseArray(depth: Int) throws(JSONError.Problem) -> JSON {
    guard depth < limits.depth else { throw .tooDeep(limit: limits.depth) }
    var elements: [JSON] = []
    position += 1
    skipSpace()
    if skip("]") { return .array(elements) }
    while true {
      elements.append(try parseValue(depth: depth + 1))
      if try endsItem(closing: "]") { return .array(elements) }
    }
  }

  /// Reads what follows an item: `true` for the closing bracket, `false` for a comma before more.
  private mutating func endsItem(closing: StaticString) throws(JSONError.Problem) -> Bool {
    skipSpace()
    if skip(closing) { return true }
    let comma = position
    guard skip(",") else { throw unexpected("a comma or \"\(closing)\"") }
    skipSpace()
    if skip(closing) {
      position = comma
      throw .trailingComma
    }
    return false
  }

  /// Moves past `text` if it stands at the cursor.
  private mutating func skip(_ text: StaticString) -> Bool {
    let expected = text.description.utf8
    guard bytes[position...].starts(with: expected) else { return false }
    position += expected.count
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  /// The problem that something other than `expected` stands at the cursor.
  private func unexpected(_ expected: String) -> JSONError.Problem {
    guard let byte = next else { return .unexpectedEnd }
    if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#") { return .comment }
    var decoder = UTF8()
    var rest = bytes[position...].makeIterator()
    guard case .scalarValue(let found) = decoder.decode(&rest) else { return .invalidUTF8 }
    return .unexpected(found: found, expected: expected)
  }

  /// The problem with the line and column of the cursor.
  func located(_ problem: JSONError.Problem) -> JSONError {
    let before = bytes[..<min(position, bytes.count)]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let mark = lineStart == 0 && before.starts(with: [0xEF, 0xBB, 0xBF]) ? 1 : 0
    let scalars = before[lineStart...].count { $0 & 0xC0 != 0x80 } - mark
    let line = before.count { $0 == 0x0A } + 1
    return JSONError(problem: problem, line: line, column: scalars + 1)
  }
}

extension JSONError.Problem: Error {}
