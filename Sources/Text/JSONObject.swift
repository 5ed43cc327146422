internal import ExactStrings

/// The members of a JSON object: values with different keys, in order.
public struct JSONObject: Sendable {
  /// A key and its value.
  public typealias Member = (key: String, value: JSON)

  /// The members in their order.
  public private(set) var members: [Member] = []

  private var positions: [ExactString: Int] = [:]

  /// Makes an object without members.
  public init() {}

  /// Makes an object from members with different keys.
  public init(_ members: [Member]) {
    for (key, value) in members {
      let isNew = append(value, for: key)
      precondition(isNew, "The key \(key) stands twice.")
    }
  }

  /// The number of members.
  public var count: Int { members.count }

  /// The value of the member called `key`, or `nil` if there is none; setting it replaces the
  /// member or adds it at the end.
  public subscript(_ key: String) -> JSON? {
    get { positions[key].map { members[$0].value } }
    set {
      guard let position = positions[key] else {
        if let newValue { append(newValue, for: key) }
        return
      }
      if let newValue {
        members[position].value = newValue
      } else {
        members.remove(at: position)
        positions = [:]
        for (index, member) in members.enumerated() { positions[member.key] = index }
      }
    }
  }

  /// Adds a member at the end, and returns whether its key was new; if not, nothing changes.
  @discardableResult
  mutating func append(_ value: JSON, for key: String) -> Bool {
    guard positions.updateValue(members.count, forKey: key) == nil else {
      return false
    }
    members.append((key, value))
    return true
  }
}

extension JSONObject: Equatable {
  /// Whether both have the same members in the same order.
  public static func == (first: JSONObject, second: JSONObject) -> Bool {
    first.members.elementsEqual(second.members) {
      $0.key.isExactly($1.key) && $0.value == $1.value
    }
  }
}
