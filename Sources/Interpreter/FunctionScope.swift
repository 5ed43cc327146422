internal import Language

/// The names of a function while it is made ready to run.
final class FunctionScope {
  let parent: FunctionScope?
  /// The name by which the function can call itself; `nil` for short functions.
  let ownName: String?
  private(set) var localNames: [String]
  private var locals: [String: Int] = [:]
  private(set) var captures: [FunctionCode.Capture] = []
  /// The names of the captured values, in the order of ``captures``.
  private(set) var captured: [FunctionCode.Captured] = []
  /// The names that stand behind a dot and are called, in the function and in those within it.
  private(set) var methodNames: Set<String> = []
  private var capturePlaces: [String: Int] = [:]

  /// The scope of a function of which nothing is known.
  init() {
    (parent, ownName, localNames) = (nil, nil, [])
  }

  init(_ definition: FunctionDefinition, in parent: FunctionScope?) {
    self.parent = parent
    ownName = definition.name?.text
    localNames = definition.parameters.map(\.name.text)
    for (place, name) in localNames.enumerated() { locals[name] = place }
    var bound = BoundNames()
    switch definition.body {
    case .expression(let expression): bound.visit(expression)
    case .block(let block): bound.visit(block)
    }
    for name in bound.names where locals[name] == nil {
      locals[name] = localNames.count
      localNames.append(name)
    }
  }

  /// The place of a parameter or variable of the function itself.
  func local(_ name: String) -> Int? { locals[name] }

  /// The place among the captured values of a name that is bound outside.
  func capture(_ name: String, _ globals: Globals) -> Int {
    if let place = capturePlaces[name] { return place }
    captures.append(parent?.source(of: name, globals) ?? .global(globals.place(of: name)))
    captured.append(FunctionCode.Captured(name: name, isBoundOutside: isBoundOutside(name)))
    capturePlaces[name] = captures.count - 1
    return captures.count - 1
  }

  /// Takes note that a function of this name is called behind a dot.
  func note(method name: String) {
    methodNames.insert(name)
    parent?.note(method: name)
  }

  /// Whether a function around this one binds the name.
  func isBoundOutside(_ name: String) -> Bool {
    guard let parent else { return false }
    return parent.locals[name] != nil || parent.isOwn(name) || parent.isBoundOutside(name)
  }

  /// Whether the name is the function's own, and no variable of the top level.
  func isOwn(_ name: String) -> Bool { parent != nil && ownName == name }

  private func source(of name: String, _ globals: Globals) -> FunctionCode.Capture {
    if let place = locals[name] { return .local(place) }
    return isOwn(name) ? .own : .capture(capture(name, globals))
  }
}
