internal import Interpreter

/// What the process finds around it: its environment and what its streams are connected to.
struct Surroundings: Sendable {
  /// The environment variables.
  let environment: [String: String]
  /// Whether `--no-color` was given.
  let refusesColor: Bool

  /// Whether standard input is a terminal, so that a person can be asked for statements.
  var hasKeyboard: Bool { SystemCalls.isTerminal(0) }

  /// Whether the terminal can do no more than write lines.
  var isDumb: Bool { ["", "dumb"].contains(environment["TERM"] ?? "") }

  /// Whether colours may be written to the stream `descriptor`.
  func hasColor(_ descriptor: Int32) -> Bool {
    !refusesColor && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
      && SystemCalls.isTerminal(descriptor)
  }

  /// How a session shows its output now; the width changes with the window.
  var terminal: Session.Terminal {
    let width = SystemCalls.columns(1) ?? environment["COLUMNS"].flatMap(Int.init) ?? 80
    return Session.Terminal(
      width: min(max(width, 1), 10_000), color: hasColor(1),
      isInteractive: SystemCalls.isTerminal(2) && !isDumb)
  }
}
