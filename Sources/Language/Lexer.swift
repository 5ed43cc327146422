/// Cuts a recipe into tokens, collecting errors rather than stopping at one.
///
/// Every line ends in a newline token unless the next line starts with `.name`. Whether a newline
/// means anything (it does not inside of brackets) is for the parser to decide.
public struct Lexer {
  /// What the lexer makes of a text.
  public struct Output: Sendable {
    /// The tokens; the last one is ``Token/Kind/end``.
    public var tokens: [Token]
    /// Where the comments stand that are neither steps nor prose, in the order of the text; those
    /// inside of formatted strings are left out.
    public var comments: [SourceSpan]
    /// The errors, in the order of the text.
    public var diagnostics: [Diagnostic]
    /// Whether a triple-quoted string is open at the end of the text.
    public var endsInString: Bool
  }

  let source: SourceText
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var comments: [SourceSpan] = []
  var diagnostics: [Diagnostic] = []
  var endsInString = false
  /// How many formatted strings are open around the position.
  var formattedDepth = 0

  /// U+FEFF in UTF-8, which some editors put in front of a text.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Cuts `source` into tokens.
  public static func read(_ source: SourceText) -> Output {
    var lexer = Lexer(source)
    if lexer.starts(with: byteOrderMark) { lexer.position = byteOrderMark.count }
    while lexer.position < lexer.bytes.count { lexer.readToken() }
    lexer.emit(.newline, from: lexer.position)
    lexer.emit(.end, from: lexer.position)
    return Output(
      tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics,
      endsInString: lexer.endsInString)
  }

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  /// Reads one token, one comment, or a stretch of blanks.
  mutating func readToken() {
    let byte = peek()
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
    case UInt8(ascii: "\n"):
      position += 1
      emit(.newline, from: position - 1)
    case UInt8(ascii: "#"): readComment()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: "\""): readString(from: position, raw: false, formatted: false)
    case UInt8(ascii: "\\") where peek(1) == UInt8(ascii: "\n"):
      fail(
        "a line is not continued with \\", from: position, to: position + 1,
        hint: "an open bracket continues it, and so does a next line that starts with .name")
      position += 2
    default:
      if let scalar = scalar(), Self.startsName(scalar) {
        readName()
      } else {
        readSymbol()
      }
    }
  }

  mutating func emit(_ kind: Token.Kind, from start: Int) {
    if case .symbol(.dot) = kind {
      while case .newline? = tokens.last?.kind { tokens.removeLast() }
    }
    tokens.append(Token(kind, SourceSpan(start, position)))
  }

  mutating func fail(
    _ message: String, from start: Int, to end: Int? = nil, hint: String? = nil
  ) {
    let span = SourceSpan(start, end ?? max(position, start + 1))
    diagnostics.append(
      Diagnostic(message, at: SourceRange(source, span), hint: hint, kind: "syntax"))
  }

  private mutating func readName() {
    let start = position
    while let next = scalar(), Self.continuesName(next) { position += next.utf8Length }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    if peek() == UInt8(ascii: "\""), ["r", "f", "rf", "fr"].contains(name) {
      readString(from: start, raw: name.contains("r"), formatted: name.contains("f"))
    } else if let keyword = Keyword(rawValue: name) {
      emit(.keyword(keyword), from: start)
    } else {
      emit(.name(name), from: start)
    }
  }

  private mutating func readSymbol() {
    guard let symbol = Symbol(peek(), peek(1), peek(2)) else { return readUnknown() }
    let start = position
    position += symbol.rawValue.utf8.count
    emit(.symbol(symbol), from: start)
  }
}

extension Lexer {
  /// The byte `ahead` of the position, or 0 after the end.
  func peek(_ ahead: Int = 0) -> UInt8 {
    position + ahead < bytes.count ? bytes[position + ahead] : 0
  }

  func starts(with prefix: [UInt8]) -> Bool { bytes[position...].starts(with: prefix) }

  /// The Unicode scalar at the position.
  func scalar() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    if byte < 0x80 { return Unicode.Scalar(byte) }
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
    let end = min(position + length, bytes.count)
    return String(decoding: bytes[position..<end], as: UTF8.self).unicodeScalars.first
  }

  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.properties.isXIDStart }
    return scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.properties.isXIDContinue }
    return startsName(scalar) || ("0"..."9").contains(scalar)
  }
}

extension Unicode.Scalar {
  /// The number of bytes of the scalar in UTF-8.
  var utf8Length: Int { value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4 }
}
