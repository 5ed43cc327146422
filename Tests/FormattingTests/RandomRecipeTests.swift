import Formatting
import Language
import TestSupport
import Testing

/// Recipes made by chance keep their meaning and their comments.
@Suite struct RandomRecipeTests {
  private static let perBatch = 60

  private func isReadable(_ text: String) -> Bool {
    do {
      _ = try outline(text)
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: 0..<8)
  func `random recipes keep their meaning`(batch: Int) throws {
    var readable = 0
    for seed in batch * Self.perBatch..<(batch + 1) * Self.perBatch {
      let text = RandomRecipe.text(seed: seed)
      guard isReadable(text) else { continue }
      readable += 1
      try expectFaithful(text)
    }
    #expect(readable > Self.perBatch * 3 / 4, "only \(readable) of \(Self.perBatch) can be read")
  }

  @Test(arguments: 0..<4)
  func `damaged recipes are laid out or refused`(batch: Int) throws {
    var randomness = Randomness(seed: UInt64(batch))
    for seed in 0..<80 {
      var scalars = Array(RandomRecipe.text(seed: 10_000 + seed).unicodeScalars)
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
}
