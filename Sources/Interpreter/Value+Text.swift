internal import Language

extension Value: CustomStringConvertible {
  /// The value as `print` and f-strings write it.
  public var description: String {
    if case .string(let text) = self { return text }
    return literal
  }

  /// The value as a recipe would write it, strings in quotes.
  public var literal: String {
    switch self {
    case .none: return "none"
    case .bool(let truth): return truth ? "true" : "false"
    case .int(let number): return "\(number)"
    case .float(let number): return number.recipeText
    case .string(let text): return text.quoted
    case .list(let list): return "[\(list.items.map(\.literal).joined(separator: ", "))]"
    case .record(let record):
      let fields = record.fields.map { "\($0.0.recordKey): \($0.1.literal)" }
      return "{\(fields.joined(separator: ", "))}"
    case .range(let range): return range.literal
    case .function(let function): return "function \(function.name)"
    case .object(let object): return object.text()
    }
  }

  /// The type with its article, for errors: `a string`, `an int`.
  public var typeWithArticle: String {
    if case .none = self { return "none" }
    return typeName.withArticle
  }
}

extension IntegerRange {
  /// The range as a recipe would write it.
  var literal: String {
    let end = count == 0 ? "\(start)" : "\(self[count - 1]) + \(step > 0 ? 1 : -1)"
    guard count > 0 else { return "range(\(start), \(end))" }
    let (stop, overflow) = self[count - 1].addingReportingOverflow(step > 0 ? 1 : -1)
    let bounds = "\(start), \(overflow ? end : "\(stop)")"
    return step == 1 ? "range(\(bounds))" : "range(\(bounds), \(step))"
  }
}

extension String {
  /// The text in quotes with escapes.
  var quoted: String {
    var quoted = "\""
    for scalar in unicodeScalars {
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
  var withArticle: String {
    guard let first else { return self }
    return "aeiou".contains(first) ? "an \(self)" : "a \(self)"
  }
}

extension Int {
  /// The number with a noun in its singular or plural: `1 row`, `2 rows`.
  func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension Double {
  /// The shortest text that reads back as the number, laid out as Python does.
  var recipeText: String {
    guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
    guard self != 0 else { return sign == .minus ? "-0.0" : "0.0" }
    let (digits, exponent) = shortestDigits
    let minus = self < 0 ? "-" : ""
    if exponent < -4 || exponent >= 16 {
      let fraction = digits.count > 1 ? ".\(digits.dropFirst())" : ""
      let size = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
      return "\(minus)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(size)"
    }
    if exponent < 0 {
      return "\(minus)0.\(String(repeating: "0", count: -exponent - 1))\(digits)"
    }
    let whole = digits.prefix(exponent + 1)
    let padding = String(repeating: "0", count: exponent + 1 - whole.count)
    let fraction = digits.dropFirst(exponent + 1)
    return "\(minus)\(whole)\(padding).\(fraction.isEmpty ? "0" : fraction)"
  }

  /// The shortest digits that identify the number, and the power of ten of the first one.
  private var shortestDigits: (digits: String, exponent: Int) {
    let parts = magnitude.description.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var digits = halves.joined()
    exponent += halves[0].count - 1
    let zeros = digits.prefix { $0 == "0" }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    return (digits, exponent)
  }
}
