internal import Display
internal import Interpreter

extension Session.Terminal {
  /// The terminal as the displays know it.
  var display: Display.Terminal {
    Display.Terminal(
      width: width, hasColor: color, isInteractive: isInteractive)
  }
}

extension Call {
  /// The terminal that this call's output goes to.
  var terminal: Display.Terminal { session.terminal.display }

  /// Prints lines of text, which are escaped already.
  func show(_ text: String) {
    session.show(text.hasSuffix("\n") ? text : text + "\n")
  }

  /// Tells something that is no part of the result.
  func notice(_ text: String) {
    session.notice(escapeForTerminal(text))
  }
}

/// The terminal that a display of this width goes to.
func displayTerminal(width: Int, color: Bool) -> Display.Terminal {
  Display.Terminal(width: width, hasColor: color)
}
