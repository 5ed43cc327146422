/// The download of one file into the cache.
///
/// The bytes go into a file of their own, `HASH.incomplete`, which a later attempt goes on with.
/// Only when its length and its hash are right, and it is on the disk, does it get its name.
final class FileDownload {
  private let file: FileDescription
  private let cache: CacheFolder
  private let client: HubClient
  private let tally: Tally
  private let blob: String

  private var incomplete: String { blob + ".incomplete" }

  /// A download of what `file` describes into `cache`.
  init(
    _ file: FileDescription, into cache: CacheFolder, by client: HubClient, counting tally: Tally
  ) {
    (self.file, self.cache, self.client, self.tally) = (file, cache, client, tally)
    blob = cache.blob(file.hash)
  }

  /// Makes the file be in the cache under its hash, unless it is.
  func run() throws(HubError) {
    try cache.makeFolder(of: blob)
    let lock = try locked()
    // Another process may have made it while this one waited.
    if !cache.hasBlob(file) { try make() }
    let byteCount = DiskEntry(blob)?.byteCount ?? 0
    tally.finish(file.name, byteCount, declared: file.byteCount ?? 0)
    withExtendedLifetime(lock) {}
  }

  /// Waits until no other process makes this file.
  private func locked() throws(HubError) -> DiskFile {
    let path = cache.lock(file.hash)
    try cache.makeFolder(of: path)
    let problem = "cannot be locked"
    let lock = try onDisk(path, problem) { () throws(SystemFailure) in try DiskFile(writing: path) }
    var isWaiting = false
    while try !onDisk(path, problem, { () throws(SystemFailure) in try lock.tryLock() }) {
      if !isWaiting { client.observer.notice("another process downloads \(file.name); waiting") }
      isWaiting = true
      try client.observer.wait(.milliseconds(100))
    }
    return lock
  }

  /// Downloads the file, checks it, and gives it its name.
  private func make() throws(HubError) {
    let target = try onDisk(incomplete, "cannot be written") { () throws(SystemFailure) in
      try DiskFile(writing: incomplete)
    }
    let receiver = FileReceiver(target, at: incomplete, file, tally)
    try fetch(receiver)
    if try found(in: target) != file.hash {
      // What was there from an earlier attempt may have been damaged: once more from the start.
      try receiver.restart()
      try fetch(receiver)
      let found = try found(in: target)
      guard found == file.hash else {
        removeFile(incomplete)
        throw .wrongContent(file: file.name, wanted: file.hash.digits, found: found.digits)
      }
    }
    try onDisk(blob, "cannot be written") { () throws(SystemFailure) in
      try target.synchronize()
      try renameFile(incomplete, to: blob)
    }
    synchronizeFolder("\(cache.path)/blobs")
  }

  private func found(in target: DiskFile) throws(HubError) -> ContentHash {
    try ContentHash(
      of: target, at: incomplete, isLarge: file.hash.isLarge,
      shouldStop: client.observer.shouldStop)
  }

  /// Gets the bytes that are missing, from as many attempts as it takes while there is progress.
  private func fetch(_ receiver: FileReceiver) throws(HubError) {
    var attempts = Attempts(client.patience)
    var farthest = receiver.offset
    while true {
      do throws(Setback) {
        if file.byteCount == nil || receiver.offset != file.byteCount { try get(receiver) }
        if let wanted = file.byteCount, receiver.offset != wanted {
          throw Setback(
            error: .wrongSize(file: file.name, wanted: wanted, found: receiver.offset),
            isTransient: true)
        }
        return
      } catch {
        if receiver.offset > farthest { attempts.restart() }
        farthest = max(farthest, receiver.offset)
        try attempts.wait(after: error, client.observer)
      }
    }
  }

  /// Asks once for the bytes from where the file ends.
  private func get(_ receiver: FileReceiver) throws(Setback) {
    var request = Request(method: "GET", address: file.address)
    if receiver.offset > 0 {
      request.headers.append(("Range", "bytes=\(receiver.offset)-"))
      if let tag = receiver.tag { request.headers.append(("If-Range", tag)) }
    }
    let subject = Subject(
      repository: cache.repository.text, revision: file.commit, file: file.name)
    receiver.begin()
    do throws(Setback) {
      _ = try client.attempt(
        request, about: subject, receiver, silence: client.settings.silenceTimeout)
    } catch {
      if let problem = receiver.problem { throw problem }
      guard case .serverFailed(_, 416, _) = error.error else { throw error }
      // There is nothing from there on: what is on the disk is not the start of the file.
      do throws(HubError) { try receiver.restart() } catch { throw Setback(error: error) }
      throw Setback(error: error.error, isTransient: true)
    }
  }
}
