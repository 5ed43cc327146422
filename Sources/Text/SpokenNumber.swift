/// A number while its words are read: a count, or digits side by side.
///
/// "One hundred twenty" is a count and goes on as one; "one twenty" is the digits 1 and 20. Numbers
/// have no bound: a decillion is 1 and 33 zeros, and there may be words behind it.
struct SpokenNumber: Equatable {
  /// What is written for it; a count has no zeros in front.
  private(set) var digits: [Unicode.Scalar]
  /// Whether it is a count; digits side by side may have zeros in front, and a decimal point.
  private(set) var isCount: Bool

  /// The most digits of a number that is taken for one; Python converts no longer ones.
  static let mostDigits = 4300

  /// A count.
  init(_ count: Int) {
    digits = Array(String(count).unicodeScalars)
    isCount = true
  }

  /// Digits side by side.
  init(digits: [Unicode.Scalar]) {
    self.digits = digits
    isCount = false
  }

  /// A power of ten.
  init(zeros: Int) {
    digits = ["1"] + repeatElement("0", count: zeros)
    isCount = true
  }

  /// Reads `12`, `1.50`, or nothing else; a fraction of zeros is none.
  init?(numeral: ArraySlice<Unicode.Scalar>) {
    guard isNumeral(numeral) else { return nil }
    let whole = numeral.prefix { $0 != "." }
    let fraction = numeral.dropFirst(whole.count + 1)
    let isShort = whole.count <= Self.mostDigits && fraction.count <= Self.mostDigits
    guard isShort, fraction.allSatisfy({ $0.digitValue == 0 }) else {
      self.init(digits: Array(numeral))
      return
    }
    self.init(count: whole)
  }

  private init(count: some Sequence<Unicode.Scalar>) {
    let plain = count.compactMap { $0.digitValue.flatMap { Unicode.Scalar(0x30 + UInt32($0)) } }
    digits = Array(plain.drop { $0 == "0" })
    if digits.isEmpty { digits = ["0"] }
    isCount = true
  }

  /// Whether it is the count 0, which words behind it forget.
  var isZero: Bool { isCount && digits == ["0"] }

  /// Whether it is a count that ends with some zeros, or 0.
  func isCount(endingInZeros zeros: Int) -> Bool {
    isCount && (isZero || digits.count > zeros && digits.suffix(zeros).allSatisfy { $0 == "0" })
  }

  /// Writes a number behind the digits.
  mutating func append(_ number: Int) {
    append(contentsOf: String(number).unicodeScalars)
  }

  /// Writes scalars behind the digits.
  mutating func append(contentsOf scalars: some Sequence<Unicode.Scalar>) {
    digits.append(contentsOf: scalars)
    isCount = false
  }

  /// Writes a digit in the place of the last.
  mutating func replaceLast(_ number: Int) {
    digits.removeLast()
    append(number)
  }

  /// Adds a number of as many digits as there are zeros at the end.
  mutating func add(_ number: Int) {
    guard !isZero else { return self = SpokenNumber(number) }
    let added = Array(String(number).unicodeScalars)
    if number > 0 { digits.replaceSubrange((digits.count - added.count)..., with: added) }
  }

  /// Multiplies the last three digits of a count by a power of ten, and adds them to the others.
  mutating func multiplyLastThree(zeros: Int) {
    let first = max(0, digits.count - 3)
    var rest = digits[first...].reduce(0) { $0 * 10 + ($1.digitValue ?? 0) }
    guard rest > 0 else { return }
    for place in first..<digits.count { digits[place] = "0" }
    if digits.count < zeros {
      digits.insert(contentsOf: repeatElement("0", count: zeros - digits.count), at: 0)
    }
    if first == 0 { digits = Array(repeating: "0", count: zeros) }
    var place = digits.count - 1 - zeros
    while rest > 0 {
      if place < 0 {
        digits.insert("0", at: 0)
        place = 0
      }
      let sum = (digits[place].digitValue ?? 0) + rest % 10
      digits[place] = Unicode.Scalar(UInt8(0x30 + sum % 10))
      rest = rest / 10 + sum / 10
      place -= 1
    }
  }

  /// Returns the number times a power of ten, or `nil` if that is no whole number, or if the digits
  /// are none of a decimal number.
  func scaled(zeros: Int) -> SpokenNumber? {
    let whole = digits.prefix { $0 != "." }
    var fraction = digits[whole.count...].dropFirst()
    let isShort = whole.count <= Self.mostDigits && fraction.count <= Self.mostDigits
    guard isShort, !whole.isEmpty || !fraction.isEmpty,
      whole.allSatisfy({ $0.digitValue != nil }), fraction.allSatisfy({ $0.digitValue != nil })
    else { return nil }
    while let last = fraction.last, last.digitValue == 0 { fraction.removeLast() }
    guard fraction.count <= zeros else { return nil }
    return SpokenNumber(
      count: Array(whole) + Array(fraction)
        + repeatElement("0", count: zeros - fraction.count))
  }
}

/// Whether scalars are digits, or digits with a point and more digits behind.
func isNumeral(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
  let whole = scalars.prefix { $0.digitValue != nil }
  guard !whole.isEmpty else { return false }
  let behind = scalars.dropFirst(whole.count)
  guard behind.first == "." else { return behind.isEmpty }
  return behind.count > 1 && behind.dropFirst().allSatisfy { $0.digitValue != nil }
}
