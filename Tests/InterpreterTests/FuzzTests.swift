import Dispatch
import Foundation
import Interpreter
import Language
import TestSupport
import Testing

/// Damaged recipes end in a result or in an error, never in a crash.
struct FuzzTests {
  private static let pieces = [
    "{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "f\"{", "\\", "\n", ".", "...", "=>", "=", "if ",
    "else ", "for x in ", "while ", "def f(", "return ", "try {", "} catch p {", "param a = ",
    "# %% ",
    "# %% [markdown]\n", "import \"", "9223372036854775807", "-", "**", "//", "%", "0", "1e308",
    "none",
    "true", ",", ":", ";", "x", "range(", ".map(", ".append(", "é", "\u{0}", "\u{202E}", "'", "@",
    "in ",
    "not ", "and ", "str(", ":>10", "}}", "{{", "x = x + ", "[x]", "f(f)",
  ]

  /// The text with some of its parts taken out, doubled, exchanged, or cut off.
  private static func damaged(_ text: String, _ randomness: inout Randomness) -> String {
    var bytes = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 1...6, using: &randomness) {
      let place = Int.random(in: 0...bytes.count, using: &randomness)
      let length = Int.random(in: 0...min(12, bytes.count - place), using: &randomness)
      switch Int.random(in: 0..<5, using: &randomness) {
      case 0: bytes.removeSubrange(place..<place + length)
      case 1: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
      case 2: bytes = Array(bytes[..<place])
      default:
        let piece = pieces.randomElement(using: &randomness) ?? ""
        bytes.insert(contentsOf: piece.unicodeScalars, at: place)
      }
    }
    return String(String.UnicodeScalarView(bytes))
  }

  @Test(arguments: 0..<8)
  func `damaged recipes never crash`(seed: Int) throws {
    let texts = try Script.all.filter { !$0.testDescription.hasPrefix("errors/memory") }
      .map { try String(contentsOf: $0.file, encoding: .utf8) }
    var randomness = Randomness(seed: UInt64(seed))
    for _ in 0..<150 {
      guard let text = texts.randomElement(using: &randomness) else { return }
      let recipe = Self.damaged(text, &randomness)
      let interruption = Interruption()
      DispatchQueue.global().asyncAfter(deadline: .now() + 1) { interruption.request() }
      let outcome = run(sources: [recipe], interruption: interruption)
      for diagnostic in outcome.failure?.diagnostics ?? [] {
        #expect(!diagnostic.message.isEmpty)
        #expect(!DiagnosticRenderer(color: true).render(diagnostic).isEmpty)
      }
    }
  }

  @Test func `every prefix of a recipe is read to its end`() throws {
    let text = try Script.all.map { try String(contentsOf: $0.file, encoding: .utf8) }.joined()
    let scalars = Array(text.unicodeScalars.prefix(4_000))
    for length in stride(from: 0, through: scalars.count, by: 3) {
      let prefix = String(String.UnicodeScalarView(scalars[..<length]))
      let source = SourceText(prefix, name: "prefix")
      _ = source.isComplete
      do throws(SyntaxErrors) {
        _ = try Recipe(source)
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
  }
}
