internal import Language

/// A function of the recipe, made ready to run: every name resolved to a place.
final class FunctionCode {
  /// Where the value of a captured variable comes from when the function is made.
  enum Capture {
    case local(Int)
    case capture(Int)
    /// The function that makes this one.
    case own
    /// A variable of the top level: its value if it has one that is no function.
    case global(Int)
  }

  /// A name whose value is captured.
  struct Captured {
    let name: String
    /// Whether a function around this one binds it, so that it is no name of the top level.
    let isBoundOutside: Bool
  }

  let name: String
  let parameterNames: [String]
  /// The nodes of the defaults, evaluated when the function is made.
  let defaults: [Node?]
  let help: String?
  let source: SourceText
  /// The definition as it stands, for help.
  let span: SourceSpan
  /// How much of the stack a call may take, in nested nodes.
  let weight: Int
  let localNames: [String]
  let captures: [Capture]
  let captured: [Captured]
  /// The names that stand behind a dot and are called.
  let methodNames: Set<String>
  let definition: FunctionDefinition
  /// The name that the definition was bound to.
  let boundName: String?
  /// Whether it stands in another function.
  let isNested: Bool
  let body: Node

  /// Makes the code of a function; one without a name is called by the name that it is bound to.
  init(
    _ definition: FunctionDefinition, boundTo: String?, source: SourceText, defaults: [Node?],
    scope: FunctionScope, body: Node
  ) {
    self.name = definition.name?.text ?? boundTo ?? "function"
    parameterNames = definition.parameters.map(\.name.text)
    self.defaults = defaults
    help = definition.help
    self.source = source
    span = definition.span
    weight = definition.depth + 4
    localNames = scope.localNames
    captures = scope.captures
    captured = scope.captured
    methodNames = scope.methodNames
    self.definition = definition
    boundName = boundTo
    isNested = scope.parent != nil
    self.body = body
  }

  /// What calls of the function look like.
  func form(_ definitionDefaults: [Value?]) -> CallForm {
    CallForm(
      names: parameterNames, signature: signature(definitionDefaults), isFlexible: false)
  }

  /// The call as help and errors write it: `clean(row, lower=true)`.
  func signature(_ definitionDefaults: [Value?]) -> String {
    let parameters = zip(parameterNames, definitionDefaults).map { name, value in
      value.map { "\(name)=\($0.literal)" } ?? name
    }
    return "\(name)(\(parameters.joined(separator: ", ")))"
  }
}
