internal import ArgumentParser
internal import Language
internal import Notebooks
internal import Text

/// `asrsh convert`: makes a notebook of a recipe, or a recipe of a notebook.
struct ConvertCommand: Subcommand {
  static let name = "convert"
  static let arguments = "[--force] SOURCE TARGET"
  static let configuration = CommandConfiguration(
    ConvertCommand.self, abstract: "Makes a notebook of a recipe, or a recipe of a notebook.",
    discussion: """
      Of SOURCE and TARGET one is a recipe, .asr, and the other a Jupyter notebook, .ipynb. Steps are \
      code cells, prose is Markdown cells. A recipe comes back from its notebook to the byte; what a \
      recipe cannot hold of another notebook is named. Errors of syntax are shown and change nothing.

      Exit codes: 0 TARGET is written; 2 it is not.
      """)

  @ArgumentParser.Argument(help: "The recipe and the notebook, the source first.")
  var paths: [String] = []

  @Flag(help: "Write over TARGET if it is there.")
  var force = false

  @OptionGroup var common: CommonOptions

  /// The most bytes that a notebook may have, with its outputs.
  private static let notebookLimit = 256 << 20

  func checkArguments() throws(Diagnostic) {
    guard paths.count == 2 else {
      throw Invocation.usage("asrsh convert needs a recipe and a notebook, the source first")
    }
    guard Set(paths.map(Self.isNotebook)) == [true, false] else {
      throw Invocation.usage("asrsh convert needs one file .asr and one .ipynb")
    }
  }

  /// Whether the path is one of a notebook, or `nil` if it is not one of a recipe either.
  private static func isNotebook(_ path: String) -> Bool? {
    let path = path.lowercased()
    return path.hasSuffix(".ipynb") ? true : path.hasSuffix(".asr") ? false : nil
  }

  func run(in workplace: Workplace) -> Int32 {
    do throws(Diagnostic) {
      if Self.isNotebook(paths[0]) == true {
        return try makeRecipe(from: paths[0], at: paths[1], workplace)
      }
      return try makeNotebook(from: paths[0], at: paths[1], workplace)
    } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
  }

  private func makeNotebook(
    from source: String, at target: String, _ workplace: Workplace
  ) throws(Diagnostic) -> Int32 {
    let recipe = try RecipeFile.read(source)
    let notebook = Notebook(recipe: String(decoding: recipe.bytes, as: UTF8.self))
    let text: String
    do throws(JSONError) {
      text = try notebook.fileText()
    } catch {
      throw Diagnostic("\"\(source)\" cannot be a notebook: \(error)", kind: "file")
    }
    try write(text, to: target)
    showErrors(in: recipe, workplace)
    return say(notebook, target, workplace)
  }

  private func makeRecipe(
    from source: String, at target: String, _ workplace: Workplace
  ) throws(Diagnostic) -> Int32 {
    let bytes = try RecipeFile.bytes(of: source, limit: Self.notebookLimit + 1)
    let notebook: Notebook
    var losses: NotebookLosses
    do throws(NotebookError) {
      (notebook, losses) = try Notebook.read(bytes)
    } catch {
      throw Diagnostic("\"\(source)\" \(error)", hint: error.hint, kind: "file")
    }
    let recipe = notebook.recipe
    losses.changedLines = recipe.changedLines
    try write(recipe.text, to: target)
    showErrors(in: SourceText(recipe.text, name: target, path: target), workplace)
    for loss in losses.descriptions {
      workplace.messages.write("\(TerminalText.escaped(source)): \(TerminalText.escaped(loss))\n")
    }
    return say(notebook, target, workplace)
  }

  private func write(_ text: String, to path: String) throws(Diagnostic) {
    let path = try RecipeFile.meant(path)
    if force, SystemCalls.exists(path) { return try RecipeFile.replace(path, with: text) }
    if SystemCalls.exists(path) {
      throw Diagnostic(
        "\"\(path)\" is there already", hint: "--force writes over it", kind: "file")
    }
    try RecipeFile.writeNew(path, text)
  }

  /// Shows the syntax errors of a recipe, which is written all the same.
  private func showErrors(in recipe: SourceText, _ workplace: Workplace) {
    do throws(SyntaxErrors) {
      _ = try Recipe(recipe)
    } catch {
      for diagnostic in error.diagnostics { workplace.show(diagnostic) }
    }
  }

  private func say(_ notebook: Notebook, _ target: String, _ workplace: Workplace) -> Int32 {
    let count = notebook.cells.count
    let cells = "\(count) cell\(count == 1 ? "" : "s")"
    return workplace.say("\(TerminalText.escaped(target)): \(cells)\n")
  }
}
