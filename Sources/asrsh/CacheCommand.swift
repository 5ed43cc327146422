internal import ArgumentParser
internal import Caching
internal import Display
internal import Foundation
internal import Language

/// `asrsh cache`: shows what is kept of costly results, and takes it away.
struct CacheCommand: Subcommand {
  static let name = "cache"
  static let arguments = "[--clear]"
  static let configuration = CommandConfiguration(
    CacheCommand.self, abstract: "Lists the results of map and filter that are kept on disk.",
    discussion: """
      They are kept below ASRSH_CACHE (empty for none), or $XDG_CACHE_HOME/asrsh, or ~/.cache/asrsh. \
      Together they have at most ASRSH_CACHE_GB gigabytes (10), and at most a tenth of the free disk; \
      what was not used for longest goes first. Nothing is lost by --clear but time. Exit codes: 0 \
      done; 2 there is no cache.
      """)

  @Flag(help: "Take all of them away.")
  var clear = false

  @OptionGroup var common: CommonOptions

  func checkArguments() throws(Diagnostic) {}

  func run(in workplace: Workplace) -> Int32 {
    guard let cache = ContentCache(environment: workplace.surroundings.environment) else {
      workplace.show(
        Diagnostic(
          "there is no cache",
          hint: "ASRSH_CACHE names its folder; it is empty, or HOME is not set", kind: "file"))
      return ExitCode.notStarted
    }
    if clear {
      let gone = cache.clear()
      return workplace.say(
        "\(formatCount(gone.count, of: "result")), \(formatBytes(gone.byteCount)), taken away\n")
    }
    let entries = cache.entries()
    let total = entries.reduce(0) { $0 + $1.byteCount }
    let summary =
      "\(formatCount(entries.count, of: "result")), \(formatBytes(total)) of at most "
      + "\(formatBytes(max(cache.limit, total))), in \(escapeForTerminal(cache.folder))\n"
    guard !entries.isEmpty else { return workplace.say(summary) }
    let rows = entries.map { entry in
      [
        Table.Cell(entry.label), Table.Cell(formatBytes(entry.byteCount)),
        Table.Cell(day(entry.lastUse)),
      ]
    }
    let table = Table(["result", "size", "last used"].map { Table.Column($0) }, rows: rows)
    return workplace.say(table.rendered(for: workplace.surroundings.terminal(1)) + "\n" + summary)
  }

  private func day(_ seconds: Double) -> String {
    let parts = Calendar.current.dateComponents(
      [.year, .month, .day, .hour, .minute], from: Date(timeIntervalSince1970: seconds))
    let (year, month, day) = (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    return String(
      format: "%04d-%02d-%02d %02d:%02d", year, month, day, parts.hour ?? 0, parts.minute ?? 0)
  }
}
