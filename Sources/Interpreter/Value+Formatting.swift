internal import Foundation
package import Language

extension Value {
  /// Returns the value as `{value:format}` writes it, by the rules of Python.
  package func formatted(_ format: FormatSpecification) throws -> String {
    switch self {
    case .int(let number):
      if let type = format.type, "feEFgG%".contains(type) {
        return try Double(number).formatted(format)
      }
      return try number.formatted(format)
    case .float(let number): return try number.formatted(format)
    case .string(let text): return try text.formatted(format)
    default:
      guard format.type == nil || format.type == "s", format.precision == nil else {
        throw BuiltinError(
          "\(typeWithArticle) cannot be formatted as a number", kind: "type")
      }
      return try description.formatted(format)
    }
  }
}

extension FormatSpecification {
  /// Where a number stands in its width.
  private var numberAlignment: Alignment { alignment ?? (isZeroFilled ? .afterSign : .right) }

  /// Puts the sign and the digits of a number into the width.
  fileprivate func padded(sign: String, digits: String) -> String {
    padded(sign: sign, body: digits, numberAlignment)
  }

  /// Puts a sign and what follows it into the width.
  fileprivate func padded(sign: String, body: String, _ alignment: Alignment) -> String {
    let missing = width - sign.count - body.unicodeScalars.count
    guard missing > 0 else { return sign + body }
    let filling = { (count: Int) in String(repeating: String(fill), count: count) }
    switch alignment {
    case .left: return sign + body + filling(missing)
    case .right: return filling(missing) + sign + body
    case .center: return filling(missing / 2) + sign + body + filling(missing - missing / 2)
    case .afterSign: return sign + filling(missing) + body
    }
  }

  fileprivate func sign(isNegative: Bool) -> String {
    isNegative ? "-" : sign == "-" ? "" : String(sign)
  }

  /// Puts `,` or `_` between groups of digits of a whole number.
  ///
  /// Zeros that fill the width after the sign are grouped with the digits, as Python does.
  fileprivate func grouped(_ digits: String, by size: Int = 3, room: Int = 0) -> String {
    guard let grouping else { return digits }
    var text = Array(digits)
    if fill == "0", numberAlignment == .afterSign {
      while text.count + (text.count - 1) / size < room { text.insert("0", at: 0) }
    }
    var grouped = ""
    for (index, digit) in text.enumerated() {
      if index > 0, (text.count - index) % size == 0 { grouped.append(grouping) }
      grouped.append(digit)
    }
    return grouped
  }
}

extension Int {
  fileprivate func formatted(_ format: FormatSpecification) throws -> String {
    guard format.precision == nil else {
      throw BuiltinError("a precision does not go with a whole number", hint: "add f: .2f")
    }
    let sign = format.sign(isNegative: self < 0)
    let (radix, prefix): (Int, String)
    switch format.type {
    case nil, "d": (radix, prefix) = (10, "")
    case "x", "X": (radix, prefix) = (16, format.type == "x" ? "0x" : "0X")
    case "o": (radix, prefix) = (8, "0o")
    case "b": (radix, prefix) = (2, "0b")
    default:
      throw BuiltinError("a whole number cannot be formatted as text", hint: "leave out the s")
    }
    let digits = String(magnitude, radix: radix, uppercase: format.type == "X")
    let lead = sign + (format.showsPrefix ? prefix : "")
    let body = format.grouped(
      digits, by: radix == 10 ? 3 : 4, room: format.width - lead.count)
    return format.padded(sign: lead, digits: body)
  }
}

extension Double {
  fileprivate func formatted(_ format: FormatSpecification) throws -> String {
    let lead = format.sign(isNegative: sign == .minus && !isNaN)
    var body: String
    if isFinite {
      body = try digits(format)
    } else {
      body = isNaN ? "nan" : "inf"
      if let type = format.type, type.isUppercase { body = body.uppercased() }
      if format.type == "%" { body += "%" }
    }
    let tail = body.drop { $0.isNumber }
    let room = format.width - lead.count - tail.count
    let whole = body.prefix(body.count - tail.count)
    if isFinite { body = format.grouped(String(whole), room: room) + tail }
    return format.padded(sign: lead, digits: body)
  }

  /// The digits without the sign.
  private func digits(_ format: FormatSpecification) throws -> String {
    let precision = format.precision ?? 6
    switch format.type {
    case "f", "F": return String(format: "%.*f", precision, magnitude)
    case "e": return String(format: "%.*e", precision, magnitude)
    case "E": return String(format: "%.*E", precision, magnitude)
    case "%": return String(format: "%.*f%%", precision, magnitude * 100)
    case "g": return String(format: "%.*g", Swift.max(precision, 1), magnitude)
    case "G": return String(format: "%.*G", Swift.max(precision, 1), magnitude)
    case nil:
      guard let precision = format.precision else { return magnitude.recipeText }
      return generalDigits(Swift.max(precision, 1))
    default:
      throw BuiltinError(
        "a decimal number cannot be formatted with \(format.type.map(String.init) ?? "")",
        hint: "f shows digits after the point: {x:.2f}")
    }
  }

  /// What Python writes for a precision without a type: like `g`, with a digit after the point.
  private func generalDigits(_ precision: Int) -> String {
    let scientific = String(format: "%.*e", precision - 1, magnitude)
    let exponent = scientific.split(separator: "e").last.flatMap { Int($0) } ?? 0
    let text = String(format: "%.*g", precision, magnitude)
    if exponent >= -4, exponent < precision - 1 || text.contains(".") {
      return text.contains(".") || text.contains("e") ? text : text + ".0"
    }
    return exponent == precision - 1 ? scientificText(scientific) : text
  }

  /// Drops the zeros at the end of the fraction in scientific notation.
  private func scientificText(_ text: String) -> String {
    let parts = text.split(separator: "e", maxSplits: 1)
    guard parts.count == 2, parts[0].contains(".") else { return text }
    var digits = String(parts[0])
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    return "\(digits)e\(parts[1])"
  }
}

extension String {
  fileprivate func formatted(_ format: FormatSpecification) throws -> String {
    guard format.type == nil || format.type == "s" else {
      throw BuiltinError(
        "a string cannot be formatted with \(format.type.map(String.init) ?? "")",
        hint: "float(text) and int(text) read numbers", kind: "type")
    }
    guard format.alignment != .afterSign, format.grouping == nil else {
      throw BuiltinError("this format is for numbers, not for a string", kind: "type")
    }
    let text =
      format.precision.map { String(String.UnicodeScalarView(unicodeScalars.prefix($0))) } ?? self
    return format.padded(sign: "", body: text, format.alignment ?? .left)
  }
}
