internal import Language

extension Session {
  /// Tells the listeners about a step or prose.
  func report(_ event: StepEvent) {
    for listener in stepListeners { listener(event) }
  }

  /// Displays a value, as a bare expression at the top level is displayed.
  public func show(_ value: Value) {
    let text = value.display(width: terminal.width, color: terminal.color)
    guard !text.isEmpty else { return }
    output(text.hasSuffix("\n") ? text : text + "\n")
  }

  /// The names that are bound, sorted, without the built-ins.
  public var globalNames: [String] { globals.boundNames.sorted() }

  /// The value bound to `name`, or `nil`.
  public func global(_ name: String) -> Value? { globals.value(of: name) }

  /// Binds `name` to a value, as an assignment at the top level does.
  public func bind(_ name: String, to value: Value) {
    globals.values[globals.place(of: name)] = value
  }

  /// Forgets all names that were bound, and the seed.
  public func reset() {
    globals.unbindAll()
    seed = 0
  }
}
