extension Call {
  /// The whole number given for `name`.
  public func int(_ name: String) throws -> Int {
    switch try value(name) {
    case .int(let number): return number
    case .float(let number):
      if let whole = Int(exactly: number) { return whole }
      throw mismatch(name, "whole number")
    default: throw mismatch(name, "whole number")
    }
  }

  /// The whole number given for `name`, or `nil` for `none`.
  public func optionalInt(_ name: String) throws -> Int? { try isNone(name) ? nil : int(name) }

  /// The number given for `name`.
  public func double(_ name: String) throws -> Double {
    switch try value(name) {
    case .int(let number): return Double(number)
    case .float(let number): return number
    default: throw mismatch(name, "number")
    }
  }

  /// The number given for `name`, or `nil` for `none`.
  public func optionalDouble(_ name: String) throws -> Double? {
    try isNone(name) ? nil : double(name)
  }

  /// The text given for `name`.
  public func string(_ name: String) throws -> String {
    guard case .string(let text) = try value(name) else { throw mismatch(name, "string") }
    return text
  }

  /// The text given for `name`, or `nil` for `none`.
  public func optionalString(_ name: String) throws -> String? {
    try isNone(name) ? nil : string(name)
  }

  /// The truth value given for `name`.
  public func bool(_ name: String) throws -> Bool {
    guard case .bool(let truth) = try value(name) else { throw mismatch(name, "bool") }
    return truth
  }

  /// The items of the list, range or rest parameter `name`.
  public func list(_ name: String) throws -> [Value] {
    switch try value(name) {
    case .list(let list): return list.items
    case .range(let range): return try ItemSequence(.range(range)).items()
    default: throw mismatch(name, "list")
    }
  }

  /// The strings of the list `name`.
  public func strings(_ name: String) throws -> [String] {
    try list(name).map { item in
      guard case .string(let text) = item else { throw mismatch(name, "list of string") }
      return text
    }
  }

  /// The record given for `name`.
  public func record(_ name: String) throws -> Record {
    guard case .record(let record) = try value(name) else { throw mismatch(name, "record") }
    return record
  }

  /// The function given for `name`.
  public func function(_ name: String) throws -> Function {
    guard case .function(let function) = try value(name) else { throw mismatch(name, "function") }
    return function
  }

  /// The function given for `name`, or `nil` for `none`.
  public func optionalFunction(_ name: String) throws -> Function? {
    try isNone(name) ? nil : function(name)
  }

  /// The thing of the engine given for `name`, as the class that wraps it.
  public func object<Wrapper: EngineObject>(
    _ name: String, as type: Wrapper.Type = Wrapper.self
  ) throws -> Wrapper {
    guard case .object(let object) = try value(name), let wrapper = object as? Wrapper else {
      throw mismatch(name, "\(type)")
    }
    return wrapper
  }

  /// The thing of the engine given for `name`, or `nil` for `none`.
  public func optionalObject<Wrapper: EngineObject>(
    _ name: String, as type: Wrapper.Type = Wrapper.self
  ) throws -> Wrapper? {
    try isNone(name) ? nil : object(name, as: type)
  }

  private func mismatch(_ name: String, _ type: String) -> BuiltinError {
    BuiltinError("expects a \(type) for \(name)", kind: "type", argument: name)
  }
}
