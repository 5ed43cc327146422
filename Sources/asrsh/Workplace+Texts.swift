internal import Language

/// What commands do with texts without running them.
extension Workplace {
  /// The recipe in `text`, or `nil` once what is wrong with it has been shown.
  func recipe(in text: Invocation.Text) -> Recipe? {
    let source: SourceText
    do {
      source = try RecipeFile.read(text)
    } catch {
      show(error)
      return nil
    }
    // Recipes are read where they are run, on a stack that is deep enough for nested text.
    let reading = ask(onInterrupt: .leaves) { _ in
      Result { () throws(SyntaxErrors) in try Recipe(source) }
    }
    switch reading {
    case .success(let recipe): return recipe
    case .failure(let errors): for diagnostic in errors.diagnostics { show(diagnostic) }
    case nil: break
    }
    return nil
  }

  /// Writes `text` to standard output and gives the exit code of a command that ends so.
  func say(_ text: String) -> Int32 {
    output.write(text)
    return codeOfLostOutput() ?? ExitCode.done
  }
}
