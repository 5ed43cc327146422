internal import Language

/// Runs the image of a function again and again, in a session of its own.
///
/// It belongs to one thread, which should have a deep stack; see ``startOnDeepStack(_:)``.
public final class FunctionRunner {
  private let session: Session
  private let function: Function

  /// Prepares to run a function.
  ///
  /// - Parameters:
  ///   - image: The function.
  ///   - registry: The built-ins, of the thread's own.
  ///   - interruption: The wish to stop.
  ///   - mostSteps: How many steps all calls may make; see ``Session/mostSteps``.
  public init(
    _ image: FunctionImage, registry: Registry, interruption: Interruption, mostSteps: Int = .max
  ) {
    session = Session(
      registry: registry, interruption: interruption, output: { _ in }, diagnostics: { _ in })
    session.mostSteps = mostSteps
    var revival = Revival(image, session)
    if case .function(let function) = revival.value(image.root) {
      self.function = function
    } else {
      preconditionFailure("The image is one of a function.")
    }
    for (name, value) in image.globals { session.bind(name, to: revival.value(value)) }
  }

  /// Calls the function with positional arguments.
  ///
  /// - Parameter arguments: The arguments.
  /// - Returns: Its value.
  /// - Throws: The error of the call.
  public func call(_ arguments: [Value]) throws -> Value {
    try session.call(function, arguments)
  }
}

/// Makes values of those of an image.
private struct Revival {
  let image: FunctionImage
  let session: Session
  var functions: [Function?]

  init(_ image: FunctionImage, _ session: Session) {
    self.image = image
    self.session = session
    functions = image.parts.map { _ in nil }
  }

  mutating func value(_ value: ImageValue) -> Value {
    switch value {
    case .none: return .none
    case .bool(let truth): return .bool(truth)
    case .int(let number): return .int(number)
    case .float(let number): return .float(number)
    case .string(let text): return .string(text)
    case .list(let items): return Value(items.map { self.value($0) })
    case .record(let keys, let values):
      return .record(Record(distinctKeys: keys, values: values.map { self.value($0) }))
    case .range(let range): return .range(range)
    case .function(let place): return .function(function(place))
    case .builtin(let name):
      return .function(Function(builtins: session.registry.builtins(named: name), name: name))
    case .object(let object): return .object(object.make())
    }
  }

  /// The function of a part; captured values never lead back to it.
  private mutating func function(_ place: Int) -> Function {
    if let known = functions[place] { return known }
    let part = image.parts[place]
    var lowering = Lowering(part.source, session)
    // What was made in a function may call itself by its name, which no name of the top level is.
    if part.isNested { lowering.scope = FunctionScope() }
    let code = lowering.code(part.definition, boundTo: part.boundName)
    let captures = code.captured.map { capture in
      part.captures[capture.name].map { value($0) }
    }
    let function = Function(
      code, captures: captures, defaults: part.defaults.map { $0.map { value($0) } })
    functions[place] = function
    return function
  }
}
