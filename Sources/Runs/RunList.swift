internal import Files
internal import Foundation

/// The runs below a folder.
public struct RunList: Sendable {
  /// One run, or a folder that looks like one and cannot be read.
  public struct Entry: Sendable {
    /// The folder.
    public var folder: RunFolder
    /// The record, or why there is none.
    public var record: Result<RunRecord, RunError>
    /// Whether its process lives.
    public var isAlive: Bool
  }

  /// The runs, the oldest first.
  public let entries: [Entry]

  /// The run that was started last, of those that can be read.
  public var newest: RunFolder? {
    let readable = entries.compactMap { entry in
      if case .success(let record) = entry.record { (entry.folder, record.started) } else { nil }
    }
    return readable.max { $0.1 < $1.1 }?.0
  }

  /// Looks for runs: folders in the folders of `root` that hold a `run.json`.
  ///
  /// - Parameter root: The folder of all runs, of one recipe's runs, or a run.
  /// - Throws: ``RunError/noRun(path:)`` if nothing stands there.
  public init(in root: String) throws(RunError) {
    func isThere(_ path: String) -> Bool {
      if case .success = systemKind(path, followsLinks: true) { return true }
      return false
    }
    guard isThere(root) else { throw .noRun(path: root) }
    func folders(_ path: String) -> [String] {
      ((try? folderEntries(path)) ?? []).map(\.name).sorted().map { "\(path)/\($0)" }
    }
    func isRun(_ path: String) -> Bool { isThere(path + "/run.json") }
    var found: [String] = []
    if isRun(root) {
      found = [root]
    } else {
      for folder in folders(root) {
        found += isRun(folder) ? [folder] : folders(folder).filter(isRun)
      }
    }
    var entries: [Entry] = []
    for path in found {
      let folder = RunFolder(path)
      let record: Result<RunRecord, RunError>
      do throws(RunError) { record = .success(try folder.record()) } catch {
        if folder.holdsAnotherRecord { continue }
        record = .failure(error)
      }
      entries.append(Entry(folder: folder, record: record, isAlive: folder.isAlive))
    }
    self.entries = entries.sorted {
      switch ($0.record, $1.record) {
      case (.success(let first), .success(let second)): first.started < second.started
      default: $0.folder.path < $1.folder.path
      }
    }
  }
}

extension RunList.Entry {
  /// How the run stands, in a word: a run whose process has died without a word was `killed`.
  public var state: String {
    switch record {
    case .success(let record) where record.status == .running && !isAlive: "killed"
    case .success(let record): record.status.rawValue
    case .failure: "unreadable"
    }
  }
}
