internal import ExactStrings
internal import Glibc
internal import Text

/// What was saved.
public struct SaveReport: Sendable {
  /// The checkpoint's step.
  public let step: Int
  /// The path of its folder.
  public let path: String
  /// The bytes of its files.
  public let byteCount: Int
  /// What is worth saying, none of which makes the checkpoint worse: tensors that have become odd, old
  /// checkpoints that were damaged or could not be removed.
  public var warnings: [String]
}

extension CheckpointStore {
  /// Saves a checkpoint; when this returns, it is on the disk and every byte of it was read again.
  ///
  /// A checkpoint of the same step that is there already stays if it holds the same, is exchanged at
  /// once if it does not, and is set aside if it is damaged. If anything fails, what was saved before is
  /// as it was, and the next attempt begins anew. A log that belongs to the state has to be brought to
  /// the disk before, see ``MetricsLog/synchronize()``.
  ///
  /// - Parameters:
  ///   - step: How many updates have been made.
  ///   - parts: The files of the checkpoint, with different names.
  ///   - isBest: Whether it is the best one so far.
  /// - Returns: What was saved.
  /// - Throws: ``CheckpointError``.
  public func save(
    step: Int, parts: [CheckpointPart], isBest: Bool = false
  ) throws(CheckpointError) -> SaveReport {
    try check(parts, step)
    let tensors = try inspect(parts, step)
    let needed = parts.reduce(0) { $0 + $1.byteCount }
    if !procedure.rotatesLast { _ = rotate(keeping: options.keep - 1, verified: nil) }
    try checkRoom(bytes: needed + needed / 20 + options.reserve, files: parts.count + 4)
    let temporary =
      procedure.renames
      ? StepName.temporaryPrefix + "\(getpid())-\(step)" : StepName.folder(step)
    var warnings: [String] = []
    let manifest: CheckpointManifest
    do throws(DiskFailure) {
      manifest = try write(parts, tensors, to: temporary, step: step, isBest: isBest)
      if procedure.renames { warnings += try commit(temporary, manifest) }
    } catch {
      discard(temporary)
      if error.isFull { freeBallast() }
      throw failed(step, error, needed: needed)
    }
    if let problem = archive.verify(step: step, runID: runID).problems.first {
      if problem.isDamage { warnings += setAside(step) }
      throw .notVerified(step: step, problem, lastGood: lastGood)
    }
    lastGood = step
    warnings += oddities(manifest)
    remember(manifest)
    warnings += settle(step, isBest: isBest)
    return SaveReport(
      step: step, path: "\(folder)/\(StepName.folder(step))", byteCount: manifest.byteCount,
      warnings: warnings)
  }

  /// What follows when a checkpoint is safe: hints, the removal of old ones, the ballast.
  ///
  /// Whatever fails here is a warning: the checkpoint is there.
  private func settle(_ step: Int, isBest: Bool) -> [String] {
    var warnings: [String] = []
    do throws(DiskFailure) {
      if isBest {
        bestStep = step
        try writeHint(StepName.best, step)
      }
      try writeHint(StepName.last, step)
    } catch {
      warnings.append("a hint is not written: \(error.path): \(error.reason)")
    }
    if procedure.rotatesLast { warnings += rotate(keeping: options.keep, verified: step) }
    do throws(DiskFailure) { try makeBallast() } catch {}
    return warnings
  }

  private func check(_ parts: [CheckpointPart], _ step: Int) throws(CheckpointError) {
    guard (0...StepName.largest).contains(step) else { throw .badStep(step) }
    var names: Set<ExactString> = []
    for part in parts {
      if let problem = StepName.problem(ofPart: part.name) {
        throw .badPart(name: part.name, problem: problem)
      }
      guard names.insert(part.name).inserted else {
        throw .badPart(name: part.name, problem: "there are two of that name")
      }
    }
  }

  /// Looks at all tensors before anything is written.
  private func inspect(
    _ parts: [CheckpointPart], _ step: Int
  ) throws(CheckpointError) -> [[TensorStatistics]] {
    var statistics: [[TensorStatistics]] = []
    var notFinite: [String] = []
    for part in parts {
      let found = part.inspect()
      statistics.append(found.statistics)
      notFinite += found.notFinite
    }
    guard notFinite.isEmpty else {
      throw .notFinite(step: step, tensors: notFinite, lastGood: lastGood)
    }
    return statistics
  }

  /// Writes the files of a checkpoint and at last its manifest, and waits until all are on the disk.
  private func write(
    _ parts: [CheckpointPart], _ tensors: [[TensorStatistics]], to name: String, step: Int,
    isBest: Bool
  ) throws(DiskFailure) -> CheckpointManifest {
    if disk.entry(name) != nil { try disk.removeFolder(name) }
    let temporary = try disk.makeFolder(name)
    var files: [CheckpointManifest.File] = []
    for (part, statistics) in zip(parts, tensors) {
      let (byteCount, hash) = try write(part, in: temporary)
      files.append(
        CheckpointManifest.File(
          name: part.name, byteCount: byteCount, sha256: hash, tensors: statistics))
    }
    let manifest = CheckpointManifest(
      runID: runID, step: step, parentStep: lastGood, bestStep: isBest ? step : bestStep,
      engine: options.engine, files: files)
    let bytes: [UInt8]
    do throws(JSONError) { bytes = try manifest.bytes() } catch {
      throw DiskFailure("write", temporary.path + "/" + StepName.manifest, EINVAL)
    }
    _ = try write(CheckpointPart(name: StepName.manifest, bytes: bytes), in: temporary)
    if procedure.syncs { try temporary.synchronize() }
    return manifest
  }

  private func write(
    _ part: CheckpointPart, in folder: DiskFolder
  ) throws(DiskFailure) -> (byteCount: Int, sha256: String) {
    let file = try folder.create(part.name)
    // A disk that is too small says so before anything is written.
    if part.byteCount > 1 << 16 { try file.preallocate(part.byteCount) }
    let sink = PartSink(file)
    try part.write(sink)
    guard sink.byteCount == part.byteCount else { throw DiskFailure("write", file.path, EIO) }
    if procedure.syncs { try file.synchronize() }
    try file.close()
    return (sink.byteCount, sink.finish())
  }

  /// Gives a checkpoint that is on the disk its name: from then on it is there.
  private func commit(
    _ temporary: String, _ manifest: CheckpointManifest
  ) throws(DiskFailure) -> [String] {
    let name = StepName.folder(manifest.step)
    var warnings: [String] = []
    if disk.entry(name) != nil {
      let verdict = archive.verify(step: manifest.step, runID: runID)
      if verdict.isGood, verdict.manifest?.files == manifest.files {
        discard(temporary)
        return []
      }
      if verdict.isGood {
        try disk.rename(temporary, to: name, .exchanging)
        if procedure.syncs { try disk.synchronize() }
        discard(temporary)
        return []
      }
      warnings = setAside(manifest.step)
    }
    try disk.rename(temporary, to: name, .vacant)
    if procedure.syncs { try disk.synchronize() }
    return warnings
  }

  /// What is odd about tensors beside those of the checkpoint before.
  private func oddities(_ manifest: CheckpointManifest) -> [String] {
    manifest.files.flatMap { file in
      file.tensors.compactMap { tensor in
        tensorsBefore[file.name]?[tensor.name].flatMap(tensor.oddity).map {
          "\(tensor.name.debugDescription) in \(file.name): \($0)"
        }
      }
    }
  }

  /// The error of a save that the system refused.
  func failed(_ step: Int, _ failure: DiskFailure, needed: Int) -> CheckpointError {
    .notSaved(step: step, failure, needed: needed, free: freeBytes, lastGood: lastGood)
  }

  private var freeBytes: Int? {
    do throws(DiskFailure) { return try disk.room().bytes } catch { return nil }
  }
}
