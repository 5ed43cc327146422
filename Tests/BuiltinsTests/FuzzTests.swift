import Builtins
import Foundation
import Interpreter
import RecipeTrials
import TestSupport
import Testing

/// Recipes made by chance keep the promises of ``RecipeTrial``: none ends the process.
struct FuzzTests {
  /// Values for the names of recipes that are made.
  private static let beginning = """
    a = 3; b = [1, 2.5, "x"]; c = "one two"; row = {a: 1, text: "abc", b: {text: [c]}}
    t = tensor([[1, 2, 3], [4, 5, 6]]); f = x => x; words = ctc_tokenizer(build_vocab([c]))

    """

  /// The names that are bound, and those of the built-ins.
  private static func words(_ registry: Registry) -> GrammarGenerator.Words {
    var words = GrammarGenerator.Words()
    let bound = ["a", "b", "c", "row", "t", "f", "words"]
    words.names = Array(repeating: bound, count: 10).flatMap(\.self) + registry.names
    words.fields = registry.names + ["text", "a", "b", "shape"]
    words.arguments = registry.builtins.flatMap { $0.parameters.map(\.name) }
    return words
  }

  /// Tries texts until one breaks a promise, which is returned with what it broke.
  private static func firstFault(
    _ count: Int, _ make: @escaping @Sendable (Int, Registry) -> String
  ) -> String? {
    runOnDeepStack {
      let registry = makeHarmlessRegistry()
      let trial = RecipeTrial(registry)
      for place in 0..<count {
        let text = make(place, registry)
        let faults = bounded(seconds: 2) { trial.faults(of: text, interruption: $0) }
        if let fault = faults.first { return "\(fault)\nin\n\(text)" }
      }
      return nil
    }
  }

  @Test(arguments: 0..<6 * trialFactor)
  func `recipes made from the grammar keep all promises`(seed: Int) throws {
    let grammar = try Grammar.ofPage()
    let fault = Self.firstFault(60) { place, registry in
      var generator = GrammarGenerator(
        grammar, seed: UInt64(seed * 1_000 + place), words: Self.words(registry),
        isWild: place.isMultiple(of: 3))
      let program = Self.beginning + generator.program(size: 500)
      var randomness = Randomness(seed: UInt64(place))
      return place.isMultiple(of: 2) ? program : program.damaged(&randomness)
    }
    #expect(fault == nil, "\(fault ?? "")")
  }

  /// The recipes of the repository and the scripts of the interpreter's tests, but for the script
  /// that fills the memory.
  private static func recipes() throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try ["recipes", "Tests/InterpreterTests/Scripts"].flatMap { name in
      let folder = root.appending(path: name).path
      let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      return try files.filter { $0.hasSuffix(".asr") && !$0.hasSuffix("memory.asr") }.sorted()
        .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    }
  }

  @Test func `the recipes of the repository keep all promises`() throws {
    let recipes = try Self.recipes()
    #expect(recipes.count > 25)
    let fault = Self.firstFault(recipes.count) { place, _ in recipes[place] }
    #expect(fault == nil, "\(fault ?? "")")
  }

  @Test(arguments: 0..<6 * trialFactor)
  func `damaged recipes keep all promises`(seed: Int) throws {
    let recipes = try Self.recipes()
    let fault = Self.firstFault(120) { place, _ in
      var randomness = Randomness(seed: UInt64(seed * 1_000 + place))
      return (recipes.randomElement(using: &randomness) ?? "").damaged(&randomness)
    }
    #expect(fault == nil, "\(fault ?? "")")
  }

  @Test func `every prefix of a recipe keeps all promises`() throws {
    let scalars = Array(try Self.recipes().joined().unicodeScalars.prefix(6_000))
    let fault = Self.firstFault(scalars.count / 20) { place, _ in
      String(String.UnicodeScalarView(scalars[..<(place * 20)]))
    }
    #expect(fault == nil, "\(fault ?? "")")
  }
}
