internal import Interpreter
internal import Language

/// What is known of a function of the recipe: how it is called, what it gives, what it writes.
final class FunctionFacts {
  let definition: FunctionDefinition
  let source: SourceText
  /// What a call gives; unknown until the body was walked.
  var result = StaticType.unknown
  /// The types of the values that `return` gives in the body.
  var returned: [StaticType] = []
  /// Whether the body was walked.
  var isWalked = false
  /// Whether it is handed on as a value, so that others say what arguments it has to take.
  var isValue = false
  /// Whether the recipe is certain to call it.
  private(set) var isCalled = false
  /// The functions that are called whenever this one is.
  private var callees: [FunctionFacts] = []
  /// Whether the body has a `return` so far, behind which nothing is certain to run.
  var mayHaveReturned = false
  /// The parameters whose value begins the path of something that is written.
  var writtenParameters: Set<Int> = []

  /// The name that errors call the function by.
  var name: String

  init(_ definition: FunctionDefinition, in source: SourceText) {
    self.definition = definition
    name = definition.name?.text ?? "function"
    self.source = source
  }

  /// The names of the parameters.
  var parameterNames: [String] { definition.parameters.map(\.name.text) }

  /// What calls look like.
  var form: CallForm {
    let parameters = definition.parameters.map { parameter in
      parameter.defaultValue.map { "\(parameter.name.text)=\(source.text($0.span))" }
        ?? parameter.name.text
    }
    return CallForm(
      names: parameterNames, signature: "\(name)(\(parameters.joined(separator: ", ")))",
      isFlexible: false)
  }

  /// Notes that the recipe is certain to call the function, and those that it calls.
  func markCalled() {
    var waiting = [self]
    while let function = waiting.popLast() {
      if function.isCalled { continue }
      function.isCalled = true
      waiting += function.callees
    }
  }

  /// Notes that every call of this function calls `callee`.
  func calls(_ callee: FunctionFacts) {
    if isCalled { callee.markCalled() } else { callees.append(callee) }
  }
}

/// Whether a part of the recipe is certain to run.
enum Certainty {
  /// It may be passed over.
  case never
  /// It runs in every run that comes so far.
  case always
  /// It runs whenever a function is called.
  case whenCalled(FunctionFacts)

  /// Whether it is certain, once all calls are known.
  var isCertain: Bool {
    switch self {
    case .never: false
    case .always: true
    case .whenCalled(let function): function.isCalled
    }
  }
}
