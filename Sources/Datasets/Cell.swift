internal import ExactStrings
internal import Text

/// A value in a table.
public indirect enum Cell: Sendable, Equatable {
  /// Nothing is known.
  case none
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A number.
  case number(Double)
  /// Text.
  case text(String)
  /// Several values.
  case list([Cell])
  /// Named values.
  case record(Row)
  /// A recording, in a file or in memory.
  case audio(AudioSource)
}

extension Cell {
  /// Whether two values are the same: texts letter by letter as they are spelled, and not as they
  /// look.
  public static func == (first: Cell, second: Cell) -> Bool {
    switch (first, second) {
    case (.none, .none): true
    case (.bool(let one), .bool(let other)): one == other
    case (.int(let one), .int(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.text(let one), .text(let other)): one.isExactly(other)
    case (.list(let one), .list(let other)): one == other
    case (.record(let one), .record(let other)): one == other
    case (.audio(let one), .audio(let other)): one == other
    default: false
    }
  }

  /// What kind of value this is, in words for a message.
  public var kind: String {
    switch self {
    case .none: "nothing"
    case .bool: "true or false"
    case .int: "a whole number"
    case .number: "a number"
    case .text: "text"
    case .list: "a list"
    case .record: "a record"
    case .audio: "audio"
    }
  }

  /// The text, or `nil` if this is something else.
  public var text: String? {
    guard case .text(let value) = self else { return nil }
    return value
  }

  /// The number, whole or not, or `nil` if this is something else.
  public var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The recording, or `nil` if this is something else.
  public var audio: AudioSource? {
    guard case .audio(let value) = self else { return nil }
    return value
  }

  /// A spelling that tells different values apart, from which rows get their keys.
  var keyText: String {
    switch self {
    case .none: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .number(let value): value.description
    case .text(let value): value
    case .list(let values): "[" + values.map(\.keyText).joined(separator: "\u{1F}") + "]"
    case .record(let row): "{" + row.keyText + "}"
    case .audio(let source): source.keyText
    }
  }
}
