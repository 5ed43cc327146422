internal import func Files.pathsBelow
internal import Foundation
internal import Text

/// The folder of one repository in the cache, laid out as the Python package `huggingface_hub` does.
///
///     refs/main               the commit that a branch or a tag led to when last asked
///     blobs/HASH              the files, by the hashes of their contents
///     snapshots/COMMIT/NAME   links to the blobs, under the names that a commit gives them
///     .no_exist/COMMIT/NAME   empty: the commit has no file of this name
///     trees/COMMIT.json       all files of a commit
struct CacheFolder {
  /// The folder of all repositories.
  let cache: String
  /// The repository.
  let repository: RepositoryName

  /// The repository's folder.
  var path: String { "\(cache)/\(repository.folder)" }

  /// The file that holds the content of a hash.
  func blob(_ hash: ContentHash) -> String { "\(path)/blobs/\(hash.digits)" }

  /// The file that is locked while a blob is being made.
  func lock(_ hash: ContentHash) -> String {
    "\(cache)/.locks/\(repository.folder)/\(hash.digits).lock"
  }

  /// The folder of a commit's files.
  func snapshot(_ commit: String) -> String { "\(path)/snapshots/\(commit)" }

  /// Whether a commit's file is in the cache.
  func has(_ name: String, at commit: String) -> Bool {
    DiskEntry("\(snapshot(commit))/\(name)")?.isFile == true
  }

  /// The commit that a revision led to when last asked, if it ever was.
  func commit(of revision: String) -> String? {
    if isCommit(revision) { return revision }
    guard let text = try? readText("\(path)/refs/\(revision)", limit: 1 << 10) else { return nil }
    let commit = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return isCommit(commit) ? commit : nil
  }

  /// Notes that a revision leads to a commit.
  func setCommit(_ commit: String, of revision: String) throws(HubError) {
    guard revision != commit, self.commit(of: revision) != commit else { return }
    try write(Array(commit.utf8), to: "\(path)/refs/\(revision)")
  }

  /// Notes that a commit has no file of a name.
  func setMissing(_ name: String, at commit: String) throws(HubError) {
    let path = "\(path)/.no_exist/\(commit)/\(name)"
    if DiskEntry(path) == nil { try write([], to: path) }
  }

  /// Links a commit's name to a blob, in the place of what has the name.
  func link(_ name: String, at commit: String, to hash: ContentHash) throws(HubError) {
    let path = "\(snapshot(commit))/\(name)"
    try makeFolder(of: path)
    let up = String(repeating: "../", count: name.split(separator: "/").count + 1)
    let temporary = "\(path).\(processNumber)-\(UUID().uuidString.prefix(8)).tmp"
    do throws(SystemFailure) {
      try makeLink(temporary, to: "\(up)blobs/\(hash.digits)")
      try renameFile(temporary, to: path)
    } catch {
      removeFile(temporary)
      throw .file(path: path, problem: "cannot be linked to its content: \(error.reason)")
    }
  }

  /// The names of a commit's files that are in the cache, sorted.
  func names(at commit: String) -> [String] {
    let folder = snapshot(commit)
    let names = (try? pathsBelow(folder)) ?? []
    return names.filter { has($0, at: commit) }.sorted()
  }

  /// Makes the folder of a path, and says in the cache that it is one.
  func makeFolder(of path: String) throws(HubError) {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    do throws(TextError) {
      try Text.makeFolder(folder)
      let tag = "\(cache)/CACHEDIR.TAG"
      if DiskEntry(tag) == nil { try writeFile(tag, Array(Self.tag.utf8)) }
    } catch {
      throw .text(error)
    }
  }

  /// What backup programs look for, by the standard for such tags (bford.info/cachedir).
  private static let tag = """
    Signature: 8a477f597d28d172789f06886806bc55
    # This folder is a cache of files from a model hub.

    """

  private func write(_ bytes: [UInt8], to path: String) throws(HubError) {
    try makeFolder(of: path)
    do throws(TextError) { try writeFile(path, bytes) } catch { throw .text(error) }
  }
}

extension CacheFolder {
  private static let treeVersion = 1

  /// The names of all files of a commit, if they were noted.
  func tree(of commit: String) -> [String]? {
    guard let json = try? JSON(path: "\(path)/trees/\(commit).json"),
      json["format_version"]?.integer == Self.treeVersion
    else { return nil }
    return json["files"]?.object?.members.map(\.key)
  }

  /// Notes all files of a commit, if the hub told enough of each.
  func setTree(_ listing: Listing) throws(HubError) {
    let path = "\(path)/trees/\(listing.commit).json"
    guard DiskEntry(path) == nil else { return }
    var files = JSONObject()
    for file in listing.files {
      guard let byteCount = file.byteCount, let blob = file.blob else { return }
      var entry: JSONObject = JSONObject([
        ("size", .integer(byteCount)), ("blob_id", .string(blob)),
      ])
      if let hash = file.largeHash {
        entry["lfs_sha256"] = .string(hash)
        entry["lfs_size"] = .integer(byteCount)
      }
      files[file.name] = .object(entry)
    }
    let tree: JSON = ["format_version": .integer(Self.treeVersion), "files": .object(files)]
    guard let text = try? tree.text(indentation: 1, order: .sorted) else { return }
    try write(Array(text.utf8), to: path)
  }
}

extension CacheFolder {
  /// Whether a file's content is in the cache; what has another length is not it.
  func hasBlob(_ file: FileDescription) -> Bool {
    guard let entry = DiskEntry(blob(file.hash)), entry.isFile else { return false }
    return file.byteCount == nil || entry.byteCount == file.byteCount
  }

  /// The bytes of a file that are still to come.
  func missingBytes(of file: FileDescription) -> Int {
    if hasBlob(file) { return 0 }
    let present = DiskEntry(blob(file.hash) + ".incomplete")?.byteCount ?? 0
    return max(0, (file.byteCount ?? 0) - present)
  }
}
