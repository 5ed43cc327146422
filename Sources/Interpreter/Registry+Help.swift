internal import ExactStrings
internal import Language

extension Registry {
  /// All built-ins, a line each.
  var overview: String {
    let rows = builtins.map { (name: $0.signature, summary: $0.summary) }
    return rows.map { "\($0.name)\n    \($0.summary)" }.joined(separator: "\n")
  }

  /// The help of the built-ins called `word`, or a list of those that mention it.
  func help(about word: String, width: Int) throws(BuiltinError) -> String {
    let exact = builtins(named: word)
    guard exact.isEmpty else {
      return exact.map { $0.helpText(width: width) }.joined(separator: "\n\n")
    }
    let wanted = word.lowercased()
    let found = builtins.filter { $0.searchedText.lowercased().containsExactly(wanted) }
    let pages = self.pages.filter { "\($0.name) \($0.about)".lowercased().containsExactly(wanted) }
    guard !found.isEmpty || !pages.isEmpty else {
      throw BuiltinError(
        "nothing is known about \(word.quoted)",
        hint: NearestSpelling.of(word, among: names).map { "did you mean \($0)?" },
        argument: "about")
    }
    let lines =
      found.map { "\($0.briefSignature)\n    \($0.summary)" }
      + pages.map { "docs/\($0.name).md\n    \($0.about)" }
    return lines.joined(separator: "\n")
  }

  /// What a value has: its type, its fields, and the built-ins that can follow it.
  func help(for value: Value) -> String {
    var lines = ["\(value.typeWithArticle)"]
    let fields = value.fieldNames
    if !fields.isEmpty { lines.append("fields: \(fields.joined(separator: ", "))") }
    lines += methods(of: value).map { "  .\($0.name)  \($0.summary)" }
    return lines.joined(separator: "\n")
  }
}
