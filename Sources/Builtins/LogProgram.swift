internal import Files
internal import Foundation
internal import Interpreter
internal import Text
internal import Training

/// A program that is told of a training while it runs: a line of JSON for every update and evaluation, on
/// its standard input.
///
/// It bridges to services that keep such figures. Training never waits for it: once it does not read, or
/// ends, it is told nothing more.
final class LogProgram {
  private let process = Process()
  private let input = Pipe()
  private let name: String
  private var isGone = false

  /// Starts a program.
  ///
  /// - Parameter words: Its name or path, and its arguments; no shell sees them.
  /// - Throws: A `BuiltinError` if it does not start.
  init(_ words: [String]) throws {
    guard let name = words.first, !name.isEmpty,
      !words.contains(where: { $0.utf8.contains(0) })
    else {
      throw BuiltinError("names no program", argument: "on_log")
    }
    guard let path = Self.path(of: name), let folder = realPath(path.pathFolder) else {
      throw BuiltinError("there is no program \(name)", kind: "program", argument: "on_log")
    }
    self.name = name
    // Foundation starts programs by URLs alone: one from the root, without `..` and links to folders,
    // means what the path means.
    process.executableURL = URL(fileURLWithPath: folder.inFolder(path.pathName))
    process.arguments = Array(words.dropFirst())
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw BuiltinError(
        "\(name) does not start: \(error.localizedDescription)", kind: "program",
        argument: "on_log")
    }
    // A full pipe is an error rather than a reason to wait.
    _ = fcntl(input.fileHandleForWriting.fileDescriptor, F_SETFL, O_NONBLOCK)
  }

  private static func path(of name: String) -> String? {
    guard !name.contains("/") else { return isProgram(name) ? name : nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":")
    return folders.map { "\($0)/\(name)" }.first(where: isProgram)
  }

  /// Tells the program of an event, if it is one of those; returns what went wrong, once.
  func tell(_ event: TrainingEvent) -> String? {
    switch event {
    case .step(let report):
      send([
        "event": "step", "step": .integer(report.step), "loss": number(report.loss),
        "learning_rate": number(report.learningRate), "grad_norm": number(report.gradientNorm),
        "audio_seconds": number(report.audioSeconds), "left_out": .integer(report.leftOut),
        "seconds": number(report.seconds),
      ])
    case .row(let row):
      row.evaluation.flatMap { figures in
        send([
          "event": "evaluation", "step": .integer(row.step), "epoch": number(row.epoch),
          "loss": number(row.trainingLoss), "eval_loss": number(figures.loss),
          "wer": number(figures.words.rate), "cer": number(figures.characters.rate),
          "blank": number(figures.blankShare),
        ])
      }
    case .saved(let step): send(["event": "saved", "step": .integer(step)])
    default: nil
    }
  }

  /// Says that there is nothing more to come, and waits a little for the program to end.
  func finish() {
    try? input.fileHandleForWriting.close()
    let deadline = Date().addingTimeInterval(5)
    while process.isRunning, Date() < deadline { usleep(10_000) }
    if process.isRunning { process.terminate() }
  }

  private func number(_ value: Double) -> JSON { value.isFinite ? .number(value) : .null }

  private func send(_ record: JSON) -> String? {
    guard !isGone else { return nil }
    do {
      guard process.isRunning else { throw CocoaError(.fileWriteUnknown) }
      try input.fileHandleForWriting.write(contentsOf: Data((try record.text() + "\n").utf8))
      return nil
    } catch {
      isGone = true
      return "\(name) reads no more; it is told nothing from here on, and training goes on"
    }
  }
}
