import Builtins
import Interpreter
import Language

/// What a recipe did.
struct Outcome: Sendable {
  var output = ""
  var notices = ""
  var failure: RunFailure?

  /// The output's lines.
  var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
  }

  /// The first error, as `name: message`; empty if there is none.
  var error: String { failure?.diagnostics.first?.message ?? "" }

  /// What the first error advises.
  var hint: String { failure?.diagnostics.first?.hint ?? "" }
}

/// Collects what a session writes.
private final class Transcript {
  var output = ""
  var notices = ""
}

/// Runs a recipe with all built-ins in a session of its own, as the program does.
///
/// Each result has to be of the type that its built-in declares.
func run(_ recipe: String) -> Outcome {
  runOnDeepStack {
    let transcript = Transcript()
    let session = Session(
      registry: makeHonestRegistry(), output: { transcript.output += $0 },
      diagnostics: { transcript.notices += $0 })
    var outcome = Outcome()
    do throws(RunFailure) {
      try session.run(SourceText(recipe, name: "test.asr"))
    } catch {
      outcome.failure = error
    }
    outcome.output = transcript.output
    outcome.notices = transcript.notices
    return outcome
  }
}
