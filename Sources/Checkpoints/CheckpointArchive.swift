internal import Glibc
internal import Text

/// The checkpoints of a run, to be looked at; nothing is changed and no lock is needed.
public struct CheckpointArchive {
  /// The folder of the run.
  public let folder: String

  let disk: DiskFolder
  let procedure: SaveProcedure

  /// Opens the folder of a run.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: ``CheckpointError/folder(path:reason:)``.
  public init(folder: String) throws(CheckpointError) {
    do throws(DiskFailure) {
      self.init(try DiskFolder(folder), procedure: .standard)
    } catch {
      throw .folder(error)
    }
  }

  init(_ disk: DiskFolder, procedure: SaveProcedure) {
    folder = disk.path
    self.disk = disk
    self.procedure = procedure
  }

  /// What lies in the folder of a run.
  public struct Listing: Equatable, Sendable {
    /// The steps that have a checkpoint, whether it can be used or not, in their order.
    public var steps: [Int] = []
    /// What looks like a checkpoint and is none, such as `step-007` or a link.
    public var ignored: [String] = []
    /// Damaged checkpoints that were set aside.
    public var setAside: [String] = []
    /// What was left of work that was cut short.
    public var leftOver: [String] = []
  }

  /// Lists what lies in the folder, by names alone.
  ///
  /// - Throws: ``CheckpointError/folder(path:reason:)``.
  public func list() throws(CheckpointError) -> Listing {
    let names: [String]
    do throws(DiskFailure) { names = try disk.names().sorted() } catch { throw .folder(error) }
    var listing = Listing()
    for name in names {
      if let step = StepName.step(name), case .folder = disk.entry(name) {
        listing.steps.append(step)
      } else if name.hasPrefix(StepName.folderPrefix) {
        listing.ignored.append(name)
      } else if name.hasPrefix(StepName.damagedPrefix) {
        listing.setAside.append(name)
      } else if name.hasPrefix(StepName.temporaryPrefix) || name.hasPrefix(StepName.removedPrefix) {
        listing.leftOver.append(name)
      }
    }
    listing.steps.sort()
    return listing
  }

  /// The run that the folder belongs to, by the file `RUN`; `nil` if that is missing or damaged.
  public var runID: String? { runFile?["run_id"]?.string }

  /// The name of the folder beside which the run was begun, because that held a run already.
  public var base: String? { runFile?["beside"]?.string }

  private var runFile: JSON? {
    do {
      return try JSON(parsing: try disk.open(reading: StepName.run).bytes(atMost: 1 << 16))
    } catch {
      return nil
    }
  }

  /// Whether anything of a run is kept in the folder: a checkpoint, one that was set aside, the hint that
  /// there was one, a record of an update.
  ///
  /// The name of a run alone is nothing: a start that failed before its first update, as for want of
  /// room, leaves it behind, and is to be tried again by the same words.
  ///
  /// - Returns: Whether there is.
  /// - Throws: ``CheckpointError/folder(path:reason:)``.
  public func holdsRun() throws(CheckpointError) -> Bool { holdsRun(try list()) }

  func holdsRun(_ listing: Listing) -> Bool {
    if !listing.steps.isEmpty || !listing.setAside.isEmpty { return true }
    if disk.entry(StepName.best) != nil || disk.entry(StepName.last) != nil { return true }
    if case .file(byteCount: 0) = disk.entry(MetricsLog.name) { return false }
    return disk.entry(MetricsLog.name) != nil
  }

  /// How far the run has come, by names alone: the step of the newest checkpoint, and whether that is its
  /// end.
  ///
  /// - Returns: The step, `nil` if there is no checkpoint.
  /// - Throws: ``CheckpointError/folder(path:reason:)``.
  public func progress() throws(CheckpointError) -> (step: Int?, isDone: Bool) {
    let newest = try list().steps.last
    return (newest, newest != nil && hint(StepName.done) == newest)
  }

  /// The step that a hint names, `best` or `last`.
  func hint(_ name: String) -> Int? {
    do throws(DiskFailure) {
      let bytes = try disk.open(reading: name).bytes(atMost: 100)
      let text = String(decoding: bytes, as: UTF8.self)
      return text.hasSuffix("\n") ? StepName.step(String(text.dropLast())) : nil
    } catch {
      return nil
    }
  }

  /// The step of the best checkpoint, if one was marked.
  public var bestStep: Int? { hint(StepName.best) }

  /// What was found when a checkpoint was looked at.
  public struct Verdict: Sendable {
    /// The checkpoint's step.
    public let step: Int
    /// What it consists of, if its manifest can be read.
    public let manifest: CheckpointManifest?
    /// All that is wrong with it; nothing if it can be used.
    public let problems: [CheckpointProblem]

    /// Whether it can be used.
    public var isGood: Bool { problems.isEmpty }
  }

  /// Looks at a checkpoint.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - deep: Whether every byte of every file is read; otherwise only the lengths are compared.
  ///   - runID: The run that it must belong to, if that is known.
  /// - Returns: What was found, damage of every file.
  public func verify(step: Int, deep: Bool = true, runID: String? = nil) -> Verdict {
    do throws(CheckpointProblem) {
      let checkpoint = try open(step: step, runID: runID)
      let problems = checkpoint.manifest.files.compactMap { file -> CheckpointProblem? in
        do throws(CheckpointProblem) {
          try checkpoint.verify(file, deep: deep)
          return nil
        } catch {
          return error
        }
      }
      return Verdict(step: step, manifest: checkpoint.manifest, problems: problems)
    } catch {
      return Verdict(step: step, manifest: nil, problems: [error])
    }
  }

  /// Looks at every byte of all checkpoints, the oldest first.
  ///
  /// A checkpoint that the run itself removes meanwhile is left out.
  ///
  /// - Returns: What was found.
  /// - Throws: ``CheckpointError/folder(path:reason:)``.
  public func verifyAll() throws(CheckpointError) -> [Verdict] {
    let runID = runID
    return try list().steps.map { verify(step: $0, runID: runID) }.filter {
      $0.isGood || disk.entry(StepName.folder($0.step)) != nil
    }
  }

  /// Opens a checkpoint by its manifest; its files are not looked at.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - runID: The run that it must belong to, if that is known.
  /// - Returns: The checkpoint.
  /// - Throws: ``CheckpointProblem``.
  func open(step: Int, runID: String?) throws(CheckpointProblem) -> StoredCheckpoint {
    let name = StepName.folder(step)
    let checkpoint: DiskFolder
    do throws(DiskFailure) { checkpoint = try disk.folder(name) } catch {
      throw error.number == ENOENT
        ? .noManifest : .unreadable(file: name, reason: error.reason)
    }
    let bytes = try StoredCheckpoint.contents(of: StepName.manifest, in: checkpoint)
    let manifest = try CheckpointManifest(bytes, checksHash: procedure.hashes)
    guard manifest.step == step else { throw .otherStep(manifest.step) }
    if let runID, manifest.runID != runID { throw .otherRun(manifest.runID) }
    return StoredCheckpoint(manifest: manifest, folder: checkpoint, procedure: procedure)
  }

  /// The newest checkpoint of which every byte is as it was saved.
  ///
  /// - Parameter runID: The run that it must belong to; that of the file `RUN` unless it is given.
  /// - Returns: The checkpoint, and those that were passed over and why; `nil` if there are none at all.
  /// - Throws: ``CheckpointError/nothingGood(folder:skipped:)`` if there are some and none can be
  ///   used: a run never begins anew by itself.
  public func newestGood(
    runID: String? = nil
  ) throws(CheckpointError) -> (checkpoint: StoredCheckpoint, skipped: [SkippedCheckpoint])? {
    let runID = runID ?? self.runID
    var skipped: [SkippedCheckpoint] = []
    let listing = try list()
    for step in listing.steps.reversed() {
      do throws(CheckpointProblem) {
        let checkpoint = try open(step: step, runID: runID)
        try checkpoint.verify()
        return (checkpoint, skipped)
      } catch {
        // A run that goes on may have removed it meanwhile.
        if disk.entry(StepName.folder(step)) == nil { continue }
        skipped.append(SkippedCheckpoint(name: StepName.folder(step), problem: error))
      }
    }
    if skipped.isEmpty, listing.setAside.isEmpty { return nil }
    throw .nothingGood(folder: folder, skipped: skipped)
  }

  /// Opens the checkpoint of a step, of which every byte has been compared.
  ///
  /// - Parameter step: The step.
  /// - Returns: The checkpoint.
  /// - Throws: ``CheckpointError/damaged(path:_:)``.
  public func load(step: Int) throws(CheckpointError) -> StoredCheckpoint {
    do throws(CheckpointProblem) {
      let checkpoint = try open(step: step, runID: runID)
      try checkpoint.verify()
      return checkpoint
    } catch {
      throw .damaged(path: "\(folder)/\(StepName.folder(step))", error)
    }
  }
}
