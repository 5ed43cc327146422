internal import Language

extension Value: CustomStringConvertible {
  /// The most bytes of text that a value is written out as; what is beyond shows as `…`.
  static let longestText = 1 << 28

  /// The value as f-strings and `str` write it.
  public var description: String {
    if case .string(let text) = self { return text }
    return literal
  }

  /// The value as `print` writes it: as an f-string does, but of long lists and records the first and the
  /// last parts and how many there are.
  var printed: String {
    if case .string(let text) = self { return text }
    var text = ""
    write(to: &text, limit: Self.longestText, parts: Self.printedParts)
    return text
  }

  /// The most parts of a list or a record that `print` writes all of.
  static let printedParts = 100

  /// The value as a recipe would write it, strings in quotes.
  public var literal: String { literal(limit: Self.longestText) }

  /// The value as a recipe would write it, broken off after about `limit` bytes.
  func literal(limit: Int) -> String {
    var text = ""
    write(to: &text, limit: limit)
    return text
  }

  /// The type with its article, for errors: `a string`, `an int`.
  public var typeWithArticle: String {
    if case .none = self { return "none" }
    return typeName.withArticle
  }

  /// Writes the value behind a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - limit: About how many bytes the text may come to have.
  ///   - parts: The most parts of a list or a record that are all written; those in it have half of that.
  private func write(to text: inout String, limit: Int, parts: Int = .max) {
    switch self {
    case .none: text += "none"
    case .bool(let truth): text += truth ? "true" : "false"
    case .int(let number): text += "\(number)"
    case .float(let number): text += number.recipeText
    case .string(let whole): text += whole.quoted(limit: max(limit - text.utf8.count, 16))
    case .list(let list):
      Self.write(list.items.count, "[", "]", to: &text, limit, parts, "items") { index, text in
        list.items[index].write(to: &text, limit: limit, parts: Self.within(parts))
      }
    case .record(let record):
      Self.write(record.count, "{", "}", to: &text, limit, parts, "fields") { index, text in
        text += "\(record.keys[index].recordKey): "
        record.values[index].write(to: &text, limit: limit, parts: Self.within(parts))
      }
    case .range(let range): text += range.literal
    case .function(let function): text += "function \(function.name)"
    case .object(let object): text += object.text()
    }
  }

  /// The most parts of what stands in a list or a record with so many.
  private static func within(_ parts: Int) -> Int { parts == .max ? .max : max(parts / 2, 4) }

  private static func write(
    _ count: Int, _ open: String, _ close: String, to text: inout String, _ limit: Int,
    _ most: Int, _ noun: String, part: (Int, inout String) -> Void
  ) {
    text += open
    // Of too many, as many at each end as a tenth of the most.
    let edge = max(most / 10, 1)
    let left = count <= most ? count..<count : edge..<count - edge
    for index in [0..<left.lowerBound, left.upperBound..<count].joined() {
      if index > 0 { text += index == left.upperBound ? ", …, " : ", " }
      guard text.utf8.count < limit else {
        text += "…"
        break
      }
      part(index, &text)
    }
    text += close
    if !left.isEmpty { text += " (\(count) \(noun))" }
  }
}

extension IntegerRange {
  /// The range as a recipe would write it.
  var literal: String {
    guard count > 0 else { return "range(\(start), \(start))" }
    let (stop, overflow) = self[count - 1].addingReportingOverflow(step > 0 ? 1 : -1)
    let end = overflow ? "\(self[count - 1]) + \(step.signum())" : "\(stop)"
    return step == 1 ? "range(\(start), \(end))" : "range(\(start), \(end), \(step))"
  }
}

extension String {
  /// The text in quotes with escapes.
  package var quoted: String { quoted(limit: Value.longestText) }

  /// The text in quotes with escapes, broken off after about `limit` bytes.
  func quoted(limit: Int) -> String {
    var quoted = "\""
    for scalar in unicodeScalars {
      guard quoted.utf8.count < limit else { return TerminalText.escaped(quoted) + "…" }
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return TerminalText.escaped(quoted + "\"")
  }

  /// The text as the key of a record, in quotes unless it is a name.
  var recordKey: String {
    guard let first = unicodeScalars.first, first == "_" || first.properties.isXIDStart,
      unicodeScalars.allSatisfy({ $0 == "_" || $0.properties.isXIDContinue })
    else { return quoted }
    return self
  }

  /// The word with `a` or `an` before it.
  package var withArticle: String {
    guard let first else { return self }
    return "aeiou".contains(first) ? "an \(self)" : "a \(self)"
  }
}

extension Int {
  /// The number with a noun in its singular or plural: `1 row`, `2 rows`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
