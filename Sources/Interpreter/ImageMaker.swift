internal import Language

extension Session {
  /// Takes the image of a function.
  ///
  /// - Parameter function: The function.
  /// - Returns: The image.
  /// - Throws: ``ImageProblem`` if the function's result may depend on anything but its arguments.
  public func image(of function: Function) throws(ImageProblem) -> FunctionImage {
    var maker = ImageMaker(self)
    let root = try maker.value(.function(function), of: function.name)
    return FunctionImage(
      parts: maker.parts.compactMap(\.self), globals: maker.globals, root: root,
      identity: maker.identity.bytes)
  }
}

/// Walks through a function and all that it depends on.
private struct ImageMaker {
  /// The most parts that the captured values may have in all, as ``Value/size`` counts them.
  private static let mostParts = 1_000_000

  let session: Session
  /// The functions, `nil` while one is walked through.
  var parts: [FunctionImage.Part?] = []
  var globals: [String: ImageValue] = [:]
  var identity = IdentityBytes()
  private var places: [ObjectIdentifier: Int] = [:]
  private var size = 0

  init(_ session: Session) { self.session = session }

  /// Whether built-ins of a name are pure.
  ///
  /// Those of the same name that are not belong to things that no function of rows has.
  private func isPure(_ name: String) -> Bool {
    session.registry.builtins(named: name).contains(where: \.isPure)
  }

  mutating func value(_ value: Value, of name: String) throws(ImageProblem) -> ImageValue {
    size += value.size
    guard size <= Self.mostParts else { throw .large(name: name) }
    return try walk(value, of: name)
  }

  private mutating func walk(_ value: Value, of name: String) throws(ImageProblem) -> ImageValue {
    switch value {
    case .none:
      identity.add(tag: 0)
      return .none
    case .bool(let truth):
      identity.add(tag: truth ? 2 : 1)
      return .bool(truth)
    case .int(let number):
      identity.add(tag: 3)
      identity.add(number)
      return .int(number)
    case .float(let number):
      identity.add(tag: 4)
      identity.add(Int(bitPattern: UInt(number.bitPattern)))
      return .float(number)
    case .string(let text):
      identity.add(tag: 5)
      identity.add(text)
      return .string(text)
    case .range(let range):
      identity.add(tag: 6)
      for number in [range.start, range.step, range.count] { identity.add(number) }
      return .range(range)
    case .list, .record: return try walk(container: value, of: name)
    case .function(let function): return try walk(function, of: name)
    case .object(let object):
      guard let portable = object.portable() else {
        throw .opaque(name: name, type: object.typeName)
      }
      identity.add(tag: 7)
      identity.add(object.typeName)
      identity.add(portable.identity)
      return .object(portable)
    }
  }

  private mutating func walk(
    container: Value, of name: String
  ) throws(ImageProblem) -> ImageValue {
    var keys: [String] = []
    var items: [Value] = []
    if case .record(let record) = container { (keys, items) = (record.keys, record.values) }
    if case .list(let list) = container { items = list.items }
    identity.add(tag: keys.isEmpty ? 8 : 9)
    identity.add(items.count)
    var values: [ImageValue] = []
    values.reserveCapacity(items.count)
    for key in keys { identity.add(key) }
    for item in items { values.append(try walk(item, of: name)) }
    if case .record = container { return .record(keys: keys, values: values) }
    return .list(values)
  }

  private mutating func walk(
    _ function: Function, of name: String
  ) throws(ImageProblem) -> ImageValue {
    guard case .recipe(let code, let captures, let defaults) = function.body else {
      return try walk(builtin: function.name)
    }
    if let place = places[ObjectIdentifier(function)] {
      identity.add(tag: 10)
      identity.add(place)
      return .function(place)
    }
    let place = parts.count
    places[ObjectIdentifier(function)] = place
    parts.append(nil)
    identity.add(tag: 11)
    identity.add(code.source.text(code.definition.span))
    var captured: [String: ImageValue] = [:]
    for (capture, value) in zip(code.captured, captures) {
      if let value {
        identity.add(tag: 12)
        captured[capture.name] = try self.value(value, of: capture.name)
      } else {
        try walk(global: capture, in: code)
      }
    }
    var values: [ImageValue?] = []
    for (name, value) in zip(code.parameterNames, defaults) {
      identity.add(tag: value == nil ? 13 : 14)
      values.append(try optional(value, of: name))
    }
    try check(methods: code, captures)
    parts[place] = FunctionImage.Part(
      definition: code.definition, boundName: code.boundName, source: code.source,
      isNested: code.isNested, captures: captured, defaults: values)
    return .function(place)
  }

  private mutating func optional(
    _ value: Value?, of name: String
  ) throws(ImageProblem) -> ImageValue? {
    guard let value else { return nil }
    return try self.value(value, of: name)
  }

  /// A name that is looked up at the top level when the function runs.
  private mutating func walk(
    global capture: FunctionCode.Captured, in code: FunctionCode
  ) throws(ImageProblem) {
    let name = capture.name
    guard !capture.isBoundOutside else { throw .unbound(name: name) }
    identity.add(tag: 15)
    if let value = session.globals.value(of: name) {
      // A function that calls itself is met again here.
      if case .function = value {
        globals[name] = try self.value(value, of: name)
      } else if !code.methodNames.contains(name) || session.registry.builtins(named: name).isEmpty {
        globals[name] = try self.value(value, of: name)
      }
    } else if !session.registry.builtins(named: name).isEmpty {
      _ = try walk(builtin: name)
    }
  }

  private mutating func walk(builtin name: String) throws(ImageProblem) -> ImageValue {
    guard isPure(name) else { throw .effect(builtin: name) }
    identity.add(tag: 16)
    identity.add(name)
    return .builtin(name)
  }

  /// Methods may be built-ins, unless a function of that name was captured or is at the top level.
  private func check(methods code: FunctionCode, _ captures: [Value?]) throws(ImageProblem) {
    for name in code.methodNames.sorted() where !session.registry.builtins(named: name).isEmpty {
      let captured = code.captured.firstIndex { $0.name == name }.flatMap { captures[$0] }
      if case .function? = captured ?? session.globals.value(of: name) { continue }
      guard isPure(name) else { throw .effect(builtin: name) }
    }
  }
}

/// Bytes that tell what was added, and in which order.
struct IdentityBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add(tag: UInt8) { bytes.append(tag) }

  mutating func add(_ number: Int) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  mutating func add(_ more: [UInt8]) {
    add(more.count)
    bytes += more
  }
}
