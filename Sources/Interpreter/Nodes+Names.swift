internal import Language

/// A name in sight.
class NameNode: Node {
  let name: String

  init(_ name: String, _ source: SourceText, _ span: SourceSpan) {
    self.name = name
    super.init(source, span)
  }

  /// The value that the name is bound to at this moment.
  func lookUp(_ frame: Frame) -> Value? { nil }
}

/// A parameter or a variable of the running function.
final class LocalNode: NameNode {
  private let place: Int
  private let isOuter: Bool

  /// Makes the node; `isOuter` says whether the name is bound outside of the function too.
  init(_ place: Int, _ name: String, isOuter: Bool, _ source: SourceText, _ span: SourceSpan) {
    self.place = place
    self.isOuter = isOuter
    super.init(name, source, span)
  }

  override func lookUp(_ frame: Frame) -> Value? { frame.locals[place] }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    if let value = frame.locals[place] { return value }
    throw failure(
      "\(name) has no value yet",
      hint: isOuter
        ? "\(name) is bound in this function, which makes it another variable than the one "
          + "outside; give the new value another name and return it"
        : nil,
      kind: "name")
  }
}

/// A variable at the top level, or a built-in.
final class GlobalNode: NameNode {
  private let place: Int
  private let builtin: Value?

  init(
    _ place: Int, _ name: String, builtin: Value?, _ source: SourceText, _ span: SourceSpan
  ) {
    self.place = place
    self.builtin = builtin
    super.init(name, source, span)
  }

  override func lookUp(_ frame: Frame) -> Value? { frame.globals.values[place] ?? builtin }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    if let value = frame.globals.values[place] { return value }
    if let builtin { return builtin }
    throw failure(unknownName: name, frame)
  }
}

/// A variable outside of the running function: its value when the function was made.
final class CaptureNode: NameNode {
  private let capture: Int
  private let outer: NameNode?

  /// Makes the node; `outer` is looked up if the name had no value when the function was made.
  init(_ capture: Int, _ name: String, outer: NameNode?, _ source: SourceText, _ span: SourceSpan) {
    self.capture = capture
    self.outer = outer
    super.init(name, source, span)
  }

  override func lookUp(_ frame: Frame) -> Value? {
    frame.captures[capture] ?? outer?.lookUp(frame)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    if let value = frame.captures[capture] { return value }
    if let outer { return try outer.evaluate(frame) }
    throw failure("\(name) had no value when this function was made", kind: "name")
  }
}

/// The running function by its own name, so that it can call itself.
final class OwnNameNode: NameNode {
  override func lookUp(_ frame: Frame) -> Value? { frame.function.map(Value.function) }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    lookUp(frame) ?? .none
  }
}

extension Node {
  /// The error for a name that nothing is bound to, with the nearest one that is.
  func failure(unknownName name: String, _ frame: Frame) -> Unwind {
    var known = frame.globals.boundNames + frame.session.registry.names
    if case .recipe(let code, _, _)? = frame.function?.body { known += code.localNames }
    let registry = frame.session.registry
    let hint =
      registry.hint(forModule: name, in: source, endingAt: span.end)
      ?? ForeignNames.hint(for: name)
      ?? NearestSpelling.of(name, among: known).map { "did you mean \($0)?" }
    return failure("unknown name \(name)", hint: hint, kind: "name")
  }
}

/// `name = value`, in a function or at the top level.
final class AssignmentNode: Node {
  private let place: Int
  private let isLocal: Bool
  private let value: Node

  init(_ place: Int, isLocal: Bool, _ value: Node, _ source: SourceText, _ span: SourceSpan) {
    self.place = place
    self.isLocal = isLocal
    self.value = value
    super.init(source, span)
  }

  override func evaluate(_ frame: Frame) throws(Unwind) -> Value {
    do throws(Unwind) {
      let value = try value.evaluate(frame)
      if isLocal { frame.locals[place] = value } else { frame.globals.values[place] = value }
    } catch {
      bindPartial(after: error, frame)
      throw error
    }
    return .none
  }

  /// Binds the name to what was done of the call that the user broke off: the session may go on.
  private func bindPartial(after error: Unwind, _ frame: Frame) {
    guard !isLocal, let part = value.takePartial(after: error, frame.session) else { return }
    frame.globals.values[place] = part
    let name = source.text(span).prefix { $0 != "=" && !$0.isWhitespace }
    frame.session.notice("\(name) holds what was done up to there")
  }
}

/// Where a statement such as `for` binds a name.
struct Binding {
  let place: Int
  let isLocal: Bool

  func value(_ frame: Frame) -> Value? {
    isLocal ? frame.locals[place] : frame.globals.values[place]
  }

  func set(_ value: Value, _ frame: Frame) {
    if isLocal { frame.locals[place] = value } else { frame.globals.values[place] = value }
  }
}
