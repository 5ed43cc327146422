internal import Interpreter
internal import Language

extension RecipeWalk {
  /// Walks the body of a function where the function is made, and returns what is known of it.
  func function(_ definition: FunctionDefinition) -> FunctionFacts {
    let facts = names.facts(of: definition, in: source)
    for parameter in definition.parameters { parameter.defaultValue.map { _ = type(of: $0) } }
    var bound = BoundNames()
    switch definition.body {
    case .expression(let expression): bound.visit(expression)
    case .block(let block): bound.visit(block)
    }
    let inner = Scope(
      facts, localNames: Set(bound.names + facts.parameterNames), in: scope)
    for (index, parameter) in definition.parameters.enumerated() {
      let place = ArgumentPlace(function: facts, index: index)
      inner.bind(parameter.name.text, .argument(place))
      inner.variables[parameter.name.text] = Variable(
        name: parameter.name, declaration: .argument)
    }
    walkBody(of: facts, in: inner)
    if importing.isEmpty, !context.isSilent { walkedFunctions.append((facts, inner)) }
    return facts
  }

  private func walkBody(of facts: FunctionFacts, in inner: Scope) {
    let (outerScope, outerLoop, wasReachable) = (scope, loop, isReachable)
    scope = inner
    loop = Loop()
    isReachable = true
    paths.enterFunction()
    let type = within({ context in
      context.isTrying = false
      context.certainty = .whenCalled(facts)
    }) {
      switch facts.definition.body {
      case .expression(let expression): self.type(of: expression)
      case .block(let block): walk(block.statements)
      }
    }
    paths.leaveFunction()
    let ends = isReachable ? [type] : []
    facts.result = StaticType.joined(facts.returned + ends).withoutArguments
    facts.isWalked = true
    (scope, loop, isReachable) = (outerScope, outerLoop, wasReachable)
  }

  /// Notes that a function is handed on as a value: others decide what it is called with.
  func noteUse(ofFunction facts: FunctionFacts) {
    facts.isValue = true
    if !facts.writtenParameters.isEmpty { paths.writesAnything = true }
  }

  /// Checks a call of a function of the recipe and returns the type of its value.
  func call(_ facts: FunctionFacts, _ arguments: CallArguments) -> StaticType {
    let names = facts.parameterNames
    let form = facts.form
    var given = [GivenArgument?](repeating: nil, count: names.count)
    if arguments.positional.count > names.count {
      report(
        form.tooMany(arguments.positional.count), at: arguments.positional[names.count].span,
        caller: facts.name)
    }
    for (place, argument) in arguments.positional.prefix(names.count).enumerated() {
      given[place] = argument
    }
    for argument in arguments.named {
      guard let place = names.firstIndex(of: argument.name) else {
        report(form.unknown(argument.name), at: argument.value.span, caller: facts.name)
        continue
      }
      if given[place] != nil {
        report(form.twice(argument.name), at: argument.value.span, caller: facts.name)
      }
      given[place] = argument.value
    }
    for (place, parameter) in facts.definition.parameters.enumerated()
    where given[place] == nil && parameter.defaultValue == nil {
      report(form.missing(names[place]), at: arguments.span, caller: facts.name)
    }
    noteCall(of: facts)
    noteWrites(of: facts, given)
    return facts.result
  }

  private func noteCall(of facts: FunctionFacts) {
    switch certainty {
    case .never: break
    case .always: facts.markCalled()
    case .whenCalled(let caller): caller.calls(facts)
    }
  }

  /// Notes what a call writes at the paths that it is given.
  private func noteWrites(of facts: FunctionFacts, _ given: [GivenArgument?]) {
    if context.isDormant { return }
    if !facts.isWalked { paths.callsAhead = true }
    for place in facts.writtenParameters {
      guard let argument = given[place] else {
        paths.writesAnything = true
        continue
      }
      noteWrite(of: argument.type)
    }
  }
}

extension StaticType {
  /// The type outside of the function whose parameters it is about.
  fileprivate var withoutArguments: StaticType {
    switch self {
    case .argument: .unknown
    case .text: .string
    case .items(let items): .items(items.map(\.withoutArguments))
    case .list(let item): .list(of: item.withoutArguments)
    case .record(let fields):
      .record(
        FieldTypes(
          known: fields.known.map { ($0.name, $0.type.withoutArguments) },
          rest: fields.rest?.withoutArguments))
    case .oneOf(let types): StaticType.joined(types.map(\.withoutArguments))
    default: self
    }
  }
}
