internal import ExactStrings
internal import Language

extension Value: Hashable {
  /// Whether two values are equal: numbers by size, text code point by code point, lists and
  /// records by their parts, the engine's things as they say.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b
    case (.int(let a), .float(let b)), (.float(let b), .int(let a)): Int(exactly: b) == a
    case (.string(let a), .string(let b)): a.isExactly(b)
    case (.list(let a), .list(let b)): a.items == b.items
    case (.range(let a), .range(let b)): a.isEqual(to: b)
    case (.record(let a), .record(let b)): a.isEqual(to: b)
    case (.function(let a), .function(let b)): a === b
    case (.object(let a), .object(let b)): a.isEqual(to: b)
    default: false
    }
  }

  /// Feeds the parts of the value to `hasher`; functions and things of the engine feed their type.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .none: hasher.combine(0)
    case .bool(let truth): hasher.combine(truth)
    case .int(let number): hasher.combine(Double(number))
    case .float(let number): hasher.combine(number)
    case .string(let text): hasher.combine(ExactString(text))
    case .list(let list): hasher.combine(list.items)
    case .range(let range): hasher.combine(range.count)
    case .record(let record): hasher.combine(record.count)
    case .function(let function): hasher.combine(ObjectIdentifier(function))
    case .object(let object): hasher.combine(object.typeName)
    }
  }

  /// How the value compares with `other`, or `nil` if the two have no order.
  func order(before other: Value) -> Order? {
    switch (self, other) {
    case (.int(let a), .int(let b)): return Order(a, b)
    case (.int(let a), .float(let b)): return Order(a, exactly: b)
    case (.float(let a), .int(let b)): return Order(b, exactly: a).reversed
    case (.float(let a), .float(let b)): return Order(a, b)
    case (.string(let a), .string(let b)): return a.order(before: b)
    case (.list(let a), .list(let b)):
      for (left, right) in zip(a.items, b.items) where left != right {
        return left.order(before: right)
      }
      return Order(a.items.count, b.items.count)
    default: return nil
    }
  }
}

/// How one value compares with another.
enum Order {
  case less, equal, greater
  /// One of the numbers is not a number.
  case unordered

  init<Number: Comparable>(_ a: Number, _ b: Number) {
    self = a < b ? .less : a == b ? .equal : a > b ? .greater : .unordered
  }

  /// How a whole number compares with a decimal number, neither of them rounded.
  init(_ a: Int, exactly b: Double) {
    if b.isNaN {
      self = .unordered
    } else if b >= 0x1p63 {
      self = .less
    } else if b < -0x1p63 {
      self = .greater
    } else {
      let whole = b.rounded(.down)
      let order = Order(a, Int(whole))
      self = order == .equal && b > whole ? .less : order
    }
  }

  /// How the second compares with the first.
  var reversed: Order {
    switch self {
    case .less: .greater
    case .greater: .less
    case .equal, .unordered: self
    }
  }

  func satisfies(_ operation: BinaryOperator) -> Bool {
    switch operation {
    case .less: self == .less
    case .lessOrEqual: self == .less || self == .equal
    case .greater: self == .greater
    case .greaterOrEqual: self == .greater || self == .equal
    default: false
    }
  }
}

extension String {
  /// How the text compares with another, code point by code point.
  fileprivate func order(before other: String) -> Order {
    if isExactly(other) { return .equal }
    return comesExactlyBefore(other) ? .less : .greater
  }

  /// Whether the code points of `part` stand in the text one after the other.
  func containsExactly(_ part: String) -> Bool {
    part.isEmpty || !exactRanges(of: part, limit: 1).isEmpty
  }

  /// Where `part` stands, from left to right without overlap, in code points.
  func exactRanges(of part: String, limit: Int = .max) -> [Range<String.UnicodeScalarIndex>] {
    let wanted = Array(part.utf8)
    let bytes = Array(utf8)
    guard let first = wanted.first, bytes.count >= wanted.count else { return [] }
    var found: [Range<String.UnicodeScalarIndex>] = []
    var position = 0
    while position + wanted.count <= bytes.count, found.count < limit {
      if bytes[position] == first, bytes[position..<position + wanted.count].elementsEqual(wanted) {
        let start = utf8.index(utf8.startIndex, offsetBy: position)
        found.append(start..<utf8.index(start, offsetBy: wanted.count))
        position += wanted.count
      } else {
        position += 1
      }
    }
    return found
  }
}

extension IntegerRange {
  /// Whether the range has `number` in it.
  func contains(_ number: Int) -> Bool {
    guard count > 0 else { return false }
    let last = self[count - 1]
    guard number >= min(start, last), number <= max(start, last) else { return false }
    let (distance, overflow) = number.subtractingReportingOverflow(start)
    return !overflow && distance % step == 0
  }

  func isEqual(to other: IntegerRange) -> Bool {
    count == other.count
      && (count == 0 || (start == other.start && (count == 1 || step == other.step)))
  }
}

extension Record {
  /// Whether two records have the same fields, in whatever order.
  func isEqual(to other: Record) -> Bool {
    count == other.count && fields.allSatisfy { other[$0.0] == $0.1 }
  }
}
