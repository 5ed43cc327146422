/// Values in a row, and how deeply lists and records are nested in them.
///
/// The depth is carried along so that no recipe can build a value too deep to be walked.
public struct List {
  /// The most items that the language puts into a list.
  public static let most = 50_000_000

  /// The values.
  public private(set) var items: [Value]
  /// One more than the greatest depth of an item; numbers and strings have depth 0.
  public private(set) var depth: Int

  /// Makes a list of `items`.
  public init(_ items: [Value]) {
    self.items = items
    var deepest = 0
    for item in items { deepest = max(deepest, item.depth) }
    depth = deepest + 1
  }

  /// Adds an item at the end, in place if nothing else holds the list.
  mutating func append(_ item: Value) {
    items.append(item)
    depth = max(depth, item.depth + 1)
  }
}

extension Value {
  /// The deepest nesting of lists, records and closures that the language allows.
  public static let deepestNesting = 500

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
