internal import Language
internal import Runs

/// The run that a word of the command line names: its folder, or `last`.
enum RunName {
  /// The word for the newest run; `./last` is a folder of that name.
  static let newest = "last"

  /// The folder that `word` names.
  ///
  /// - Parameter word: A path, or ``newest``.
  /// - Returns: The path of a folder, which need not be there.
  /// - Throws: Why there is no newest run, or what is wrong with the path.
  static func folder(_ word: String) throws(Diagnostic) -> String {
    guard word == newest else { return try RecipeFile.meant(word) }
    do throws(RunError) {
      if let run = try RunList(in: RunKeeping.defaultRoot).newest { return run.path }
    } catch {
      // There is no folder of runs, so there is no run.
    }
    throw Diagnostic(
      "there is no last run: none is recorded in \"\(RunKeeping.defaultRoot)\"",
      hint: "asrsh RECIPE runs one", kind: "file")
  }
}
