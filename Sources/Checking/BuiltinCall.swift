internal import Interpreter
internal import Language

/// A call laid out by the parameters of one built-in, and what is wrong with it.
struct BuiltinCall {
  /// Something wrong with the arguments.
  struct Fault {
    let error: BuiltinError
    let span: SourceSpan
  }

  let builtin: Builtin
  /// What is wrong, in the order in which a run would find it.
  private(set) var faults: [Fault] = []
  /// The arguments with the parameters that they are for.
  private(set) var given: [(parameter: Parameter, argument: GivenArgument)] = []

  /// Lays `arguments` out by the parameters of `builtin`.
  init(_ builtin: Builtin, _ arguments: CallArguments, _ objects: [String: ObjectType]) {
    self.builtin = builtin
    let parameters = builtin.parameters
    var isGiven = Set<Int>()
    for (index, argument) in arguments.positional.enumerated() {
      let rest = parameters.firstIndex(where: \.isRest).flatMap { $0 <= index ? $0 : nil }
      guard let place = rest ?? (index < parameters.count ? index : nil) else {
        faults.append(
          Fault(error: builtin.form.tooMany(arguments.positional.count), span: argument.span))
        break
      }
      isGiven.insert(place)
      given.append((parameters[place], argument))
    }
    for (name, argument) in arguments.named {
      guard let place = parameters.firstIndex(where: { $0.name == name && !$0.isRest }) else {
        if !builtin.allowsExtraNamed {
          faults.append(Fault(error: builtin.form.unknown(name), span: argument.span))
        }
        continue
      }
      if !isGiven.insert(place).inserted {
        faults.append(Fault(error: builtin.form.twice(name), span: argument.span))
      }
      given.append((parameters[place], argument))
    }
    for (place, parameter) in parameters.enumerated()
    where parameter.defaultValue == nil && !isGiven.contains(place) {
      faults.append(Fault(error: builtin.form.missing(parameter.name), span: arguments.span))
    }
    checkTypes(objects)
  }

  private mutating func checkTypes(_ objects: [String: ObjectType]) {
    for (parameter, argument) in given
    where argument.type.isRefused(by: parameter.type, objects) {
      guard let text = argument.type.mismatchText else { continue }
      let error = parameter.mismatch(
        text, hint: argument.type.value.flatMap { parameter.type.hint(for: $0) },
        wholeRest: false)
      faults.append(Fault(error: error, span: argument.span))
    }
  }
}

extension RecipeWalk {
  /// Checks a call of the built-ins of one name and returns the type of its value.
  func call(_ builtins: [Builtin], _ arguments: CallArguments) -> StaticType {
    guard let name = builtins.first?.name else { return .unknown }
    let candidates = candidates(builtins, for: arguments)
    guard !candidates.isEmpty else {
      reportReceiver(builtins, name, arguments)
      return .unknown
    }
    let calls = candidates.map { BuiltinCall($0, arguments, registry.types) }
    let good = calls.filter(\.faults.isEmpty)
    notePaths(of: good.isEmpty ? calls : good)
    if good.count == 1 { advise(on: good[0], arguments) }
    if good.isEmpty {
      let faults = calls.count == 1 ? calls[0].faults : commonFaults(of: calls)
      for fault in faults { report(fault.error, at: fault.span, caller: name) }
    }
    return result(of: good.isEmpty ? calls : good, arguments)
  }

  /// Warns of numbers that would run and are probably not meant.
  private func advise(on call: BuiltinCall, _ arguments: CallArguments) {
    if context.isDormant { return }
    let advice = call.builtin.advice { name in
      if let given = call.given.first(where: { $0.parameter.name == name }) {
        return given.argument.type.value
      }
      return call.builtin.parameters.first { $0.name == name }?.defaultValue
    }
    guard let advice else { return }
    let span = call.given.first { $0.parameter.name == advice.parameter }?.argument.span
    warn("\(call.builtin.name): \(advice.message)", at: span ?? arguments.span, kind: "argument")
  }

  /// The built-ins that the call may mean: those whose receiver the first argument can be.
  private func candidates(_ builtins: [Builtin], for arguments: CallArguments) -> [Builtin] {
    if builtins.count == 1, let only = builtins.first, only.receiver == nil { return builtins }
    let first = arguments.positional.first?.type
    let fitting = builtins.filter { builtin in
      guard let receiver = builtin.receiver else { return true }
      let name = builtin.parameters.first?.name
      guard let type = first ?? arguments.named.first(where: { $0.name == name })?.value.type else {
        return false
      }
      return !type.isRefused(by: receiver, registry.types)
    }
    if fitting.isEmpty, first == nil, builtins.count == 1 { return builtins }
    return fitting
  }

  private func reportReceiver(_ builtins: [Builtin], _ name: String, _ arguments: CallArguments) {
    let first = arguments.positional.first
    if first == nil, arguments.named.contains(where: { $0.value.type.typeName == nil }) { return }
    report(
      Builtin.wrongReceiver(builtins, first?.type.typeWithArticle),
      at: first?.span ?? arguments.span, caller: name)
  }

  /// The faults that a call has whichever of several built-ins it means.
  private func commonFaults(of calls: [BuiltinCall]) -> [BuiltinCall.Fault] {
    let fewest = calls.min { $0.faults.count < $1.faults.count }
    let faults = fewest?.faults ?? []
    let common = faults.filter { fault in
      calls.allSatisfy { call in call.faults.contains { $0.span == fault.span } }
    }
    return common.isEmpty ? Array(faults.prefix(1)) : common
  }

  private func result(of calls: [BuiltinCall], _ arguments: CallArguments) -> StaticType {
    if calls.count == 1, calls[0].builtin.name == "range",
      let range = IntegerRange(constants: arguments)
    {
      return .constant(.range(range))
    }
    return StaticType.joined(calls.map { resultType($0.builtin.result) })
  }
}

extension IntegerRange {
  /// The range of a call with numbers that are known.
  fileprivate convenience init?(constants arguments: CallArguments) {
    let numbers = arguments.positional.compactMap { argument -> Int? in
      if case .int(let number)? = argument.type.value { return number }
      return nil
    }
    guard arguments.named.isEmpty, numbers.count == arguments.positional.count else { return nil }
    switch numbers.count {
    case 1: self.init(0, numbers[0])
    case 2: self.init(numbers[0], numbers[1])
    case 3: self.init(numbers[0], numbers[1], step: numbers[2])
    default: return nil
    }
  }
}
