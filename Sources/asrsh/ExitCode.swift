/// What the process tells the one who started it.
enum ExitCode {
  /// All went well.
  static let done: Int32 = 0
  /// The recipe failed.
  static let failed: Int32 = 1
  /// Nothing ran: usage, syntax or parameters are wrong.
  static let notStarted: Int32 = 2
  /// The reader of its output has left, as after SIGPIPE.
  static let brokenPipe: Int32 = 141
  /// The user stopped it.
  static let interrupted: Int32 = 130
}
