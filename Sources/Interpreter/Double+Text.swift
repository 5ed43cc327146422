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
