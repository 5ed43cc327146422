/// Why a run cannot be recorded, found or read.
public enum RunError: Error, Equatable, Sendable {
  /// The folder of a run cannot be made or written.
  case cannotWrite(path: String, reason: String)
  /// There is no run at a path.
  case noRun(path: String)
  /// A `run.json` cannot be understood.
  case badRecord(path: String, problem: String)
}

extension RunError: CustomStringConvertible {
  /// The error in a sentence.
  public var description: String {
    switch self {
    case .cannotWrite(let path, let reason): "\"\(path)\" cannot be written: \(reason)"
    case .noRun(let path): "\"\(path)\" is no run: it has no run.json"
    case .badRecord(let path, let problem): "\"\(path)\" cannot be read: \(problem)"
    }
  }
}
