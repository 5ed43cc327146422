/// Values in a row, and how deeply lists and records are nested in them.
///
/// The depth and the size are carried along so that no recipe can build a value that is too deep to
/// be walked, or one that shares its parts so often that walking it would have no end.
public struct List {
  /// The most items that the language puts into a list.
  public static let most = 50_000_000

  /// The values.
  public private(set) var items: [Value]
  /// One more than the greatest depth of an item; numbers and strings have depth 0.
  public private(set) var depth: Int
  /// How many parts the list has; see ``Value/size``.
  private(set) var size: Int

  /// Makes a list of `items`.
  public init(_ items: [Value]) {
    self.items = items
    var deepest = 0
    var size = 1
    for item in items {
      deepest = max(deepest, item.depth)
      size += item.size
    }
    depth = deepest + 1
    self.size = min(size, Value.mostParts + 1)
  }

  /// Adds an item at the end, in place if nothing else holds the list.
  mutating func append(_ item: Value) {
    items.append(item)
    depth = max(depth, item.depth + 1)
    size = min(size + item.size, Value.mostParts + 1)
  }
}

extension Value {
  /// The deepest nesting of lists, records and closures that the language allows.
  public static let deepestNesting = 500

  /// The most parts that a value may have, as ``size`` counts them.
  static let mostParts = 2_000_000_000

  /// How many parts the value has: items, fields and stretches of text, a part that stands in several
  /// places counted in each.
  ///
  /// A part that is shared costs no memory, but comparing and printing walk through it every time.
  var size: Int {
    switch self {
    case .list(let list): list.size
    case .record(let record): record.size
    case .string(let text): 1 + text.utf8.count / 64
    case .none, .bool, .int, .float, .range, .function, .object: 1
    }
  }

  /// What keeps the value from being used, if it is nested too deeply or has too many parts.
  var excess: BuiltinError? {
    if depth > Self.deepestNesting {
      return BuiltinError(
        "values can be nested at most \(Self.deepestNesting) levels deep", kind: "limit")
    }
    guard size > Self.mostParts else { return nil }
    return BuiltinError(
      "a value can have at most \(Self.mostParts) parts, those that it shares counted each time",
      kind: "limit")
  }

  /// How deeply lists, records and closures are nested in the value.
  public var depth: Int {
    switch self {
    case .list(let list): list.depth
    case .record(let record): record.depth
    case .function(let function): function.depth
    case .none, .bool, .int, .float, .string, .range, .object: 0
    }
  }
}
