internal import Files
internal import Foundation
internal import Text

/// The folder of one run: `runs/NAME/STAMP/` with `run.json`, `log.txt` and `report.html`.
///
/// The process that runs holds a lock on the file `LOCK` there, which the system lets go when it
/// dies, however it dies.
public struct RunFolder: Sendable {
  /// The path.
  public let path: String

  /// Names a folder; whether it is one of a run is not looked at.
  public init(_ path: String) {
    self.path = path
  }

  /// The record's path.
  public var recordPath: String { path + "/run.json" }
  /// The log's path.
  public var logPath: String { path + "/log.txt" }
  /// The report's path.
  public var reportPath: String { path + "/report.html" }
  var lockPath: String { path + "/LOCK" }

  /// Makes a new folder below `root`, named after a recipe and a time.
  ///
  /// - Parameters:
  ///   - root: The folder of all runs, made if it is not there.
  ///   - recipe: The path of the recipe.
  ///   - time: The time of the start, written in UTC.
  /// - Returns: The folder, which is empty.
  /// - Throws: ``RunError/cannotWrite(path:reason:)``.
  static func make(in root: String, recipe: String, time: Date) throws(RunError) -> RunFolder {
    let name = Self.name(of: recipe)
    let above = "\(root)/\(name)"
    do throws(SystemFault) {
      try makeFolders(above)
    } catch {
      throw .cannotWrite(path: above, reason: error.words)
    }
    let stamp = time.formatted(.iso8601).replacing(":", with: "-")
    // Two runs may begin in the same second.
    for attempt in 1...1000 {
      let path = "\(above)/\(stamp)\(attempt == 1 ? "" : "-\(attempt)")"
      do throws(SystemFault) {
        try makeNewFolder(path)
        return RunFolder(path)
      } catch {
        if error.isTaken { continue }
        throw .cannotWrite(path: path, reason: error.words)
      }
    }
    throw .cannotWrite(path: above, reason: "there are too many runs of this second")
  }

  /// Does what puts the first files into the folder, or removes it: no record is half there.
  func filled<Result>(_ fill: () throws(RunError) -> Result) throws(RunError) -> Result {
    do throws(RunError) {
      return try fill()
    } catch {
      try? removeTree(path)
      throw error
    }
  }

  /// Takes the run's lock, which is held until the returned file is let go.
  func lock() throws(RunError) -> OutputFile {
    do throws(SystemFault) {
      let file = try OutputFile(new: lockPath)
      try file.lock()
      return file
    } catch {
      throw .cannotWrite(path: lockPath, reason: error.words)
    }
  }

  /// The name that a recipe's runs have: its file's, without the ending.
  static func name(of recipe: String) -> String {
    let name = recipe.pathStem
    let safe = name.unicodeScalars.map { $0.value < 0x20 || $0 == "/" ? "_" : Character($0) }
    return safe.isEmpty || name.hasPrefix(".") ? "recipe" : String(safe)
  }

  /// Whether a process holds the run's lock, so that the run goes on.
  public var isAlive: Bool { isLocked(lockPath) }

  /// Whether `run.json` is whole and no record of a recipe's run, as that of a training's checkpoint.
  var holdsAnotherRecord: Bool {
    guard let json = try? JSON(path: recordPath) else { return false }
    return json["run_id"] == nil
  }

  /// Reads the run's record; a run whose process has died counts as interrupted.
  ///
  /// - Throws: ``RunError``.
  public func record() throws(RunError) -> RunRecord {
    guard case .success = systemKind(recordPath, followsLinks: true) else {
      throw .noRun(path: path)
    }
    do {
      return try RunRecord(json: JSON(path: recordPath))
    } catch {
      guard case RunError.badRecord(_, let problem) = error else {
        throw .badRecord(path: recordPath, problem: "\(error)")
      }
      throw .badRecord(path: recordPath, problem: problem)
    }
  }
}
