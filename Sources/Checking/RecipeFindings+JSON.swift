internal import Language
public import Text

extension Finding {
  /// The finding for an editor.
  ///
  /// Lines and columns count from 1. Columns count UTF-16 code units, as the Language Server Protocol
  /// does; the end is the column after the last letter. Line and columns are `null` for what has no
  /// place in a text.
  public func json(named name: String) -> JSON {
    var members: [JSONObject.Member] = []
    let range = diagnostic.range
    let start = range.map { $0.source.position(at: $0.span.start) }
    let end = range.map { $0.source.position(at: max($0.span.end, $0.span.start)) }
    members.append(("file", .string(range?.source.name ?? name)))
    members.append(("line", start.map { .integer($0.line) } ?? .null))
    members.append(("column", start.map { .integer($0.column) } ?? .null))
    members.append(("end_line", end.map { .integer($0.line) } ?? .null))
    members.append(("end_column", end.map { .integer($0.column) } ?? .null))
    members.append(("severity", .string(severity.rawValue)))
    members.append(("kind", .string(diagnostic.kind)))
    members.append(("message", .string(diagnostic.message)))
    members.append(("hint", diagnostic.hint.map { .string($0) } ?? .null))
    return .object(JSONObject(members))
  }
}

extension RecipeFindings {
  /// The findings for an editor, an object each.
  public var json: [JSON] { all.map { $0.json(named: name) } }
}

extension SourceText {
  /// The line and the column in UTF-16 code units, from 1, of the byte at `offset`.
  fileprivate func position(at offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(at: offset)
    let start = span(ofLine: line).start
    return (line, text(SourceSpan(start, offset)).utf16.count + 1)
  }
}
