extension Hub {
  /// Returns a folder with the files of a repository at a revision, downloaded as far as need be.
  ///
  /// The hub is asked which commit the revision is now. If it cannot be reached, fails or refuses,
  /// and the cache has what was last downloaded of the revision, that is used and `notice` is told.
  /// A commit of which everything is in the cache is not asked for at all.
  ///
  /// - Parameters:
  ///   - repository: The name, `owner/name` or `name`.
  ///   - revision: A branch, a tag or a commit.
  ///   - files: The files that are wanted.
  ///   - progress: Is told of bytes that came.
  ///   - notice: Is told, in a sentence, of waits and of the use of the cache.
  ///   - shouldStop: Is asked ten times a second or more; what came so far is kept for later.
  /// - Returns: The path of the folder.
  /// - Throws: ``HubError``.
  public func snapshot(
    of repository: String, revision: String = "main", files: FileSelection = .model,
    progress: @escaping (HubProgress) -> Void = { _ in },
    notice: @escaping (String) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) throws(HubError) -> String {
    let name = try RepositoryName(repository)
    try checkRevision(revision)
    let observer = Observer(progress: progress, notice: notice, shouldStop: shouldStop)
    let local = LocalSnapshot(
      CacheFolder(cache: settings.cache, repository: name), revision, files)
    if settings.isOffline || (isCommit(revision) && local.isKnownToBeComplete) {
      guard local.isComplete, let folder = local.folder else {
        throw .offline(name.text, revision: revision, missing: local.missing)
      }
      return folder
    }
    let client = try HubClient(settings, patience, observer)
    do throws(HubError) {
      // With the cache to fall back on, a hub that does not answer is not waited for long.
      let listing = try client.listing(
        of: name, revision: revision, attempts: local.isComplete ? 1 : nil)
      let download = SnapshotDownload(local.cache, listing, files, client)
      return try download.run(revision: revision)
    } catch {
      guard local.isComplete, let folder = local.folder, error.allowsOldSnapshot else {
        throw error
      }
      notice("\(error); using what was downloaded before")
      return folder
    }
  }
}

extension HubError {
  /// Whether what was downloaded before serves in place of what the hub does not give.
  fileprivate var allowsOldSnapshot: Bool {
    switch self {
    case .unreachable, .untrusted, .serverFailed, .tooManyRequests, .noRepository, .gated,
      .forbidden, .tokenRefused:
      true
    default: false
    }
  }
}

/// What the cache has of a repository at a revision.
struct LocalSnapshot {
  let cache: CacheFolder
  /// The folder of the commit that the revision last led to, if there is one.
  let folder: String?
  /// The files that are wanted and not there, as far as it can be known.
  let missing: [String]
  /// Whether everything that is wanted is there, as far as it can be known.
  let isComplete: Bool
  /// Whether everything that is wanted is there, and all files of the commit are known.
  let isKnownToBeComplete: Bool

  /// Looks into the cache.
  init(_ cache: CacheFolder, _ revision: String, _ files: FileSelection) {
    self.cache = cache
    guard let commit = cache.commit(of: revision),
      DiskEntry(cache.snapshot(commit))?.isFolder == true
    else {
      (folder, missing, isComplete, isKnownToBeComplete) = (nil, [], false, false)
      return
    }
    folder = cache.snapshot(commit)
    let tree = cache.tree(of: commit)
    do throws(HubError) {
      var wanted = try files.chosen(
        from: tree ?? cache.names(at: commit), of: cache.repository.text)
      if let index = wanted.last, index.hasSuffix(".index.json"), cache.has(index, at: commit) {
        wanted += try FileSelection.shards(
          ofIndex: "\(cache.snapshot(commit))/\(index)", repository: cache.repository.text)
      }
      missing = wanted.filter { !cache.has($0, at: commit) }
      isComplete = missing.isEmpty && !wanted.isEmpty
    } catch {
      missing = ["weights"]
      isComplete = false
    }
    isKnownToBeComplete = isComplete && tree != nil
  }
}
