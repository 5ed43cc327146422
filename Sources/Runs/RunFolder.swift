internal import Foundation
internal import Glibc
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
    do {
      try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: above, reason: systemReason(error))
    }
    let stamp = time.formatted(.iso8601).replacing(":", with: "-")
    // Two runs may begin in the same second.
    for attempt in 1...1000 {
      let path = "\(above)/\(stamp)\(attempt == 1 ? "" : "-\(attempt)")"
      do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        return RunFolder(path)
      } catch CocoaError.fileWriteFileExists {
        continue
      } catch {
        throw .cannotWrite(path: path, reason: systemReason(error))
      }
    }
    throw .cannotWrite(path: above, reason: "there are too many runs of this second")
  }

  /// Does what puts the first files into the folder, or removes it: no record is half there.
  func filled<Result>(_ fill: () throws(RunError) -> Result) throws(RunError) -> Result {
    do throws(RunError) {
      return try fill()
    } catch {
      try? FileManager.default.removeItem(atPath: path)
      throw error
    }
  }

  /// Takes the run's lock, which is held until the returned handle is closed.
  func lock() throws(RunError) -> FileHandle {
    do {
      try Data().write(to: URL(fileURLWithPath: lockPath), options: .withoutOverwriting)
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: lockPath))
      guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw RunError.cannotWrite(path: lockPath, reason: POSIXError.last)
      }
      return handle
    } catch {
      throw error as? RunError
        ?? .cannotWrite(path: lockPath, reason: systemReason(error))
    }
  }

  /// The name that a recipe's runs have: its file's, without the ending.
  static func name(of recipe: String) -> String {
    let name = URL(fileURLWithPath: recipe).deletingPathExtension().lastPathComponent
    let safe = name.unicodeScalars.map { $0.value < 0x20 || $0 == "/" ? "_" : Character($0) }
    return safe.isEmpty || name.hasPrefix(".") ? "recipe" : String(safe)
  }

  /// Whether a process holds the run's lock, so that the run goes on.
  public var isAlive: Bool {
    guard let handle = FileHandle(forReadingAtPath: lockPath) else { return false }
    defer { try? handle.close() }
    guard flock(handle.fileDescriptor, LOCK_SH | LOCK_NB) == 0 else { return errno == EWOULDBLOCK }
    return false
  }

  /// Reads the run's record; a run whose process has died counts as interrupted.
  ///
  /// - Throws: ``RunError``.
  public func record() throws(RunError) -> RunRecord {
    guard FileManager.default.fileExists(atPath: recordPath) else { throw .noRun(path: path) }
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

extension POSIXError {
  /// The system's words for what went wrong last.
  fileprivate static var last: String {
    POSIXErrorCode(rawValue: errno).map { POSIXError($0).localizedDescription } ?? "error \(errno)"
  }
}
