internal import ExactStrings
internal import Text

/// The checkpoints of a run, to be saved.
///
/// A checkpoint is a folder `step-N` that appears whole or not at all: its files are written under
/// another name and brought to the disk, then `MANIFEST` with their lengths and hashes, then the folder
/// gets its name, then all of it is read again and compared. Only then is it saved, and only then are
/// older ones removed. What a checkpoint names is never written again.
public final class CheckpointStore {
  /// How checkpoints are kept.
  public struct Options: Sendable {
    /// How many of the newest checkpoints are kept, at least 1.
    ///
    /// The best one and the one that the run was resumed from are kept besides.
    public var keep = 2
    /// The bytes that a checkpoint leaves free on the disk.
    public var reserve = 16 << 20
    /// The length of a file that is removed when the disk is full, so that logs can be written still.
    public var ballast = 16 << 20
    /// The program, as manifests name it.
    public var engine = "asrsh"
    /// The name of the folder beside which a new run is begun, because that holds a run already.
    public var base: String?

    /// The usual ones.
    public init() {}
  }

  /// What a run may find in its folder.
  public enum Beginning: Sendable {
    /// There must be no run of which anything is kept.
    case new
    /// A run that is there is continued.
    case continuing
  }

  /// What was found and done when a store was opened.
  public private(set) var notices: [String] = []

  /// The run, as manifests name it.
  public let runID: String

  /// The step of the newest checkpoint that is known to be good.
  public internal(set) var lastGood: Int?
  /// The step of the best checkpoint.
  public internal(set) var bestStep: Int?
  /// The step that the run was resumed from.
  public internal(set) var resumedFrom: Int?

  /// The folder of the run.
  public var folder: String { lock.folder }
  /// The checkpoints, to be looked at.
  public var archive: CheckpointArchive { CheckpointArchive(disk, procedure: procedure) }

  let lock: RunLock
  let options: Options
  let procedure: SaveProcedure
  /// What was known of the tensors of the checkpoint before, by part and name.
  var tensorsBefore: [ExactString: [ExactString: TensorStatistics]] = [:]
  var disk: DiskFolder { lock.disk }

  /// Opens the store of a run, and removes what was left of work that was cut short.
  ///
  /// - Parameters:
  ///   - lock: The lock on the folder, which the store holds as long as it lives.
  ///   - beginning: Whether there may be a run.
  ///   - options: How checkpoints are kept.
  /// - Throws: ``CheckpointError/occupied(folder:)``, ``CheckpointError/folder(path:reason:)``, or
  ///   ``CheckpointError/notSaved(step:_:needed:free:lastGood:)`` for step 0 if the name of the run cannot
  ///   be written.
  public convenience init(
    lock: RunLock, _ beginning: Beginning, options: Options = Options()
  ) throws(CheckpointError) {
    try self.init(lock: lock, beginning, options: options, procedure: .standard)
  }

  package init(
    lock: RunLock, _ beginning: Beginning, options: Options, procedure: SaveProcedure
  ) throws(CheckpointError) {
    precondition(options.keep >= 1, "At least one checkpoint is kept.")
    (self.lock, self.options, self.procedure) = (lock, options, procedure)
    let archive = CheckpointArchive(lock.disk, procedure: procedure)
    let listing = try archive.list()
    switch beginning {
    case .new:
      if archive.holdsRun(listing) { throw .occupied(folder: lock.folder) }
      runID = Self.newRunID()
    case .continuing:
      runID = archive.runID ?? Self.runID(in: archive, listing) ?? Self.newRunID()
    }
    bestStep = archive.bestStep ?? Self.bestStep(in: archive, listing)
    notices = tidy(listing)
    if !lock.isEnforced {
      notices.append("the file system of \"\(lock.folder)\" keeps no other process off this run")
    }
    if archive.runID != runID { try writeRunID() }
    // Without it everything works, only closer to a full disk.
    do throws(DiskFailure) { try makeBallast() } catch {}
  }

  /// The newest checkpoint of the run that can be used; the run is taken to go on from it.
  ///
  /// - Returns: The checkpoint, and those that were passed over and why; `nil` if the run has none.
  /// - Throws: ``CheckpointError/nothingGood(folder:skipped:)``.
  public func resume() throws(CheckpointError)
    -> (checkpoint: StoredCheckpoint, skipped: [SkippedCheckpoint])?
  {
    guard let found = try archive.newestGood(runID: runID) else { return nil }
    resumedFrom = found.checkpoint.manifest.step
    lastGood = resumedFrom
    remember(found.checkpoint.manifest)
    return found
  }

  /// Says that a checkpoint is the best so far: it is kept until another is.
  ///
  /// The hint on the disk is written with it; should that fail, the next checkpoint says the same.
  ///
  /// - Parameter step: Its step.
  /// - Throws: ``CheckpointError/damaged(path:_:)`` if there is no such checkpoint, or
  ///   ``CheckpointError/notSaved(step:_:needed:free:lastGood:)``.
  public func markBest(step: Int) throws(CheckpointError) {
    let verdict = archive.verify(step: step, deep: false, runID: runID)
    if let problem = verdict.problems.first {
      throw .damaged(path: "\(folder)/\(StepName.folder(step))", problem)
    }
    bestStep = step
    do throws(DiskFailure) {
      try writeHint(StepName.best, step)
    } catch {
      throw failed(step, error, needed: 0)
    }
  }

  /// Says that the run came to its end with the checkpoint of a step.
  ///
  /// - Parameter step: The step.
  /// - Throws: ``CheckpointError/notSaved(step:_:needed:free:lastGood:)``.
  public func markDone(step: Int) throws(CheckpointError) {
    do throws(DiskFailure) {
      try writeHint(StepName.done, step)
    } catch {
      throw failed(step, error, needed: 0)
    }
  }

  func remember(_ manifest: CheckpointManifest) {
    for file in manifest.files where !file.tensors.isEmpty {
      tensorsBefore[file.name] = Dictionary(
        file.tensors.map { (ExactString($0.name), $0) }, uniquingKeysWith: { $1 })
    }
  }

  private static func newRunID() -> String {
    let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
    return processMark().time + "-" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The run that the newest readable manifest names, where the file `RUN` was lost.
  private static func runID(
    in archive: CheckpointArchive, _ listing: CheckpointArchive.Listing
  ) -> String? {
    newestManifest(in: archive, listing)?.runID
  }

  /// The best step by the newest readable manifest, where the hint was lost.
  private static func bestStep(
    in archive: CheckpointArchive, _ listing: CheckpointArchive.Listing
  ) -> Int? {
    newestManifest(in: archive, listing)?.bestStep
  }

  private static func newestManifest(
    in archive: CheckpointArchive, _ listing: CheckpointArchive.Listing
  ) -> CheckpointManifest? {
    // A lazy sequence would read twice, and must not find something else the second time.
    for step in listing.steps.reversed() {
      if let manifest = archive.manifest(step) { return manifest }
    }
    return nil
  }
}

extension CheckpointArchive {
  /// What a checkpoint consists of by its manifest, if that can be read.
  func manifest(_ step: Int) -> CheckpointManifest? {
    do throws(CheckpointProblem) { return try open(step: step, runID: nil).manifest } catch {
      return nil
    }
  }
}
