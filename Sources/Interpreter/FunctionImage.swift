internal import Language

/// A function of the recipe with all that it depends on, apart from any session.
///
/// It has the text of the function and of all functions that it may call, and the values that they
/// captured. Other sessions can run it, on other threads too, and what the recipe binds later does
/// not change it. Only functions whose result depends on their arguments alone have an image: none
/// that print, draw random numbers, read files, or hold a thing that can change.
public struct FunctionImage: Sendable {
  /// A function of the recipe.
  struct Part: Sendable {
    let definition: FunctionDefinition
    let boundName: String?
    let source: SourceText
    let isNested: Bool
    /// The captured values by name, those that had one.
    let captures: [String: ImageValue]
    let defaults: [ImageValue?]
  }

  /// The functions of the recipe, in the order in which they are met.
  let parts: [Part]
  /// What the names of the top level stand for that are looked up when the function runs.
  let globals: [String: ImageValue]
  /// The function itself.
  let root: ImageValue

  /// Bytes that are the same for functions that do the same: their texts, captured values and all.
  public let identity: [UInt8]
}

/// A value in the image of a function.
indirect enum ImageValue: Sendable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case list([ImageValue])
  case record(keys: [String], values: [ImageValue])
  case range(IntegerRange)
  /// A function of the recipe, by its place among the parts.
  case function(Int)
  /// The built-ins of a name.
  case builtin(String)
  case object(PortableObject)
}

/// A thing of the engine that never changes, as other sessions can have it.
public struct PortableObject: Sendable {
  /// Bytes that are the same for equal things of its type, and for no others.
  public let identity: [UInt8]
  /// Makes the thing anew.
  public let make: @Sendable () -> any EngineObject

  /// Describes a thing.
  public init(identity: [UInt8], make: @escaping @Sendable () -> any EngineObject) {
    self.identity = identity
    self.make = make
  }
}

/// Why a function has no image.
public enum ImageProblem: Error, Sendable, Equatable {
  /// It may call a built-in that does something besides, or gives something else each time.
  case effect(builtin: String)
  /// It holds a thing that can change or that cannot be compared.
  case opaque(name: String, type: String)
  /// A name that it captured had no value.
  case unbound(name: String)
  /// It holds more than is worth looking through.
  case large(name: String)
}

extension ImageProblem: CustomStringConvertible {
  /// The problem as the end of a sentence: `the function calls print`.
  public var description: String {
    switch self {
    case .effect(let builtin): "the function calls \(builtin)"
    case .opaque(let name, let type): "the function uses \(name), \(type.withArticle)"
    case .unbound(let name): "the function uses \(name), which had no value"
    case .large(let name): "the function uses \(name), which is large"
    }
  }
}
