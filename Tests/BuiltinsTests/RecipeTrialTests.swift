import Builtins
import Interpreter
import RecipeTrials
import Testing

/// The trial of recipes sees what it is there to see.
struct RecipeTrialTests {
  private func faults(_ text: String, _ registry: @escaping @Sendable () -> Registry) -> [String] {
    runOnDeepStack {
      let trial = RecipeTrial(registry(), mostSteps: 100)
      return bounded(seconds: 5) { trial.faults(of: text, interruption: $0) }
    }
  }

  @Test func `a run that the checker calls impossible is a fault`() {
    let faults = faults("load(\"/nowhere/at/all.wav\")") {
      Registry([
        Builtin("load", [Parameter("path", .inputPath)], result: "none", summary: "Loads nothing.")
        { _ in .none }
      ])
    }
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("ran in spite of: ") == true, "\(faults)")
  }

  @Test(arguments: [
    "while true { }", "1 +", "write_text(\"a.txt\", \"b\")", "read_lines(\"/etc/hostname\")",
    "import \"/etc/hostname\"", "x = 1 # c\nprint(x)",
  ])
  func `errors and values are none`(text: String) {
    #expect(faults(text) { makeRegistry() } == [])
  }

  @Test func `files are out of reach, and so are programs, the network and models`() {
    let errors = runOnDeepStack {
      let trial = RecipeTrial(makeRegistry())
      let texts = [
        "write_text(\"/tmp/a.txt\", \"b\")", "read_lines(\"/etc/hostname\")",
        "import \"/etc/hostname\"", "zeros([2]).save(\"a.npy\")",
      ]
      return bounded(seconds: 5) { trial.outcome(of: texts, interruption: $0) }.errors
    }
    #expect(errors.count == 4)
    let harmless = Set(makeHarmlessRegistry().names)
    #expect(harmless.isSuperset(of: ["len", "zeros", "ctc_loss", "wer"]))
    #expect(
      harmless.isDisjoint(with: ["load_audio", "save", "plot", "synthesize", "fit", "load_model"]))
  }
}
