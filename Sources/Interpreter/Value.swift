/// A value of the recipe language.
///
/// Values never change: what looks like a change gives a new value. Only things of the engine that
/// say so (models, trainers) have an identity of their own.
public enum Value {
  /// The absence of a value.
  case none
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number of 64 bits; arithmetic that leaves them is an error.
  case int(Int)
  /// A decimal number.
  case float(Double)
  /// Text.
  case string(String)
  /// Values in a row; write `Value(items)` to make one from an array.
  case list(List)
  /// Named values in an order.
  case record(Record)
  /// Whole numbers evenly apart, not stored one by one.
  case range(IntegerRange)
  /// A function of the recipe, or a built-in.
  case function(Function)
  /// A thing of the engine: a tensor, audio, a data set, a model.
  case object(any EngineObject)

  /// Makes a list.
  public init(_ items: [Value]) { self = .list(List(items)) }
  /// Makes a string.
  public init(_ text: String) { self = .string(text) }
  /// Makes a whole number.
  public init(_ number: Int) { self = .int(number) }
  /// Makes a decimal number.
  public init(_ number: Double) { self = .float(number) }
  /// Makes a truth value.
  public init(_ truth: Bool) { self = .bool(truth) }

  /// The name of the value's type: `int`, `list`, `function`, `tensor`.
  public var typeName: String {
    switch self {
    case .none: "none"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .list: "list"
    case .record: "record"
    case .range: "range"
    case .function: "function"
    case .object(let object): object.typeName
    }
  }
}
