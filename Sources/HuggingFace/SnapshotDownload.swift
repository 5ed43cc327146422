internal import ExactStrings

/// The download of a repository's files at a commit.
struct SnapshotDownload {
  private let cache: CacheFolder
  private let listing: Listing
  private let files: FileSelection
  private let client: HubClient

  /// Room that is left on the disk beside the files.
  private static let reserve = 16 << 20

  /// A download of the files of `listing` that are wanted.
  init(_ cache: CacheFolder, _ listing: Listing, _ files: FileSelection, _ client: HubClient) {
    (self.cache, self.listing, self.files, self.client) = (cache, listing, files, client)
  }

  /// Downloads what is missing, then notes that `revision` leads to the commit.
  ///
  /// The revision goes on leading to the commit before until all files are there, so that without
  /// the hub there is always a whole snapshot.
  ///
  /// - Returns: The folder of the files.
  func run(revision: String) throws(HubError) -> String {
    let commit = listing.commit
    let names = listing.files.map(\.name)
    var chosen = try files.chosen(from: names, of: cache.repository.text)
    // What only spares questions later is no reason to fail: a cache may be one to read only.
    try? cache.setTree(listing)
    try? noteMissing(Set(exact: names))
    var isNew = false
    if let index = chosen.last, index.hasSuffix(".index.json"), files.includesWeights {
      isNew = try fetch(chosen)
      let path = "\(cache.snapshot(commit))/\(index)"
      chosen = try FileSelection.shards(ofIndex: path, repository: cache.repository.text)
    }
    isNew = try fetch(chosen) || isNew
    do throws(HubError) { try cache.setCommit(commit, of: revision) } catch {
      if isNew { throw error }
    }
    return cache.snapshot(commit)
  }

  /// Downloads files that are not there; returns whether there were any.
  private func fetch(_ names: [String]) throws(HubError) -> Bool {
    let commit = listing.commit
    var wanted: [FileDescription] = []
    for name in names where !cache.has(name, at: commit) {
      wanted.append(try client.describe(name, of: cache.repository, commit: commit))
    }
    try checkRoom(wanted)
    let total = wanted.reduce(0) { $0.addingReportingOverflow($1.byteCount ?? 0).partialValue }
    let tally = Tally(total: total, client.observer.progress)
    for file in wanted {
      try FileDownload(file, into: cache, by: client, counting: tally).run()
      try cache.link(file.name, at: commit, to: file.hash)
    }
    return !wanted.isEmpty
  }

  private func checkRoom(_ wanted: [FileDescription]) throws(HubError) {
    guard let first = wanted.first else { return }
    var needed = 0
    for file in wanted {
      let (sum, isTooLarge) = needed.addingReportingOverflow(cache.missingBytes(of: file))
      needed = isTooLarge ? Int.max : sum
    }
    try cache.makeFolder(of: cache.blob(first.hash))
    guard needed > 0, let free = freeBytes(at: cache.path) else { return }
    guard free >= Self.reserve, needed <= free - Self.reserve else {
      throw .noRoom(folder: cache.cache, needed: needed, free: free)
    }
  }

  /// Notes which names the commit lacks, so that nobody asks for them again.
  private func noteMissing(_ names: Set<ExactString>) throws(HubError) {
    let plain = files.patterns.filter { FilePattern($0).isPlain && isSafeFileName($0) }
    let weights = files.includesWeights ? FileSelection.weights : []
    for name in plain + weights where !names.contains(name) {
      try cache.setMissing(name, at: listing.commit)
    }
  }
}
