extension Core {
  /// Ending a run from within.
  static var ending: [Builtin] {
    [
      Builtin(
        "exit", [Parameter("code", .intIn(0...255), default: .int(0), "0 if all is well")],
        result: "none",
        summary: "Ends the recipe here, with an exit code for the shell that began it.",
        help:
          "No try holds it up, and what was written stays. asrsh itself ends with 1 where a recipe "
          + "fails, 2 where it cannot start and 130 where it is interrupted.",
        example: "if len([1]) == 0 { exit(3) }"
      ) { call in throw ExitRequest(code: Int32(try call.int("code"))) }
    ]
  }
}

/// Thrown to end a run with an exit code of the recipe's own.
struct ExitRequest: Error {
  let code: Int32
}
