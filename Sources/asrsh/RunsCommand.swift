internal import ArgumentParser
internal import Display
internal import Foundation
internal import Language
internal import Runs
internal import Text

/// `asrsh runs`: lists the runs that were recorded.
struct RunsCommand: Subcommand {
  static let name = "runs"
  static let arguments = "[FOLDER]"
  static let configuration = CommandConfiguration(
    RunsCommand.self, abstract: "Lists the recorded runs of recipes.",
    discussion: """
      FOLDER is the folder of all runs ('runs' unless it is given), of one recipe's runs, or of one \
      run, which is then shown step by step; 'last' is the newest run. The names of runs are never cut, \
      and into a pipe or a file nothing is. Exit codes: 0 done; 2 there is no such folder.
      """)

  @ArgumentParser.Argument(help: "The folder of the runs.")
  var folder = "runs"

  @Flag(help: "Print the records as a JSON array.")
  var json = false

  @OptionGroup var common: CommonOptions

  func checkArguments() throws(Diagnostic) {}

  func run(in workplace: Workplace) -> Int32 {
    let folder: String
    do throws(Diagnostic) { folder = try RunName.folder(self.folder) } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
    let list: RunList
    do throws(RunError) { list = try RunList(in: folder) } catch {
      workplace.show(Diagnostic("there are no runs in \"\(folder)\"", kind: "file"))
      return ExitCode.notStarted
    }
    if json { return workplace.say(jsonText(list)) }
    if list.entries.isEmpty { return workplace.say("no runs are recorded in \(folder)\n") }
    var terminal = workplace.surroundings.terminal(1)
    if !SystemCalls.isTerminal(1) { terminal.width = Self.widthOfPipes }
    if list.entries.count == 1, list.entries[0].folder.path == folder,
      case .success(let record) = list.entries[0].record
    {
      return workplace.say(details(record, terminal))
    }
    return workplace.say(table(list, terminal))
  }

  /// The columns of output that is no terminal: what reads it wants all of it.
  private static let widthOfPipes = 100_000

  private func jsonText(_ list: RunList) -> String {
    let records = list.entries.compactMap { entry -> JSON? in
      guard case .success(let record) = entry.record else { return nil }
      guard case .object(var object) = record.json else { return nil }
      object["status"] = .string(entry.state)
      return .object(object)
    }
    return ((try? JSON.array(records).text(indentation: 2)) ?? "[]") + "\n"
  }

  private func table(_ list: RunList, _ terminal: Display.Terminal) -> String {
    let rows = list.entries.map { entry -> [Table.Cell] in
      guard case .success(let record) = entry.record else {
        return [entry.folder.path, entry.state, "", "", ""].map { Table.Cell($0) }
      }
      let time = record.ended.map { formatDuration($0.timeIntervalSince(record.started)) } ?? ""
      let given = record.parameters.compactMap { one in one.given.map { "\(one.name)=\($0)" } }
      let figures = record.figures.suffix(3).map { "\($0.name) \(shortFigure($0.value))" }
      return [
        entry.folder.path, entry.state, time, given.joined(separator: " "),
        figures.joined(separator: ", "),
      ].map { Table.Cell($0) }
    }
    let columns =
      [Table.Column("run", isWhole: true)]
      + ["status", "time", "parameters", "figures"].map { Table.Column($0) }
    return Table(columns, rows: rows).withoutEmptyColumns.rendered(for: terminal) + "\n"
  }

  private func details(_ record: RunRecord, _ terminal: Display.Terminal) -> String {
    let rows = record.steps.enumerated().filter { !$0.element.title.isEmpty }.map { index, step in
      [
        "\(index)", step.title, step.seconds.map(formatDuration) ?? "",
        step.peakMegabytes.map { "\($0) MB" } ?? "", step.hasFailed ? "failed" : "",
      ].map { Table.Cell($0) }
    }
    let steps = Table(
      ["step", "title", "time", "peak memory", ""].map { Table.Column($0) }, rows: rows)
    var text = "\(escapeForTerminal(record.recipe.path)) \(record.status.rawValue)\n"
    text += steps.rendered(for: terminal) + "\n"
    text += record.figures.map { "\(escapeForTerminal($0.name)) \($0.value)\n" }.joined()
    text += "\(record.inputs.count) files read, \(record.outputs.count) written; "
    return text + "the report is \(escapeForTerminal(record.id))/report.html\n"
  }

  private func shortFigure(_ value: Double) -> String {
    value.isFinite ? String(format: "%.4g", value) : "\(value)"
  }
}
