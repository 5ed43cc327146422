internal import Language

extension Session {
  /// Tells the listeners of an event.
  public func report(_ event: SessionEvent) {
    for listener in listeners { listener(event) }
  }

  /// Shows text, newlines included, and tells the listeners what else there is to be seen of it.
  ///
  /// - Parameters:
  ///   - text: What the terminal shows, escaped already.
  ///   - exhibits: What a report may show in its place; asked for only by those who use it.
  public func show(_ text: String, exhibits: @escaping () -> [Exhibit] = { [] }) {
    if let makingRoom { makingRoom { output(text) } } else { output(text) }
    report(.shown(text, exhibits: exhibits))
  }

  /// Shows text that may be longer than the window, as ``show(_:exhibits:)`` does elsewhere.
  public func page(_ text: String) {
    guard let pager else { return show(text) }
    pager(text)
    report(.shown(text, exhibits: { [] }))
  }

  /// Tells the user a sentence that is no part of the result; it is escaped already.
  public func notice(_ text: String) {
    diagnostics(text + "\n")
    report(.notice(text))
  }

  /// Displays a value, as a bare expression at the top level is displayed.
  public func show(_ value: Value) {
    let text = value.display(width: terminal.width, color: terminal.color)
    guard !text.isEmpty else { return }
    show(text.hasSuffix("\n") ? text : text + "\n") {
      guard case .object(let object) = value else { return [] }
      return object.exhibits()
    }
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
    trainingsElsewhere = []
  }
}
