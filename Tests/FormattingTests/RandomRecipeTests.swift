import Formatting
import Language
import TestSupport
import Testing

/// Recipes made by chance keep their meaning and their comments.
@Suite struct RandomRecipeTests {
  /// Makes recipes that are laid out as badly as the grammar allows.
  private func makeGenerator(seed: Int) throws -> GrammarGenerator {
    var words = GrammarGenerator.Words()
    words.names += ["a_rather_long_name_of_a_value", "speech2text", "row"]
    words.fields += ["filter", "in", "a_rather_long_method_name"]
    return GrammarGenerator(try .ofPage(), seed: UInt64(seed), words: words, isWild: true)
  }

  @Test(arguments: 0..<8)
  func `random recipes keep their meaning`(seed: Int) throws {
    var generator = try makeGenerator(seed: seed)
    for _ in 0..<60 { try expectFaithful(generator.program(size: 800)) }
  }

  @Test(arguments: 0..<4)
  func `damaged recipes are laid out or refused`(seed: Int) throws {
    var generator = try makeGenerator(seed: 100 + seed)
    var randomness = Randomness(seed: UInt64(seed))
    for _ in 0..<80 {
      var scalars = Array(generator.program(size: 400).unicodeScalars)
      for _ in 0..<3 where !scalars.isEmpty {
        let place = Int.random(in: 0..<scalars.count, using: &randomness)
        let other = Int.random(in: 0..<scalars.count, using: &randomness)
        if Bool.random(using: &randomness) {
          scalars.remove(at: place)
        } else {
          scalars.insert(scalars[other], at: place)
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      if isReadable(text) { try expectFaithful(text) }
    }
  }

  private func isReadable(_ text: String) -> Bool {
    RecipeReading(SourceText(text, name: "test.asr")).diagnostics.isEmpty
  }
}
