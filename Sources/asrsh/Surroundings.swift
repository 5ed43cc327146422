internal import Display
internal import Interpreter

/// What the process finds around it: its environment and what its streams are connected to.
struct Surroundings: Sendable {
  /// The environment variables; `--no-color` counts as `NO_COLOR`.
  let environment: [String: String]

  /// Whether standard input is a terminal, so that a person can be asked for statements.
  var hasKeyboard: Bool { SystemCalls.isTerminal(0) }

  /// Whether the terminal can do no more than write lines.
  var isDumb: Bool { ["", "dumb"].contains(environment["TERM"] ?? "") }

  /// What the stream `descriptor` can show now; the width changes with the window.
  func terminal(_ descriptor: Int32) -> Display.Terminal {
    let columns = SystemCalls.columns(descriptor)
    return Display.Terminal(
      width: columns, isTerminal: SystemCalls.isTerminal(descriptor), environment: environment)
  }

  /// How a session shows its output now; progress moves where messages are watched.
  var sessionTerminal: Session.Terminal {
    let output = terminal(1)
    return Session.Terminal(
      width: min(output.width, 10_000), color: output.hasColor,
      isInteractive: terminal(2).isInteractive)
  }
}
