internal import ArgumentParser
internal import Display
internal import Foundation
internal import Interpreter
internal import Language
internal import Runs

/// `asrsh rehearse`: runs every step of a recipe on little, so that it fails early if it fails.
struct RehearseCommand: Subcommand {
  static let name = "rehearse"
  static let arguments = "RECIPE [NAME=VALUE ...]"
  static let configuration = CommandConfiguration(
    RehearseCommand.self,
    abstract: "Runs every step of a recipe on a few rows, and writes nothing.",
    discussion: """
      Training makes a few updates on the longest recordings; scoring and synthesis take some rows of \
      all; functions of rows see every row unless that takes long. What is written goes into a folder \
      that is removed. At the end stands what the whole run would take. Exit codes are those of \
      running the recipe.
      """)

  @ArgumentParser.Argument(help: "The recipe; '-' reads it from standard input.")
  var recipe: String?

  @ArgumentParser.Argument(help: "Values for the recipe's parameters.")
  var parameters: [String] = []

  @Option(help: ArgumentHelp("The most rows that are scored or made.", valueName: "N"))
  var rows = 16

  @Option(help: ArgumentHelp("The updates of a training.", valueName: "N"))
  var steps = 2

  @OptionGroup var common: CommonOptions

  func checkArguments() throws(Diagnostic) {
    if recipe == nil { throw Invocation.usage("asrsh rehearse needs a recipe") }
    if rows < 1 || steps < 1 { throw Invocation.usage("--rows and --steps are at least 1") }
    _ = try Invocation.assignments(parameters)
  }

  func run(in workplace: Workplace) -> Int32 {
    do throws(Diagnostic) {
      let source = try RecipeFile.read(Invocation.Text(argument: recipe ?? "-"))
      let given = try Invocation.assignments(parameters)
      return try rehearse(source, given, workplace)
    } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
  }

  private func rehearse(
    _ source: SourceText, _ given: [String: String], _ workplace: Workplace
  ) throws(Diagnostic) -> Int32 {
    let plan = (rows, steps)
    let start = ContinuousClock.now
    let prepared: String?? = workplace.ask { session in
      do throws(RunError) {
        session.files = try ScratchFiles()
      } catch {
        return "\(error)"
      }
      session.rehearsal = Rehearsal(rows: plan.0, steps: plan.1)
      return nil
    }
    if let problem = prepared ?? nil { throw Diagnostic(problem, kind: "file") }
    let code = workplace.run(source, parameters: given, isChecked: true, second: .waits)
    let seconds = start.duration(to: .now) / .seconds(1)
    let summary: String? = workplace.ask { session in
      guard let files = session.files as? ScratchFiles, let rehearsal = session.rehearsal else {
        return ""
      }
      files.remove()
      return RehearsalSummary(rehearsal, files.written, seconds: seconds).text
    }
    if code == ExitCode.notStarted { return code }
    workplace.messages.write(TerminalText.escaped(summary ?? "", keepingLines: true))
    return code
  }
}

/// What a rehearsal found out about the whole run, in lines.
struct RehearsalSummary {
  let text: String

  init(_ rehearsal: Rehearsal, _ written: [String], seconds: Double) {
    var lines = ["", "Rehearsed in \(formatDuration(seconds)); nothing was kept."]
    for part in rehearsal.parts {
      let whole = formatDuration(part.seconds + part.missingSeconds)
      lines.append(
        "  \(part.name): \(Self.count(part.done)) of \(Self.count(part.total)) \(part.unit); "
          + "the whole takes about \(whole)")
    }
    lines += rehearsal.leftOut.map { "  \($0)" }
    if !written.isEmpty {
      let named = written.prefix(8).joined(separator: ", ")
      lines.append(
        "  the run would write \(named)\(written.count > 8 ? " and \(written.count - 8) more" : "")"
      )
    }
    let whole = rehearsal.parts.reduce(seconds) { $0 + $1.missingSeconds }
    let memory = peakMegabytes.map { ", with about \(formatCount($0)) MB of memory" }
    lines.append("The whole run takes about \(formatDuration(whole))\(memory ?? "").")
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func count(_ number: Double) -> String { formatCount(Int(number.rounded())) }
}
