/// What the shell shows where it waits for a statement.
enum Prompt {
  /// The prompt without colours; as wide as ``EditBuffer/mark``.
  static let text = "asr> "

  /// The prompt for libedit, in which `\u{1}` stands around what takes no columns.
  ///
  /// The colour ends before the last space: libedit drops a sequence that nothing visible follows.
  static func forEditor(color: Bool) -> String {
    color ? "\u{1}\u{1B}[1;36m\u{1}asr>\u{1}\u{1B}[0m\u{1} " : text
  }
}
