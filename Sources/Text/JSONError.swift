/// Why a text is not JSON, or why a value cannot be written as JSON.
public struct JSONError: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Problem: Equatable, Sendable {
    /// There is nothing but white space.
    case empty
    /// The text ends inside a value.
    case unexpectedEnd
    /// Something else stands where a value, a comma or a bracket belongs.
    case unexpected(found: Unicode.Scalar, expected: String)
    /// A comma stands before a closing bracket.
    case trailingComma
    /// A comment, which JSON does not have.
    case comment
    /// More text follows the value.
    case trailingText
    /// A number is not spelled as JSON spells numbers.
    case malformedNumber(String)
    /// `NaN` or `Infinity`, which JSON does not have.
    case foreignNumber(String)
    /// A whole number does not fit 64 bits, or a number is beyond the largest double.
    case numberOutOfRange(String)
    /// Text holds a control character that must be escaped.
    case controlCharacter(UInt8)
    /// A backslash is followed by something that is no escape.
    case badEscape
    /// An escape is half of a surrogate pair.
    case loneSurrogate
    /// The bytes are not UTF-8.
    case invalidUTF8
    /// An object has a key twice.
    case duplicateKey(String)
    /// Lists and objects are nested deeper than the limit.
    case tooDeep(limit: Int)
    /// The text has more values than the limit.
    case tooManyValues(limit: Int)
    /// The text has more bytes than the limit.
    case tooLong(limit: Int)
    /// A number that is infinite or not a number cannot be written.
    case notFinite
  }

  /// What is wrong.
  public let problem: Problem
  /// The line, from 1; 0 for a value that cannot be written.
  public let line: Int
  /// The column in Unicode scalars, from 1; 0 for a value that cannot be written.
  public let column: Int
}

extension JSONError: CustomStringConvertible {
  /// The error in one line, with the place it was found at.
  public var description: String {
    line == 0 ? problem.description : "line \(line), column \(column): \(problem)"
  }
}

extension JSONError.Problem: CustomStringConvertible {
  /// The problem in words.
  public var description: String {
    switch self {
    case .empty: "there is no value"
    case .unexpectedEnd: "the text ends inside a value"
    case .unexpected(let found, let expected): "\(quoted(found)) stands where \(expected) belongs"
    case .trailingComma: "a comma stands before the closing bracket"
    case .comment: "comments are not part of JSON"
    case .trailingText: "more text follows the value"
    case .malformedNumber(let text): "\(text) is not a number as JSON spells it"
    case .foreignNumber(let text):
      "\(text) is no number of JSON, though Python writes it; write null (json.dumps with allow_nan=False"
        + " finds it)"
    case .numberOutOfRange(let text): "the number \(text) is too large"
    case .controlCharacter(let byte): "the control character \(byte) is not escaped"
    case .badEscape: "the backslash begins no known escape"
    case .loneSurrogate: "the escape is half of a surrogate pair"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .duplicateKey(let key): "the key \"\(key)\" stands twice"
    case .tooDeep(let limit): "it is nested deeper than \(limit) levels"
    case .tooManyValues(let limit): "it has more than \(limit) values"
    case .tooLong(let limit): "it is longer than \(limit) bytes"
    case .notFinite: "a number that is not finite cannot be written as JSON"
    }
  }

  private func quoted(_ scalar: Unicode.Scalar) -> String {
    scalar.properties.generalCategory == .control
      ? "U+\(String(scalar.value, radix: 16))" : "\"\(scalar)\""
  }
}
