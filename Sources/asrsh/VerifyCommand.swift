internal import ArgumentParser
internal import Checkpoints
internal import Display
internal import Language
internal import Text

/// `asrsh verify`: reads every byte of a run's checkpoints.
struct VerifyCommand: Subcommand {
  static let name = "verify"
  static let arguments = "FOLDER"
  static let configuration = CommandConfiguration(
    VerifyCommand.self, abstract: "Reads a training's checkpoints and says which are whole.",
    discussion: """
      FOLDER is the output of a training. Every byte of every file is compared with what was saved, \
      damaged files are named, and it is said from which step a resumed training would go on. Nothing \
      is changed, and the training may go on meanwhile. Exit codes: 0 all are whole; 1 one is not; \
      2 there are no checkpoints.
      """)

  @ArgumentParser.Argument(help: "The output folder of a training.")
  var folder: String?

  @Flag(help: "Print what was found as JSON.")
  var json = false

  @OptionGroup var common: CommonOptions

  func checkArguments() throws(Diagnostic) {
    if folder == nil {
      throw Invocation.usage("asrsh verify needs the output folder of a training")
    }
  }

  func run(in workplace: Workplace) -> Int32 {
    guard let named = self.folder else { return ExitCode.notStarted }
    let folder: String
    do throws(Diagnostic) { folder = try RecipeFile.meant(named) } catch {
      workplace.show(error)
      return ExitCode.notStarted
    }
    do throws(CheckpointError) {
      let archive = try CheckpointArchive(folder: folder)
      let listing = try archive.list()
      guard !(listing.steps.isEmpty && listing.setAside.isEmpty) else {
        workplace.show(
          Diagnostic(
            "there are no checkpoints in \"\(folder)\"",
            hint: "a training with output=\"FOLDER\" and save_steps keeps some", kind: "file"))
        return ExitCode.notStarted
      }
      let findings = Findings(
        archive: archive, listing: listing, verdicts: try archive.verifyAll())
      let written = workplace.say(
        json ? findings.jsonText : findings.text(for: workplace.surroundings.terminal(1)))
      return max(written, findings.areGood ? ExitCode.done : ExitCode.failed)
    } catch {
      workplace.show(Diagnostic("\(error)", hint: error.hint, kind: "file"))
      return ExitCode.notStarted
    }
  }
}

/// What was found of a run's checkpoints.
private struct Findings {
  let archive: CheckpointArchive
  let listing: CheckpointArchive.Listing
  let verdicts: [CheckpointArchive.Verdict]

  /// The newest step whose checkpoint is whole.
  private var resumeStep: Int? { verdicts.last(where: \.isGood)?.step }

  var areGood: Bool { resumeStep != nil && verdicts.allSatisfy(\.isGood) }

  func text(for terminal: Display.Terminal) -> String {
    let best = archive.bestStep
    let rows = verdicts.map { verdict in
      [
        "step-\(verdict.step)" + (verdict.step == best ? " (best)" : ""),
        verdict.isGood ? "good" : "bad",
        verdict.manifest.map { "\($0.byteCount) bytes" } ?? "",
      ].map { Table.Cell($0) }
    }
    var text =
      Table(
        ["checkpoint", "", "size"].map { Table.Column($0) }, rows: rows
      ).rendered(for: terminal) + "\n"
    for verdict in verdicts {
      for problem in verdict.problems {
        text += escapeForTerminal("step-\(verdict.step) \(problem)") + "\n"
      }
    }
    func note(_ names: [String], _ words: String) {
      let shown = names.map { escapeForTerminal($0) }.joined(separator: ", ")
      if !names.isEmpty { text += "\(shown): \(words)\n" }
    }
    note(listing.setAside, "found damaged before and set aside")
    note(listing.ignored, "no checkpoint, not looked at")
    note(listing.leftOver, "left of a save that was cut short; the next start removes it")
    return text
      + (resumeStep.map { "a resumed training goes on from step \($0)\n" }
        ?? "no checkpoint can be resumed from\n")
  }

  var jsonText: String {
    func whole(_ number: Int?) -> JSON { number.map { .integer($0) } ?? .null }
    let checkpoints = verdicts.map { verdict -> JSON in
      [
        "step": .integer(verdict.step), "good": .boolean(verdict.isGood),
        "bytes": whole(verdict.manifest?.byteCount),
        "problems": .array(verdict.problems.map { .string("\($0)") }),
      ]
    }
    let found: JSON = [
      "folder": .string(archive.folder), "run_id": archive.runID.map { .string($0) } ?? .null,
      "resume_step": whole(resumeStep), "best_step": whole(archive.bestStep),
      "checkpoints": .array(checkpoints),
      "set_aside": .array(listing.setAside.map { .string($0) }),
      "ignored": .array(listing.ignored.map { .string($0) }),
      "left_over": .array(listing.leftOver.map { .string($0) }),
    ]
    return ((try? found.text(indentation: 2)) ?? "{}") + "\n"
  }
}
