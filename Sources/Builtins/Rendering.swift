internal import Display
internal import Interpreter

extension Session.Terminal {
  /// The terminal as the displays know it.
  var display: Display.Terminal {
    Display.Terminal(
      width: width, hasColor: color, isInteractive: isInteractive)
  }
}

extension Display.Terminal {
  /// The terminal that text of reports is made for, which show its colours.
  static var ofReports: Display.Terminal { displayTerminal(width: 100, color: true) }
}

extension Call {
  /// The terminal that this call's output goes to.
  var terminal: Display.Terminal { session.terminal.display }

  /// Prints lines of text, which are escaped already.
  ///
  /// - Parameters:
  ///   - text: The lines.
  ///   - exhibits: What a report shows in their place.
  func show(_ text: String, exhibits: @escaping () -> [Exhibit] = { [] }) {
    session.show(text.hasSuffix("\n") ? text : text + "\n", exhibits: exhibits)
  }

  /// Tells a figure by which runs are compared.
  func figure(_ name: String, _ value: Double) {
    session.report(.figure(name: "\(builtin.name).\(name)", value: value))
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
