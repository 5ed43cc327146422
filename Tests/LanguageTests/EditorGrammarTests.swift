import Foundation
import Language
import TestSupport
import Testing

/// The files for editors say what the lexer says.
struct EditorGrammarTests {
  private static let constants: Set<String> = ["true", "false", "none"]
  private static let keywords = Set(Keyword.allCases.map(\.rawValue)).subtracting(constants)

  private static func data(_ path: String) throws -> Data {
    try Data(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("editors/\(path)"))
  }

  private static func grammar() throws -> TextMateGrammar {
    try TextMateGrammar(data("vscode/syntaxes/asr.tmLanguage.json"))
  }

  private static func object(_ path: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: data(path)) as? [String: Any] ?? [:]
  }

  /// The words that `group`, a rule of TextMate or its rules, matches whole: `\b(?:a|b)\b`.
  private static func words(_ rule: TextMateGrammar.Rule?) -> Set<String> {
    guard let rule else { return [] }
    let own =
      rule.match?.pattern.split(whereSeparator: { "()".contains($0) })
      .first { $0.hasPrefix("?:") }?.dropFirst(2).split(separator: "|").map(String.init)
    return rule.parts.reduce(into: Set(own ?? [])) { words, part in
      if case .rule(let inner) = part { words.formUnion(Self.words(inner)) }
    }
  }

  @Test func `the words of the TextMate grammar are those of the lexer`() throws {
    let grammar = try Self.grammar()
    #expect(Self.words(grammar.repository["keyword"]) == Self.keywords)
    #expect(Self.words(grammar.repository["constant"]) == Self.constants)
    let types = ParameterDeclaration.typeNames.joined(separator: "|")
    #expect(grammar.repository["parameter"]?.match?.pattern.contains("(\(types))\\b") == true)
  }

  @Test func `the words of the Vim file are those of the lexer`() throws {
    let text = String(decoding: try Self.data("vim/syntax/asr.vim"), as: UTF8.self)
    var groups: [String: Set<String>] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("syntax keyword ") {
      let parts = line.split(separator: " ").dropFirst(2)
      let words = parts.dropFirst().filter {
        !["contained", "skipwhite"].contains($0) && !$0.hasPrefix("nextgroup=")
      }
      groups[parts.first.map(String.init) ?? "", default: []].formUnion(words.map(String.init))
    }
    #expect(groups.removeValue(forKey: "asrTodo") != nil)
    #expect(groups.removeValue(forKey: "asrType") == Set(ParameterDeclaration.typeNames))
    #expect(groups.removeValue(forKey: "asrConstant") == Self.constants)
    #expect(groups.values.reduce(into: []) { $0.formUnion($1) } == Self.keywords)
  }

  @Test func `every rule that is asked for is there, and every rule is asked for`() throws {
    let grammar = try Self.grammar()
    let rules = Array(grammar.repository.values) + [grammar.top]
    let uses = rules.reduce(into: Set<String>()) { $0.formUnion(grammar.uses(in: $1)) }
    #expect(uses.subtracting(["$self"]) == Set(grammar.repository.keys.map { "#\($0)" }))
    #expect(grammar.repository.count > 20)
  }

  @Test func `the extension names files that are there`() throws {
    let contributions = try Self.object("vscode/package.json")["contributes"] as? [String: Any]
    let languages = contributions?["languages"] as? [[String: Any]] ?? []
    let grammars = contributions?["grammars"] as? [[String: Any]] ?? []
    #expect(languages.first?["extensions"] as? [String] == [".asr"])
    let scope = try Self.object("vscode/syntaxes/asr.tmLanguage.json")["scopeName"] as? String
    #expect(grammars.first?["scopeName"] as? String == scope)
    #expect(grammars.first?["path"] as? String == "./syntaxes/asr.tmLanguage.json")
    let configuration = try Self.object("vscode/language-configuration.json")
    #expect((configuration["comments"] as? [String: String])?["lineComment"] == "#")
    for rule in (configuration["indentationRules"] as? [String: String] ?? [:]).values {
      _ = try NSRegularExpression(pattern: rule)
    }
    let main = try Self.object("vscode/package.json")["main"] as? String ?? ""
    #expect(try Self.data("vscode/\(main)").count > 100)
  }

  @Test(arguments: Symbol.allCases)
  func `every sign has a colour of its own`(symbol: Symbol) throws {
    let scopes = try TextMateReader.scopes(of: "a \(symbol.rawValue) b", by: Self.grammar())
    let sign = scopes[2..<2 + symbol.rawValue.utf8.count]
    #expect(Set(sign).count == 1)
    let scope = sign.first?.last ?? ""
    #expect(
      scope.hasPrefix("punctuation.") || scope.hasPrefix("keyword.operator.")
        || scope.hasPrefix("storage.type.function"), "\(scope)")
  }

  @Test func `keywords behind dots and before the colons of records are names`() throws {
    let text = "{if: row.in(1), else: xs[if a { b }:none]}"
    let scopes = try TextMateReader.scopes(of: text, by: Self.grammar()).map { $0.last ?? "" }
    #expect(scopes[1] == "variable.other.property.key.asr")
    #expect(scopes[9] == "entity.name.function.call.asr")
    #expect(scopes[16] == "variable.other.property.key.asr")
    #expect(scopes[25] == "keyword.control.asr")
    #expect(scopes[37] == "constant.language.asr")
  }

  @Test func `recipes are coloured as the lexer reads them`() throws {
    let grammar = try Self.grammar()
    let recipes = try GrammarTests.recipes()
    var tokens = 0
    for source in recipes where Lexer.read(source).diagnostics.isEmpty {
      tokens += try check(source, grammar)
    }
    #expect(tokens > 2_500)
  }

  @Test(arguments: 0..<4)
  func `programs made from the grammar are coloured as the lexer reads them`(seed: Int) throws {
    let grammar = try Self.grammar()
    var generator = GrammarGenerator(try Grammar.ofPage(), seed: UInt64(seed + 500))
    for _ in 0..<40 {
      let source = SourceText(generator.program(), name: "made")
      if try check(source, grammar) < 0 { return }
    }
  }

  /// Compares the colours of `source` with its tokens; gives their number, or -1 after a difference.
  private func check(_ source: SourceText, _ grammar: TextMateGrammar) throws -> Int {
    let text = source.text(SourceSpan(0, source.bytes.count))
    let scopes = try TextMateReader.scopes(of: text, by: grammar)
    let read = Lexer.read(source)
    var expected = EditorScopes(source)
    expected.add(read.tokens)
    for comment in read.comments { expected.add("comment.line", at: comment) }
    for (span, prefixes) in expected.spans {
      let wrong = (span.start..<span.end).first { place in
        !prefixes.contains { prefix in scopes[place].contains { $0.hasPrefix(prefix) } }
      }
      guard let wrong else { continue }
      Issue.record(
        """
        \(source.name):\(source.line(at: wrong)): \(source.text(span)) should be \(prefixes), \
        but is \(scopes[wrong]) in
        \(source.text(source.span(ofLine: source.line(at: wrong))))
        """)
      return -1
    }
    return expected.spans.count
  }
}
