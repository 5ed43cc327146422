internal import Text

/// How a text divides lines into fields.
public enum DelimitedFormat: Sendable {
  /// Commas, fields in double quotes where need be (RFC 4180).
  case csv
  /// Tabs, every other character as it is.
  case tsv
}

/// A field of a line, and whether it stood in quotes.
struct Field: Equatable {
  var text: String
  var isQuoted = false
}

/// A cursor over the records of a delimited text.
///
/// Lines end in LF, CR LF or CR, the last one with or without. Lines without a character are
/// skipped. Inside quotes, commas and line ends are text and a doubled quote is a quote; a quote
/// inside a field that does not start with one is text.
///
/// Of a file, no more is held than a few megabytes: ``refill()`` is called before each record.
struct DelimitedReader {
  /// The most bytes in a record, so that a quote that is never closed cannot swallow a file.
  static let longestRecord = 1 << 20

  private var bytes: [UInt8]
  private var pieces: TextPieces?
  /// What divides the fields, and whether they may stand in quotes.
  private var separator: UInt8
  private var hasQuotes: Bool
  private var position = 0

  /// The line where the last record started, from 1.
  private(set) var recordLine = 0
  private var line = 1

  /// Reads the records of valid UTF-8.
  init(_ text: String, format: DelimitedFormat) {
    bytes = Array(text.utf8)
    (separator, hasQuotes) = Self.rules(format)
  }

  /// Reads the records of a file.
  init(path: String, format: DelimitedFormat) throws(TextError) {
    bytes = []
    pieces = try TextPieces(path)
    (separator, hasQuotes) = Self.rules(format)
  }

  private static func rules(_ format: DelimitedFormat) -> (separator: UInt8, hasQuotes: Bool) {
    format == .csv ? (UInt8(ascii: ","), true) : (UInt8(ascii: "\t"), false)
  }

  /// Takes another divider for the one of the format, if the first line shows it.
  ///
  /// It has none of the format's and some of just one other: a comma, a semicolon, a `|` or a tab.
  /// Spreadsheets save `.csv` with semicolons where a comma stands in numbers.
  ///
  /// Called before the first record, behind ``refill()``.
  mutating func findSeparator() {
    let line = bytes[position...].drop(while: isLineEnd).prefix { !isLineEnd($0) }
    guard !line.contains(separator) else { return }
    let others = [",", ";", "|", "\t"].compactMap { $0.utf8.first }.filter(line.contains)
    guard others.count == 1, let found = others.first else { return }
    (separator, hasQuotes) = (found, found != UInt8(ascii: "\t"))
  }

  /// Sees to it that the next record is there as a whole, if it is not too long.
  mutating func refill() throws(TextError) {
    // A record may be followed by a line end of two bytes.
    while let pieces, !pieces.isAtEnd, bytes.count - position <= Self.longestRecord + 2 {
      bytes.removeFirst(position)
      position = 0
      bytes += try self.pieces?.next() ?? []
    }
  }

  /// The fields of the next record, or `nil` at the end.
  mutating func next() throws(LineProblem) -> [Field]? {
    while position < bytes.count, isLineEnd(bytes[position]) { skipLineEnd() }
    guard position < bytes.count else { return nil }
    recordLine = line
    let start = position
    var fields: [Field] = []
    while true {
      fields.append(try hasQuotes && at(quote) ? quotedField(from: start) : plainField())
      guard position - start <= Self.longestRecord else { throw .tooLong }
      guard at(separator) else { break }
      position += 1
    }
    skipLineEnd()
    return fields
  }

  private let quote = UInt8(ascii: "\"")

  private func at(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func skipLineEnd() {
    guard position < bytes.count else { return }
    position += at(0x0D) && position + 1 < bytes.count && bytes[position + 1] == 0x0A ? 2 : 1
    line += 1
  }

  private mutating func plainField() throws(LineProblem) -> Field {
    let start = position
    while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
      guard bytes[position] != 0 else { throw .nulCharacter }
      position += 1
    }
    return Field(text: String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func quotedField(from recordStart: Int) throws(LineProblem) -> Field {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0 { throw .nulCharacter }
      if byte == quote {
        position += 1
        guard at(quote) else {
          guard position == bytes.count || at(separator) || isLineEnd(bytes[position]) else {
            throw .textAfterQuote
          }
          return Field(text: String(decoding: text, as: UTF8.self), isQuoted: true)
        }
      }
      if byte == 0x0A
        || (byte == 0x0D && !(position + 1 < bytes.count && bytes[position + 1] == 0x0A))
      {
        line += 1
      }
      text.append(byte)
      position += 1
      guard position - recordStart <= Self.longestRecord else { throw .openQuote }
    }
    throw .openQuote
  }
}

/// What is wrong with a line of a manifest.
public enum LineProblem: Error, Equatable, Sendable {
  /// A quote is opened and never closed, or not within a megabyte.
  case openQuote
  /// Something other than a comma follows a closing quote.
  case textAfterQuote
  /// The line is longer than a megabyte.
  case tooLong
  /// The line has a NUL character.
  case nulCharacter
  /// The line has more or fewer fields than the header.
  case fieldCount(Int, expected: Int)
  /// The line is not JSON, or not an object.
  case json(String)
  /// The line names what an earlier line named.
  case repeated(String)
  /// The line has a command where a file is expected.
  case command(String)
  /// The line has a part of an archive where a file is expected.
  case archive(String)
  /// The line is not a recording, a start and an end.
  case segment
  /// The line is not a first sample, a last one and what is said there.
  case stretch
  /// The line is not a recording and its text.
  case entry
  /// The line starts with a name of another form.
  case identifier(String, expected: String)
}

extension LineProblem: CustomStringConvertible {
  /// The problem in words.
  public var description: String {
    switch self {
    case .openQuote: "a quote is opened and not closed"
    case .textAfterQuote: "text follows a closing quote; a quote inside quotes must be doubled"
    case .tooLong: "it is longer than 1 MiB"
    case .nulCharacter: "it has a NUL character"
    case .fieldCount(let count, let expected): "it has \(count) fields, the header has \(expected)"
    case .json(let problem): problem
    case .repeated(let name): "\"\(name)\" was named before"
    case .command(let command):
      "\"\(command)\" is a command, which is not run; convert the recordings and name the files"
    case .archive(let part):
      "\"\(part)\" is a part of an archive, which is not read; name files of sound"
    case .segment: "it is not an id, a recording, a start and an end in seconds"
    case .stretch: "it is not a first sample, a last sample and what is said there"
    case .entry: "it is not a recording, its text file and a duration"
    case .identifier(let name, let expected): "\"\(name)\" has not the form \(expected)"
    }
  }
}
