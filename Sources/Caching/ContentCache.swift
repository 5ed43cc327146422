internal import Files
internal import Foundation
public import Kernels
internal import Text

/// Results on disk, each under a name that is made from all that it depends on.
///
/// An entry is written under another name, flushed and renamed, so that a crash leaves none half
/// written, and several processes may use the folder. It ends in a SHA-256 of itself: one that is damaged, cut
/// short, or stands under another's name is taken away and never read. When there is more than the
/// cache may hold, what was not used for longest goes first.
public struct ContentCache: Sendable {
  /// What an entry is found by.
  public struct Name: Sendable, Equatable {
    /// Hexadecimal digits of what costs little to know, by which most absent entries are ruled out.
    public let prefix: String
    /// Hexadecimal digits of everything that the result depends on.
    public let key: String

    /// Makes a name of the digits of two hashes.
    public init(prefix: String, key: String) {
      self.prefix = String(prefix.prefix(16))
      self.key = key
    }

    var file: String { "\(prefix)-\(key)" }

    /// The name of an entry's file, or `nil` if it is not one of an entry.
    init?(file: String) {
      let parts = file.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      self.init(prefix: String(parts[0]), key: String(parts[1]))
    }
  }

  /// What an entry holds, where it stands in its file.
  public struct Content: Sendable {
    /// The file of the entry, mapped; it stays if the entry is taken away.
    public let file: FileBytes
    /// The bytes of the content.
    public let range: Range<Int>
  }

  /// The folder of the entries.
  public let folder: String
  /// The most bytes that the entries may have together, if the disk has ten times that free.
  public let mostBytes: Int

  /// The most bytes of one entry that is held in memory when it is read and written.
  static let mostEntryBytes = 512 << 20

  /// Describes a cache; the folder is made when the first entry is written.
  public init(folder: String, mostBytes: Int = 10 << 30) {
    self.folder = folder
    self.mostBytes = mostBytes
  }

  /// The cache that the environment asks for: below `ASRSH_CACHE`, or `asrsh` in `XDG_CACHE_HOME` or
  /// `~/.cache`; `nil` where `ASRSH_CACHE` is empty, or where no variable tells a folder, as where it
  /// begins with `~` and there is no `HOME`.
  ///
  /// `ASRSH_CACHE_GB` says how many gigabytes it may have, 10 if it is no number.
  public init?(environment: [String: String]) {
    func folder(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let root: String
    if let named = environment["ASRSH_CACHE"] {
      guard !named.isEmpty, let path = try? expandingHome(named, home: environment["HOME"]) else {
        return nil
      }
      root = path
    } else if let caches = folder("XDG_CACHE_HOME") {
      root = caches + "/asrsh"
    } else if let home = folder("HOME") {
      root = home + "/.cache/asrsh"
    } else {
      return nil
    }
    let gigabytes = environment["ASRSH_CACHE_GB"].flatMap(Double.init) ?? 10
    let isSensible = gigabytes < 1e6
    let bytes = (max(isSensible ? gigabytes : 10, 0) * 1e9).rounded()
    self.init(folder: root + "/tables", mostBytes: Int(exactly: bytes) ?? 0)
  }

  /// Whether there is an entry whose name begins so.
  public func mayHold(prefix: String) -> Bool {
    names().contains { $0.hasPrefix(String(prefix.prefix(16)) + "-") }
  }

  /// Returns what an entry holds if it is there and whole; one that is damaged is taken away.
  public func read(_ name: Name) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(TextError) {
      bytes = try readFile(path(name.file), limit: Self.mostEntryBytes)
    } catch {
      // It is not there, or another process has just taken it away.
      return nil
    }
    return whole(FileBytes(bytes), name).map { $0.file.bytes($0.range) }
  }

  /// Returns what an entry holds where it stands, if it is there and whole.
  ///
  /// All of it is hashed before it is given. One that is damaged is taken away.
  public func content(_ name: Name) -> Content? {
    let file: FileBytes
    do throws(MappingError) {
      file = try FileBytes(mapping: path(name.file))
    } catch {
      // As above.
      return nil
    }
    return whole(file, name)
  }

  private func whole(_ file: FileBytes, _ name: Name) -> Content? {
    guard let range = CacheEntryFile.content(of: file, key: name.key) else {
      remove(name.file)
      return nil
    }
    // The hash has touched all of it; what is needed comes back page by page.
    file.release(0..<file.count)
    // The time of the last use decides what goes first; where it cannot be set, that of writing does.
    try? touch(path(name.file))
    return Content(file: file, range: range)
  }

  /// The names of the entries whose names begin so.
  public func names(prefix: String) -> [Name] {
    let start = String(prefix.prefix(16)) + "-"
    return names().filter { $0.hasPrefix(start) }.sorted().compactMap { Name(file: $0) }
  }

  /// The names of the entries with such a key.
  public func names(key: String) -> [Name] {
    names().filter { $0.hasSuffix("-" + key) }.sorted().compactMap { Name(file: $0) }
  }

  /// Gives an entry another prefix, so that it is found by what is known now.
  public func rename(_ name: Name, prefix: String) {
    let new = Name(prefix: prefix, key: name.key)
    // Where that fails, it is found by its key as before.
    try? systemRename(path(name.file), to: path(new.file))
  }

  /// Keeps something, and takes away what there is no more room for.
  ///
  /// - Parameters:
  ///   - payload: What to keep.
  ///   - name: Its name.
  ///   - label: What it is, in words for people.
  ///   - isMapped: Whether it is never read as a whole, so that it may be of any size.
  /// - Throws: ``CacheError``; then all is as it was.
  public func write(
    _ payload: [UInt8], as name: Name, label: String, isMapped: Bool = false
  ) throws(CacheError) {
    try makeFolder()
    let pieces = CacheEntryFile(key: name.key, label: label, payload: payload).pieces
    try makeRoom(
      for: pieces.reduce(0) { $0 + $1.count }, most: isMapped ? .max : Self.mostEntryBytes)
    do throws(TextError) {
      try writeFile(path(name.file)) { (file) throws(TextError) in
        for piece in pieces { try file.write(piece) }
      }
    } catch {
      throw .file(error)
    }
  }

  /// The entries, the one that was used last first.
  public func entries() -> [CacheEntry] {
    names().compactMap { CacheEntry(name: $0, at: path($0)) }.sorted {
      ($1.lastUse, $0.name) < ($0.lastUse, $1.name)
    }
  }

  /// Takes all entries away.
  ///
  /// - Returns: How many there were, and their bytes.
  @discardableResult
  public func clear() -> (count: Int, byteCount: Int) {
    let all = entries()
    for entry in all { remove(entry.name) }
    removeLeftovers(olderThan: 0)
    return (all.count, all.reduce(0) { $0 + $1.byteCount })
  }

  /// The most bytes that the entries may have together at this moment.
  public var limit: Int {
    guard let free = freeBytes(at: folder) else { return 0 }
    return min(mostBytes, free / 10)
  }

  private func makeRoom(for byteCount: Int, most: Int) throws(CacheError) {
    let limit = limit
    guard byteCount <= min(limit, most) else {
      throw .tooLarge(byteCount: byteCount, limit: min(limit, most))
    }
    removeLeftovers(olderThan: 24 * 3600)
    var all = entries()
    var total = all.reduce(byteCount) { $0 + $1.byteCount }
    while total > limit, let oldest = all.popLast() {
      remove(oldest.name)
      total -= oldest.byteCount
    }
  }

  private func makeFolder() throws(CacheError) {
    do throws(SystemFault) {
      // What is said in recordings is nobody else's business.
      try makeFolders(folder, mode: 0o700)
    } catch {
      throw .folder(path: folder, reason: error.words)
    }
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  /// The names in the folder; none where there is no folder.
  private func all() -> [String] { (try? folderEntries(folder))?.map(\.name) ?? [] }

  /// The names of the entries.
  private func names() -> [String] {
    all().filter { !$0.hasPrefix(".") }
  }

  private func remove(_ name: String) {
    // Another process may have been first.
    try? removeTree(path(name))
  }

  /// Removes what processes left that ended while they wrote.
  private func removeLeftovers(olderThan seconds: Double) {
    let now = Date.now.timeIntervalSince1970
    for name in all() where name.hasPrefix(".") {
      let written = FileMark(path(name))?.modified ?? now
      if now - written >= seconds { remove(name) }
    }
  }
}
