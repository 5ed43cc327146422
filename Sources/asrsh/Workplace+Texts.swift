internal import Language

/// What commands do with texts without running them.
extension Workplace {
  /// The recipe in `text`, or `nil` once what is wrong with it has been shown.
  func recipe(in text: Invocation.Text) -> Recipe? {
    do {
      let source = try RecipeFile.read(text)
      return try Recipe(source)
    } catch let error as SyntaxErrors {
      for diagnostic in error.diagnostics { show(diagnostic) }
    } catch let error as Diagnostic {
      show(error)
    } catch {
      show(Diagnostic("the recipe cannot be read"))
    }
    return nil
  }

  /// Writes `text` to standard output and gives the exit code of a command that ends so.
  func say(_ text: String) -> Int32 {
    output.write(text)
    guard let failure = output.failure else { return ExitCode.done }
    show(Diagnostic("standard output cannot be written: \(failure.reason)"))
    return ExitCode.failed
  }
}
