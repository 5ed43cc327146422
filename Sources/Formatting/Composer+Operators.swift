internal import Language

extension Composer {
  /// The operators of one strength, which are written one after the other.
  fileprivate enum Strength {
    case or, and, comparison, sum, product, power

    init?(_ kind: Expression.Kind) {
      switch kind {
      case .or: self = .or
      case .and: self = .and
      case .comparison: self = .comparison
      case .binary(let operation, _, _, _):
        switch operation {
        case .add, .subtract: self = .sum
        case .multiply, .divide, .floorDivide, .remainder, .matrixMultiply: self = .product
        case .power: self = .power
        default: self = .comparison
        }
      default: return nil
      }
    }
  }

  /// Operands with operators of one strength between them: on one line, or with a line end behind
  /// each operator, where the language takes one.
  mutating func operators(of expression: Expression) throws(LayoutFailure) -> Layout {
    guard let strength = Strength(expression.kind) else { throw failure }
    var right: [Expression] = []
    var left = expression
    repeat {
      switch left.kind {
      case .or(let a, let b), .and(let a, let b), .binary(_, let a, let b, _):
        right.append(b)
        left = a
      case .comparison(let first, let links):
        right += links.reversed().map(\.operand)
        left = first
      default: throw failure
      }
    } while strength.isRepeated && Strength(left.kind) == strength && !isParenthesized(left)
    let first = try self.expression(left)
    var rest: [Layout] = []
    for operand in right.reversed() {
      rest += [attach(spaced: true), .line(flat: " "), try self.expression(operand)]
    }
    return .group(.sequence([first, .indented(.sequence(rest))]))
  }
}

extension Composer.Strength {
  /// Whether the operators follow one another without parentheses, from left to right.
  fileprivate var isRepeated: Bool { self != .comparison && self != .power }
}
