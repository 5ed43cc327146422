/// A value that a pickle makes; lists and dictionaries are numbers in the machine's own lists.
enum PickleValue {
  /// Python's `None`.
  case none
  /// A truth value.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with a fraction, which no tensor needs.
  case number
  /// Text.
  case text(String)
  /// A tuple, by the place of its items.
  case tuple(Range<Int>)
  /// A list.
  case list(Int)
  /// A dictionary.
  case dictionary(Int)
  /// One of the few things that a pickle may name.
  case global(PickleGlobal)
  /// A storage.
  case storage(Int)
  /// A tensor.
  case tensor(Int)
}

/// The items of a dictionary that a pickle makes, in their order; keys may stand there twice.
struct PickleDictionary {
  let isOrdered: Bool
  var items: [(key: PickleValue, value: PickleValue)] = []
}

extension PickleValue {
  /// What kind of value this is, in words for a message.
  var kind: String {
    switch self {
    case .none: "None"
    case .boolean: "a truth value"
    case .integer: "a whole number"
    case .number: "a number"
    case .text: "a text"
    case .tuple: "a tuple"
    case .list: "a list"
    case .dictionary: "a dictionary"
    case .global: "a function or a type"
    case .storage: "a storage"
    case .tensor: "a tensor"
    }
  }

  /// Whether this can be a key of a dictionary.
  var isKey: Bool {
    switch self {
    case .text, .integer, .boolean, .none: true
    default: false
    }
  }

  /// The whole number, or `nil` if this is something else.
  var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The text, or `nil` if this is something else.
  var text: String? {
    guard case .text(let value) = self else { return nil }
    return value
  }

  /// The number of the list, or `nil` if this is something else.
  var list: Int? {
    guard case .list(let value) = self else { return nil }
    return value
  }

  /// The number of the dictionary, or `nil` if this is something else.
  var dictionary: Int? {
    guard case .dictionary(let value) = self else { return nil }
    return value
  }
}
