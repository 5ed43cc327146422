internal import Interpreter

/// Shows the steps of a recipe while it runs: a heading as each starts, its time as it ends.
///
/// The headings belong to what the recipe says and go where its output goes. The times differ from
/// run to run and go to the messages, so that the output of two runs can be compared.
struct StepHeadings: Sendable {
  /// Where headings go.
  let output: Output
  /// Where times go.
  let messages: Output
  /// Whether headings are bold.
  let isBold: Bool
  /// Whether times are faint.
  let isFaint: Bool

  /// Shows what happened to a step.
  func show(_ event: StepEvent) {
    switch event {
    case .prose: break
    case .started(let step): output.write(heading(step) + "\n")
    case .ended(let step, let time, let failed):
      messages.write(footing(step, time, failed: failed) + "\n")
    }
  }

  private func heading(_ step: Step) -> String {
    let title = TerminalText.escaped(step.title)
    let text = "[\(step.number)/\(step.total)] \(title)"
    return "\(step.number == 1 ? "" : "\n")\(isBold ? "\u{1B}[1m\(text)\u{1B}[0m" : text)"
  }

  private func footing(_ step: Step, _ time: Duration, failed: Bool) -> String {
    let seconds = time / .seconds(1)
    let text = "[\(step.number)/\(step.total)] \(failed ? "failed after" : "took") \(seconds)"
    return isFaint ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }
}
