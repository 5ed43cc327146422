import Foundation
import Language
import TestSupport
import Testing

/// The page of the grammar, the parser and the recipes of the repository say the same.
struct GrammarTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `every name has a rule, and every rule is used`() throws {
    let grammar = try Grammar.ofPage()
    var uses: Set<String> = ["recipe"]
    for name in grammar.names { uses.formUnion(grammar.rules[name]?.uses ?? []) }
    #expect(uses.subtracting(grammar.names) == [])
    #expect(Set(grammar.names).subtracting(uses) == [])
    #expect(grammar.names.count > 50)
  }

  @Test func `the keywords of the page are those of the lexer`() throws {
    guard case .choice(let words)? = try Grammar.ofPage().rules["KEYWORD"] else {
      Issue.record("KEYWORD has no choices")
      return
    }
    let listed = words.compactMap { word in
      if case .terminal(let text) = word { text } else { nil }
    }
    #expect(Set(listed) == Set(Keyword.allCases.map(\.rawValue)))
  }

  @Test(arguments: 0..<8)
  func `programs made from the rules are read without an error`(seed: Int) throws {
    let grammar = try Grammar.ofPage()
    let isWild = !seed.isMultiple(of: 2)
    var generator = GrammarGenerator(grammar, seed: UInt64(seed), isWild: isWild)
    var length = 0
    for _ in 0..<150 {
      let program = generator.program()
      length += program.utf8.count
      let errors = RecipeReading(SourceText(program, name: "made")).diagnostics
      #expect(errors.isEmpty, "\(errors.first?.message ?? "") in\n\(program)")
      if !errors.isEmpty { return }
    }
    #expect(length > 20_000)
    #expect(Set(grammar.names).subtracting(generator.used) == [])
  }

  /// The recipes, the scripts of the tests, and the examples of the tour.
  static func recipes() throws -> [SourceText] {
    var sources: [SourceText] = []
    for folder in ["recipes", "Tests/InterpreterTests/Scripts"] {
      let place = root.appendingPathComponent(folder)
      for case let name as String in FileManager.default.enumerator(atPath: place.path)
        ?? FileManager.DirectoryEnumerator()
      where name.hasSuffix(".asr") {
        let text = try String(contentsOf: place.appendingPathComponent(name), encoding: .utf8)
        sources.append(SourceText(text, name: name))
      }
    }
    let tour = try String(
      contentsOf: root.appendingPathComponent("docs/language.md"), encoding: .utf8)
    for (index, part) in tour.components(separatedBy: "\n```\n").enumerated()
    where !index.isMultiple(of: 2) {
      sources.append(SourceText(part, name: "tour \(index)"))
    }
    return sources
  }

  /// Expects that a text without syntax errors follows the rules.
  private func expectRules(_ grammar: Grammar, _ source: SourceText) {
    let recognizer = GrammarRecognizer(grammar, Lexer.read(source).tokens.dropLast())
    let isRecipe = recognizer.isRecipe
    let text = source.text(SourceSpan(0, source.bytes.count))
    #expect(isRecipe, "token \(recognizer.farthest) of \(source.name):\n\(text)")
  }

  @Test func `every recipe follows the rules`() throws {
    let grammar = try Grammar.ofPage()
    var read = 0
    for source in try Self.recipes() where RecipeReading(source).diagnostics.isEmpty {
      read += 1
      expectRules(grammar, source)
    }
    #expect(read > 40)
  }

  @Test(arguments: 0..<8)
  func `what the parser reads follows the rules`(seed: Int) throws {
    let grammar = try Grammar.ofPage()
    var generator = GrammarGenerator(grammar, seed: UInt64(seed + 100))
    var randomness = Randomness(seed: UInt64(seed))
    var read = 0
    for _ in 0..<400 {
      var words = generator.program().split(separator: " ", omittingEmptySubsequences: false)
      for _ in 0..<Int.random(in: 1...2, using: &randomness) where words.count > 2 {
        let (first, second) = (
          words.indices.randomElement(using: &randomness) ?? 0,
          words.indices.randomElement(using: &randomness) ?? 0
        )
        switch Int.random(in: 0..<3, using: &randomness) {
        case 0: words.remove(at: first)
        case 1: words.insert(words[second], at: first)
        default: words.swapAt(first, second)
        }
      }
      let source = SourceText(words.joined(separator: " "), name: "changed")
      guard RecipeReading(source).diagnostics.isEmpty else { continue }
      read += 1
      expectRules(grammar, source)
    }
    #expect(read > 40)
  }
}
