internal import Display
internal import Interpreter
internal import Language

/// What `asrsh recipe.asr --help` says: what the recipe is for, and the parameters it takes.
struct RecipeHelp {
  /// The recipe.
  let recipe: Recipe

  /// The text, which ends in a newline.
  var text: String {
    let name = escapeForTerminal(recipe.source.name)
    var lines: [String] = []
    if !introduction.isEmpty { lines += introduction + [""] }
    lines.append("usage: asrsh \(name)\(recipe.parameters.isEmpty ? "" : " [name=value …]")")
    if !recipe.parameters.isEmpty { lines += ["", "parameters:"] + parameterLines }
    if !recipe.steps.isEmpty {
      lines += ["", "steps:"]
      lines += recipe.steps.enumerated().map { "  \($0 + 1). \(escapeForTerminal($1))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The comment at the top of the recipe, after the line that names its program.
  private var introduction: [String] {
    let source = recipe.source
    let lines = (1...source.lineCount).lazy.map { source.text(source.span(ofLine: $0)) }
    return lines.drop { $0.hasPrefix("#!") }
      .prefix { $0.hasPrefix("#") && !$0.hasPrefix("# %%") }
      .map { escapeForTerminal(String($0.dropFirst().trimmingPrefix(" "))) }
  }

  /// A line for each parameter: name, type, default and text, in columns.
  private var parameterLines: [String] {
    let rows = recipe.parameters.map { parameter in
      [
        parameter.name.text, parameter.typeName ?? "",
        "= " + recipe.source.text(parameter.defaultValue.span), parameter.summary ?? "",
      ].map { escapeForTerminal($0).isolated(for: Display.Terminal()) }
    }
    let widths = (0..<3).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).map { $0.padded(toWidth: $1) } + [row[3]]
      return "  " + cells.joined(separator: "  ").trimmingSuffix(" ")
    }
  }
}

extension String {
  /// The text without the characters `suffix` at its end.
  fileprivate func trimmingSuffix(_ suffix: Character) -> String {
    var text = self
    while text.last == suffix { text.removeLast() }
    return text
  }
}
