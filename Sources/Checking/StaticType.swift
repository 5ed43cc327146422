internal import ExactStrings
internal import Interpreter

/// What is known of a value before the recipe runs.
///
/// Whatever is not certain is ``unknown``, and nothing is said about it.
indirect enum StaticType {
  /// Nothing is known.
  case unknown
  /// `none`, a truth value, a number or a text that is known itself.
  case constant(Value)
  case bool, int, float, string, range
  /// Text of which the beginning is known, or the parameter of a function that it begins with.
  case text(TextOrigin)
  /// A list with items of a type, or without any.
  case list(of: StaticType)
  /// A list that is written out.
  case items([StaticType])
  /// A record.
  case record(FieldTypes)
  /// A function of the recipe.
  case function(FunctionFacts)
  /// The built-ins of one name.
  case builtins([Builtin])
  /// A function of which nothing else is known.
  case callable
  /// A thing of the engine, by the name of its type.
  case object(String)
  /// A parameter of a function of the recipe, within the function: any value.
  case argument(ArgumentPlace)
  /// One of several types.
  case oneOf([StaticType])
}

/// A parameter of a function of the recipe.
struct ArgumentPlace {
  let function: FunctionFacts
  let index: Int
}

/// How a text begins.
struct TextOrigin {
  /// The letters that it begins with.
  var prefix = ""
  /// The parameter whose value follows the prefix, if that is known.
  var argument: ArgumentPlace?
}

/// The fields of a record.
struct FieldTypes {
  /// The fields that are known, in order.
  var known: [(name: String, type: StaticType)]
  /// The type of other fields; `nil` if there are none.
  var rest: StaticType?

  /// The type of the field `name`; `nil` if there is none.
  subscript(name: String) -> StaticType? {
    known.last { $0.name.isExactly(name) }?.type ?? rest
  }
}

extension StaticType {
  /// `none`.
  static var none: StaticType { .constant(.none) }

  /// A record of unknown fields.
  static var anyRecord: StaticType { .record(FieldTypes(known: [], rest: .unknown)) }

  /// A whole or a decimal number.
  static var number: StaticType { .oneOf([.int, .float]) }

  /// The value, if it is known.
  var value: Value? {
    if case .constant(let value) = self { return value }
    return nil
  }

  /// The truth value, if it is known.
  var truth: Bool? {
    if case .constant(.bool(let truth)) = self { return truth }
    return nil
  }

  /// The text, if it is known.
  var text: String? {
    if case .constant(.string(let text)) = self { return text }
    return nil
  }

  /// The type with a known value forgotten.
  ///
  /// A branch that the values known now do not lead to is looked at in this way: it is there for
  /// other values.
  var generalized: StaticType {
    switch self {
    case .constant(.none): .unknown
    case .constant(.bool): .bool
    case .constant(.int): .int
    case .constant(.float): .float
    case .constant(.string), .text: .string
    case .constant(.range): .range
    case .items(let items): .list(of: StaticType.joined(items.map(\.generalized)))
    case .list(let item): .list(of: item.generalized)
    case .record(let fields):
      .record(
        FieldTypes(
          known: fields.known.map { ($0.name, $0.type.generalized) },
          rest: fields.rest?.generalized))
    case .oneOf(let types): StaticType.joined(types.map(\.generalized))
    default: self
    }
  }

  /// The name of the type at run time; `nil` if it is not certain.
  var typeName: String? {
    switch self {
    case .constant(let value): value.typeName
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string, .text: "string"
    case .range: "range"
    case .list, .items: "list"
    case .record: "record"
    case .function, .builtins, .callable: "function"
    case .object(let name): name
    case .unknown, .argument, .oneOf: nil
    }
  }

  /// The value as errors about types describe it; `nil` if its type is not certain.
  var mismatchText: String? {
    if case .constant(let value) = self { return value.mismatchText }
    return typeWithArticle
  }

  /// The type as errors name it: `a string`; `nil` if it is not certain.
  var typeWithArticle: String? {
    if case .constant(.none) = self { return "none" }
    if case .oneOf(let types) = self {
      let names = types.compactMap(\.typeWithArticle)
      return names.count == types.count ? names.joined(separator: " or ") : nil
    }
    return typeName?.withArticle
  }

  /// The type of every value, for a type that is one of several, or a list of just this one.
  var alternatives: [StaticType] {
    if case .oneOf(let types) = self { return types }
    return [self]
  }
}
