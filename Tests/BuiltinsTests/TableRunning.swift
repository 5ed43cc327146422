import Builtins
import Caching
import Datasets
import Interpreter
import Language
import RecipeTrials

/// Collects what a session writes.
private final class Transcript {
  var output = ""
  var notices = ""
}

/// Runs a recipe with tables computed by a number of threads and kept in a folder.
func run(
  _ recipe: String, threads: Int, cache folder: String? = nil, seconds: Double = 60
) -> Outcome {
  runOnDeepStack {
    bounded(seconds: seconds) { interruption in
      let transcript = Transcript()
      let cache = folder.map {
        TableCache(ContentCache(folder: $0), program: "test", settlingSeconds: 0)
      }
      let session = Session(
        registry: makeRegistry(tables: TablePolicy(threadCount: threads, cache: cache)),
        interruption: interruption, output: { transcript.output += $0 },
        diagnostics: { transcript.notices += $0 })
      var outcome = Outcome()
      do throws(RunFailure) {
        try session.run(SourceText(recipe, name: "test.asr"))
      } catch {
        outcome.failure = error
      }
      (outcome.output, outcome.notices) = (transcript.output, transcript.notices)
      return outcome
    }
  }
}
