internal import ExactStrings
internal import Text

/// The settings of a model as its `config.json` holds them, read one by one.
///
/// Every setting that is read is remembered, so that one that nobody read can be refused by name:
/// a setting that changes nothing would be a silent error.
struct Settings {
  private let object: JSONObject
  private var known: Set<ExactString> = []

  init(_ object: JSONObject) {
    self.object = object
  }

  /// The whole number `key` within `range`, or the default if there is none.
  mutating func int(
    _ key: String, in range: ClosedRange<Int>, default standard: Int
  ) throws(ModelError) -> Int {
    guard let value = value(key) else { return standard }
    guard let number = value.integer, range.contains(number) else {
      throw .badSetting(
        key: key,
        problem:
          "is a whole number from \(range.lowerBound) to \(range.upperBound), not \(shown(value))")
    }
    return number
  }

  /// The number `key` within `range`, or the default if there is none.
  mutating func number(
    _ key: String, in range: Range<Double>, default standard: Double
  ) throws(ModelError) -> Double {
    guard let value = value(key) else { return standard }
    guard let number = value.double, range.contains(number) else {
      throw .badSetting(
        key: key,
        problem:
          "is a number from \(range.lowerBound) to below \(range.upperBound), not \(shown(value))")
    }
    return number
  }

  /// The truth value `key`, or the default if there is none.
  mutating func boolean(_ key: String, default standard: Bool) throws(ModelError) -> Bool {
    guard let value = value(key) else { return standard }
    guard let truth = value.boolean else {
      throw .badSetting(key: key, problem: "is true or false, not \(shown(value))")
    }
    return truth
  }

  /// The pairs of whole numbers `key`, each within `range`, or the default if there are none.
  mutating func pairs(
    _ key: String, in range: ClosedRange<Int>, default standard: [[Int]]
  ) throws(ModelError) -> [[Int]] {
    guard let value = value(key) else { return standard }
    let pairs = value.array?.compactMap { $0.array?.compactMap(\.integer) } ?? []
    guard
      pairs.count == value.array?.count,
      pairs.allSatisfy({ $0.count == 2 && $0.allSatisfy(range.contains) })
    else {
      throw .badSetting(
        key: key,
        problem: "is a list of pairs (bins, frames) from \(range.lowerBound) to "
          + "\(range.upperBound), not \(shown(value))")
    }
    return pairs
  }

  /// The whole numbers `key`, each within `range`, or the default if there are none.
  mutating func ints(
    _ key: String, in range: ClosedRange<Int>, default standard: [Int]
  ) throws(ModelError) -> [Int] {
    guard let value = value(key) else { return standard }
    let numbers = value.array?.compactMap(\.integer) ?? []
    guard numbers.count == value.array?.count, numbers.allSatisfy(range.contains) else {
      throw .badSetting(
        key: key,
        problem: "is a list of whole numbers from \(range.lowerBound) to \(range.upperBound), "
          + "not \(shown(value))")
    }
    return numbers
  }

  /// The number `key` within `range`, both bounds included, or the default if there is none.
  mutating func number(
    _ key: String, within range: ClosedRange<Double>, default standard: Double
  ) throws(ModelError) -> Double {
    guard let value = value(key) else { return standard }
    guard let number = value.double, range.contains(number) else {
      throw .badSetting(
        key: key,
        problem: "is a number from \(range.lowerBound) to \(range.upperBound), not \(shown(value))")
    }
    return number
  }

  /// The whole number `key` within `range`, or `nil` if there is none or it is `null`.
  mutating func optionalInt(
    _ key: String, in range: ClosedRange<Int>
  ) throws(ModelError) -> Int? {
    guard let value = value(key), value != .null else { return nil }
    return try int(key, in: range, default: range.lowerBound)
  }

  /// What `key` names among `choices`, or the default if there is none.
  mutating func choice<Choice>(
    _ key: String, of choices: KeyValuePairs<String, Choice>, default standard: Choice
  ) throws(ModelError) -> Choice {
    guard let value = value(key) else { return standard }
    guard let found = choices.first(where: { value.string.isExactly($0.key) }) else {
      let names = choices.map(\.key).joined(separator: ", ")
      throw .badSetting(key: key, problem: "is one of \(names), not \(shown(value))")
    }
    return found.value
  }

  /// Takes note of settings that describe the model but do not change it.
  mutating func ignore(_ keys: String...) {
    known.formUnion(keys.map { ExactString($0) })
  }

  /// Takes note of settings that describe the model but do not change it.
  mutating func ignore(_ keys: some Sequence<String>) {
    known.formUnion(keys.map { ExactString($0) })
  }

  /// Refuses settings that nobody read.
  func refuseUnknown() throws(ModelError) {
    let unknown = object.members.map(\.key).filter { !known.contains($0) }
    guard let first = unknown.first else { return }
    throw .badSetting(key: first, problem: "is no setting of this model")
  }

  /// Takes the value of `key`, if there is one.
  mutating func value(_ key: String) -> JSON? {
    known.insert(key)
    return object[key]
  }

  /// A value as a message shows it.
  func shown(_ value: JSON) -> String {
    switch value {
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .string(let text): text.prefix(40).debugDescription
    default: value.kind
    }
  }
}
