extension Expression {
  /// The expressions directly inside, except those in blocks and in functions.
  public var children: [Expression] {
    switch kind {
    case .none, .bool, .int, .float, .string, .name, .function, .attempt: []
    case .formatted(let parts): parts.flatMap(\.expressions)
    case .list(let items): items
    case .record(let entries): entries.flatMap(\.expressions)
    case .unary(_, let operand): [operand]
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right):
      [left, right]
    case .comparison(let first, let links): [first] + links.map(\.operand)
    case .field(let owner, _): [owner]
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .index(let owner, let index): [owner, index]
    case .slice(let owner, let lower, let upper): [owner, lower, upper].compactMap(\.self)
    case .conditional(let branches, _): branches.map(\.condition)
    }
  }
}

extension FormattedPart {
  fileprivate var expressions: [Expression] {
    switch self {
    case .text: []
    case .field(let expression, let format, _): [expression] + format.flatMap(\.expressions)
    }
  }
}
