import Formatting
import Language
import Testing

/// The canonical layout of `text`.
func format(_ text: String) throws -> String {
  try RecipeFormatter.format(SourceText(text, name: "test.asr"))
}

/// What the parser makes of `text`, without places.
func outline(_ text: String) throws -> String {
  SyntaxOutline.text(of: try Recipe(SourceText(text, name: "test.asr")))
}

/// The comments of `text` in order, without spaces at their ends.
func comments(_ text: String) -> [String] {
  let source = SourceText(text, name: "test.asr")
  return Lexer.read(source).comments.map { span in
    String(source.text(span).reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// Expects of the layout of `text` what every layout has to keep to; returns it.
@discardableResult
func expectFaithful(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  let formatted = try format(text)
  let meaning = try (before: outline(text), after: outline(formatted))
  let again = try format(formatted)
  #expect(
    meaning.after == meaning.before, "\(text)\n→\n\(formatted)", sourceLocation: sourceLocation)
  #expect(again == formatted, "\(text)", sourceLocation: sourceLocation)
  #expect(
    comments(formatted) == comments(text), "\(text)\n→\n\(formatted)",
    sourceLocation: sourceLocation)
  #expect(!formatted.contains("\n\n\n") || text.contains("\"\"\"") || text.contains("[markdown]"))
  #expect(formatted.isEmpty || (formatted.hasSuffix("\n") && !formatted.hasSuffix("\n\n")))
  return formatted
}
