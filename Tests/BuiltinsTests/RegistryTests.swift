import Builtins
import Foundation
import Interpreter
import Testing

/// What the registry says about a built-in, without the function that it calls.
struct Described: Sendable, CustomTestStringConvertible {
  let signature: String
  let summary: String
  let example: String

  var testDescription: String { signature }

  static var all: [Described] {
    makeRegistry().builtins.map {
      Described(signature: $0.signature, summary: $0.summary, example: $0.example)
    }
  }
}

struct RegistryTests {
  @Test(arguments: Described.all.filter { !$0.example.isEmpty })
  func `an example runs as it stands`(builtin: Described) throws {
    let folder = try TemporaryFolder()
    try folder.writeSpeech()
    if builtin.example.contains("features.npy") {
      #expect(run("zeros([4, 2]).save(\(folder.quoted("features.npy")))").error == "")
    }
    try folder.write("speech.ctm", "speech 1 0.1 0.2 one 0.9\n")
    // The files of the examples lie in the folder of the test.
    let recipe = builtin.example.replacing(#/"([a-z]+\.[a-z0-9]+|letters|model)"/#) {
      folder.quoted(String($0.1))
    }
    let outcome = run(recipe)
    #expect(outcome.error == "", "\(recipe)")
  }

  @Test(arguments: Described.all)
  func `a built-in has a summary of one sentence`(builtin: Described) {
    #expect(!builtin.summary.contains("\n"))
    #expect(builtin.summary.count <= 100)
    #expect(builtin.summary.count >= 10)
  }

  /// The built-ins that need a trained model, or a program that is not always there.
  private static let withoutExample: Set = [
    "model.evaluate", "model.fit", "model.freeze", "model.hidden_states", "model.ledger",
    "model.logits", "model.push", "model.rank", "model.save", "model.summary", "model.transcribe",
    "model.unfreeze", "model.memory", "resume", "data.worst", "load_model",
    "synthesize", "synthesize_dataset", "model.align", "alignment.plot", "model.tune",
    "alignment.utterances",
  ]

  @Test func `every built-in that needs no model has an example`() {
    let missing = Described.all.filter { $0.example.isEmpty }
      .compactMap { $0.signature.split(separator: "(").first.map(String.init) }
    #expect(Set(missing).subtracting(Self.withoutExample) == [])
  }
}
