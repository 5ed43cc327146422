import Interpreter
import Language

/// What a recipe did in a session of its own.
struct Outcome: Sendable {
  var output: String
  var failure: RunFailure?

  var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).dropLast()
  }

  /// The messages of the errors, in order.
  var errors: [String] { failure?.diagnostics.map(\.message) ?? [] }

  /// The errors as they are shown.
  var rendered: String {
    (failure?.diagnostics ?? []).map(DiagnosticRenderer().render).joined()
  }
}

/// Collects what a session writes.
final class Transcript {
  var text = ""
}

/// Runs sources one after the other in one session, on a stack as deep as the program's.
func run(
  sources: [String], name: String = "test.asr", path: String? = nil,
  parameters: [String: String] = [:], interruption: Interruption = Interruption()
) -> Outcome {
  runOnDeepStack {
    let transcript = Transcript()
    let session = Session(
      registry: Registry(Core.builtins), interruption: interruption,
      output: { transcript.text += $0 }, diagnostics: { _ in })
    var outcome = Outcome(output: "", failure: nil)
    for source in sources {
      do throws(RunFailure) {
        try session.run(
          SourceText(source, name: name, path: path), parameters: parameters)
      } catch {
        outcome.failure = error
      }
    }
    outcome.output = transcript.text
    return outcome
  }
}

/// Runs one source in a session of its own.
func run(_ source: String, parameters: [String: String] = [:]) -> Outcome {
  run(sources: [source], parameters: parameters)
}
