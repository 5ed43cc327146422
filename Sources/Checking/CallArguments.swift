internal import Interpreter
internal import Language

/// An argument of a call: what is known of it, and where it stands.
struct GivenArgument {
  let type: StaticType
  let span: SourceSpan
}

/// The arguments of a call, the receiver among them.
struct CallArguments {
  var positional: [GivenArgument]
  var named: [(name: String, value: GivenArgument)] = []
  /// Where the call stands, without its receiver.
  let span: SourceSpan
}

extension RecipeWalk {
  /// Walks `f(a, rate=16000)` and `a.f(x)`.
  func call(_ callee: Expression, _ arguments: [Argument], _ span: SourceSpan) -> StaticType {
    if case .field(let owner, let name) = callee.kind {
      return method(name, of: owner, arguments, span)
    }
    let function = calledType(of: callee)
    // help(data.sort) asks about a function that is written like a field.
    if case .name("help") = callee.kind, case .field(let owner, _)? = arguments.first?.value.kind {
      _ = type(of: owner)
      return .unknown
    }
    return call(function, callee.span, self.arguments(arguments, span))
  }

  /// The type of what is called; a function is not handed on by being called.
  private func calledType(of callee: Expression) -> StaticType {
    switch callee.kind {
    case .name(let name):
      let type = lookUp(name, at: callee.span) ?? .unknown
      return context.isDormant ? type.generalized : type
    case .function(let definition): return .function(function(definition))
    default: return type(of: callee)
    }
  }

  /// Checks a call of a value of which something may be known.
  func call(
    _ function: StaticType, _ calleeSpan: SourceSpan, _ arguments: CallArguments
  ) -> StaticType {
    switch function {
    case .function(let facts): return call(facts, arguments)
    case .builtins(let builtins): return call(builtins, arguments)
    case .unknown, .argument, .callable, .oneOf: return .unknown
    default:
      if let text = function.typeWithArticle {
        report(BuiltinError("\(text) cannot be called", kind: "type"), at: calleeSpan)
      }
      return .unknown
    }
  }

  /// Walks the arguments of a call; `receiver` stands before them.
  func arguments(
    _ arguments: [Argument], _ span: SourceSpan, receiver: GivenArgument? = nil
  ) -> CallArguments {
    var given = CallArguments(positional: receiver.map { [$0] } ?? [], span: span)
    for argument in arguments {
      let type = self.type(of: argument.value)
      if let name = argument.name {
        let value = GivenArgument(type: type, span: name.span.through(argument.value.span))
        given.named.append((name.text, value))
      } else {
        given.positional.append(GivenArgument(type: type, span: argument.value.span))
      }
    }
    return given
  }
}
