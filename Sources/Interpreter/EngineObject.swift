public import Language

/// A thing of the engine as the language sees it: a tensor, audio, a data set, a model.
///
/// Classes in `Builtins` wrap the engine's types and answer these questions. All but the name of
/// the type and the printed text have an answer already, which is that there is no such thing.
/// What is thrown is shown at the expression that asked; see ``BuiltinError``.
public protocol EngineObject: AnyObject {
  /// The name of the type as a recipe's author knows it: `tensor`, `audio`, `dataset`.
  var typeName: String { get }

  /// What `print` and f-strings show: short, on one line where that can be.
  func text() -> String

  /// What a bare expression at the top level shows, at most `width` columns wide.
  ///
  /// It is bounded in rows too, and never starts heavy work. It goes to the terminal as it is:
  /// nothing from data may steer the terminal from within it.
  func display(width: Int, color: Bool) -> String

  /// What a report shows in the place of ``display(width:color:)``, if it can show more.
  func exhibits() -> [Exhibit]

  /// The names of the fields, for completion and for errors about unknown ones.
  var fieldNames: [String] { get }

  /// Returns the field `name`, or `nil` if there is none.
  func field(_ name: String) throws -> Value?

  /// How many elements there are, which is what `len` gives; `nil` for what has none.
  var count: Int? { get throws }

  /// Returns the element at `index`, which lies between 0 and ``count``.
  func element(at index: Int) throws -> Value?

  /// Returns the elements in `range`, which lies between 0 and ``count``.
  func slice(_ range: Range<Int>) throws -> Value?

  /// Told when a loop over the elements has ended, and how many turns it made.
  func leave(after turns: Int)

  /// Returns the result of an operator with this thing on the left, or on the right if `reversed`;
  /// `nil` if the operator does not go with `other`.
  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool) throws -> Value?

  /// Returns what unary minus gives, or `nil`.
  func negated() throws -> Value?

  /// Whether `other` is equal to this thing.
  func isEqual(to other: any EngineObject) -> Bool

  /// Does what was put off and can fail, as far as a use needs it.
  func prepare(for use: EngineObjectUse) throws

  /// The thing as other sessions can have it; `nil` for what can change, or cannot be told from others.
  func portable() -> PortableObject?
}

/// What a thing of the engine is about to be asked, with no way to fail.
public enum EngineObjectUse: Sendable {
  /// ``EngineObject/display(width:color:)``
  case display
  /// ``EngineObject/isEqual(to:)``
  case comparison
}

extension EngineObject {
  /// The printed text, with what could steer a terminal spelled out.
  public func display(width: Int, color: Bool) -> String {
    TerminalText.escaped(text(), keepingLines: true)
  }
  /// Nothing but the text.
  public func exhibits() -> [Exhibit] { [] }
  /// No fields.
  public var fieldNames: [String] { [] }
  /// No field.
  public func field(_ name: String) throws -> Value? { nil }
  /// No elements.
  public var count: Int? { nil }
  /// No element.
  public func element(at index: Int) throws -> Value? { nil }
  /// No elements.
  public func slice(_ range: Range<Int>) throws -> Value? { nil }
  /// It does not matter.
  public func leave(after turns: Int) {}
  /// No operators.
  public func binary(
    _ operation: BinaryOperator, _ other: Value, reversed: Bool
  ) throws -> Value? { nil }
  /// No unary minus.
  public func negated() throws -> Value? { nil }
  /// Whether `other` is this very thing.
  public func isEqual(to other: any EngineObject) -> Bool { other === self }
  /// Nothing is put off.
  public func prepare(for use: EngineObjectUse) throws {}
  /// It can change.
  public func portable() -> PortableObject? { nil }
}
