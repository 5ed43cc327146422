import Checking
import Interpreter
import Language

/// What was found in a text, in a form that tests compare.
struct Found: Equatable, CustomStringConvertible {
  let severity: Finding.Severity
  let message: String
  /// The text that is pointed at.
  let marked: String
  let hint: String?
  let isCertain: Bool
  let line: Int

  init(_ finding: Finding) {
    severity = finding.severity
    message = finding.diagnostic.message
    marked = finding.diagnostic.range.map { $0.source.text($0.span) } ?? ""
    line = finding.diagnostic.range.map { $0.source.line(at: $0.span.start) } ?? 0
    hint = finding.diagnostic.hint
    isCertain = finding.isCertain
  }

  var description: String {
    "\(line): \(severity)\(isCertain ? "!" : ""): \(message) [\(marked)] \(hint ?? "")"
  }
}

/// A registry with what the language has and a few things of an engine.
func makeRegistry() -> Registry {
  let data = Parameter("data", .object("dataset"))
  let types = [
    ObjectType("audio", [.init("duration", "float"), .init("samples", "tensor")], slice: "audio"),
    ObjectType("tensor", [.init("shape", "list of int")], element: "float or tensor"),
    ObjectType("dataset", [.init("columns", "list of string")], isOpen: true, slice: "dataset"),
    ObjectType("history", base: "dataset", [.init("steps", "int")], isOpen: true),
  ]
  let builtins = [
    builtin("load_audio", nil, [Parameter("path", .inputPath)], "audio"),
    builtin("load_dataset", nil, [Parameter("path", .inputPath)], "dataset"),
    builtin(
      "log_mel", Parameter("audio", .object("audio")),
      [
        Parameter("n_mels", .int, default: .int(80)),
        Parameter("style", .choice(["whisper", "htk"]), default: Value("whisper")),
      ], "tensor"),
    builtin("save", Parameter("audio", .object("audio")), [Parameter("path", .outputPath)], "none"),
    builtin("save", data, [Parameter("path", .outputPath)], "none"),
    builtin("map", data, [Parameter("f", .function)], "dataset"),
    builtin("show", data, [Parameter("n", .int, default: .int(10))], "none"),
    builtin(
      "split", data, [Parameter("test", .number, default: .float(0.2))],
      "{train: dataset, test: dataset}"),
    builtin(
      "fit", data,
      [
        Parameter("epochs", .int, default: .int(3)), Parameter("rates", .list(of: .number)),
        Parameter("output", .optional(.outputPath), default: .none),
      ], "history"),
    builtin("anything", nil, [], "any", allowsExtraNamed: true),
  ]
  return Registry(Core.builtins + builtins, types: types)
}

private func builtin(
  _ name: String, _ receiver: Parameter?, _ parameters: [Parameter], _ result: String,
  allowsExtraNamed: Bool = false
) -> Builtin {
  Builtin(
    name, on: receiver, parameters, allowsExtraNamed: allowsExtraNamed, result: result,
    summary: "Does something."
  ) { _ in .none }
}

/// Checks `text` and returns what is found.
func check(
  _ text: String, path: String? = nil, parameters: [String: String] = [:]
) -> [Found] {
  runOnDeepStack {
    let source = SourceText(text, name: "test.asr", path: path)
    return Checker(makeRegistry()).check(source, parameters: parameters).all.map(Found.init)
  }
}

/// Checks `text` and returns the errors alone.
func errors(_ text: String, parameters: [String: String] = [:]) -> [Found] {
  check(text, parameters: parameters).filter { $0.severity == .error }
}
