internal import Display
internal import Interpreter

/// Shows the steps of a recipe while it runs: a heading as each starts, its time as it ends.
///
/// The headings belong to what the recipe says and go where its output goes. The times differ from
/// run to run and go to the messages, so that the output of two runs can be compared.
struct StepHeadings: Sendable {
  /// Where headings go, and what can be shown there.
  let output: Output
  let outputTerminal: Display.Terminal
  /// Where times go, and what can be shown there.
  let messages: Output
  let messageTerminal: Display.Terminal

  /// Shows what happened to a step.
  func show(_ event: SessionEvent) {
    switch event {
    case .prose, .shown, .exhibits, .varying, .notice, .figure: break
    case .started(let step):
      let title = escapeForTerminal(step.title)
      let heading = Style.bold.applied(to: "\(place(step)) \(title)", on: outputTerminal)
      output.write((step.number == 1 ? "" : "\n") + heading + "\n")
    case .ended(let step, let time, let failed):
      let verb = failed ? "stopped after" : "took"
      let footing = "\(place(step)) \(verb) \(formatDuration(time / .seconds(1)))"
      messages.write(Style.dim.applied(to: footing, on: messageTerminal) + "\n")
    }
  }

  private func place(_ step: Step) -> String { "[\(step.number)/\(step.total)]" }
}
