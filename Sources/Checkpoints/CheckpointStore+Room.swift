internal import Glibc
internal import Text

extension CheckpointStore {
  /// Makes sure that there is room for all checkpoints that will be there at a time.
  ///
  /// These are as many as are kept, the best one, and the one that is being written. Those that are there
  /// already count as room.
  ///
  /// - Parameter byteCount: The bytes of all parts of a checkpoint.
  /// - Throws: ``CheckpointError/noRoom(path:needed:free:lastGood:)``.
  public func checkRoom(forCheckpointsOf byteCount: Int) throws(CheckpointError) {
    let listing = try archive.list()
    let there = listing.steps.reduce(0) { $0 + (archive.manifest($1)?.byteCount ?? 0) }
    let each = byteCount + byteCount / 20
    let needed = max(each, (options.keep + 2) * each - there) + options.reserve
    try checkRoom(bytes: needed, files: 1)
  }

  /// Makes sure that so many bytes and files are free.
  func checkRoom(bytes: Int, files: Int) throws(CheckpointError) {
    let room: (bytes: Int, files: Int)
    do throws(DiskFailure) { room = try disk.room() } catch { throw .folder(error) }
    if room.bytes < bytes {
      freeBallast()
      throw .noRoom(path: folder, needed: bytes, free: room.bytes, lastGood: lastGood)
    }
    if room.files < files {
      throw .noFiles(path: folder, needed: files, free: room.files, lastGood: lastGood)
    }
  }

  /// Makes the ballast, if there is none and much room is left.
  func makeBallast() throws(DiskFailure) {
    guard options.ballast > 0, disk.entry(StepName.ballast) == nil,
      try disk.room().bytes > 4 * options.ballast
    else { return }
    let file = try disk.create(StepName.ballast)
    try file.preallocate(options.ballast)
    try file.close()
  }

  /// Gives the ballast's room up.
  func freeBallast() {
    // There may be none.
    do throws(DiskFailure) { try disk.remove(StepName.ballast) } catch {}
  }

  /// Writes a small file whole, in the place of what has its name.
  func replace(_ name: String, by text: String) throws(DiskFailure) {
    let temporary = StepName.temporaryPrefix + "\(getpid())-\(name)"
    do throws(DiskFailure) {
      if disk.entry(temporary) != nil { try disk.remove(temporary) }
      let file = try disk.create(temporary)
      try file.write(Array(text.utf8).span)
      if procedure.syncs { try file.synchronize() }
      try file.close()
      try disk.rename(temporary, to: name, .replacing)
    } catch {
      do throws(DiskFailure) { try disk.remove(temporary) } catch {}
      throw error
    }
    if procedure.syncs { try disk.synchronize() }
  }

  /// Writes which checkpoint is the best or the last.
  func writeHint(_ name: String, _ step: Int) throws(DiskFailure) {
    try replace(name, by: StepName.folder(step) + "\n")
  }

  /// Writes which run it is.
  func writeRunID() throws(CheckpointError) {
    var members: [JSONObject.Member] = [("format", .integer(1)), ("run_id", .string(runID))]
    if let base = options.base { members.append(("beside", .string(base))) }
    let text: String
    do throws(JSONError) { text = try JSON.object(JSONObject(members)).text() } catch {
      throw .folder(path: folder, reason: "\(error)")
    }
    do throws(DiskFailure) {
      try replace(StepName.run, by: text + "\n")
    } catch {
      throw failed(0, error, needed: 0)
    }
  }
}
