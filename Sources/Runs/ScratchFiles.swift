internal import ExactStrings
internal import Files
internal import Foundation
public import Interpreter

/// Files of a rehearsal: what is written goes into a folder of its own, what is read is what was
/// written there or else the real thing.
///
/// A file lies in the scratch folder at the place that its path leads to, links followed, so that every
/// path of it finds it. Where a folder holds real files and one is written beside them, the scratch folder
/// mirrors it with links, so that reading the folder gives both. The real files are never touched. What a
/// rehearsal that was killed has left behind goes when the next one begins.
public final class ScratchFiles: FileAccess {
  /// How the names of scratch folders begin.
  ///
  /// Folders of programs before there were locks are called otherwise and stay: one of those programs
  /// may be running.
  private static let prefix = "asrsh-rehearsal."
  /// How long a folder was left alone that nobody holds, in seconds: one that is new may not be held yet.
  private static let patience = 60

  private let root: String
  /// Tells other processes that the folder is in use.
  private var lock: FolderLock?
  /// What the recipe would have written, as it names it.
  public private(set) var written: [String] = []

  /// Makes a folder for what is written.
  ///
  /// - Throws: ``RunError/cannotWrite(path:reason:)``.
  public init() throws(RunError) {
    do throws(SystemFault) {
      let place = try temporaryFolder()
      Self.removeLeftovers(in: place)
      root = place.inFolder(Self.prefix + UUID().uuidString)
      try makeNewFolder(root, mode: 0o700)
    } catch {
      throw .cannotWrite(path: "a temporary folder", reason: error.words)
    }
    lock = FolderLock(root)
  }

  /// Removes the folder with everything in it.
  public func remove() {
    try? removeTree(root)
    lock = nil
  }

  /// Removes the scratch folders of this user's rehearsals that no process holds any more.
  private static func removeLeftovers(in place: String) {
    for (name, _) in (try? folderEntries(place)) ?? []
    where name.startsExactly(with: prefix)
      && UUID(uuidString: String(name.dropFirst(prefix.count))) != nil
    {
      let path = place.inFolder(name)
      guard let lock = FolderLock(path, unchangedFor: patience) else { continue }
      // Links in it are removed, and what they lead to stays.
      withExtendedLifetime(lock) { try? removeTree(path) }
    }
  }

  /// The rehearsed file if there is one, else the real one.
  public func reading(_ path: String) -> String {
    let rehearsed = root + entryPlace(of: path)
    return kind(rehearsed) == nil ? path : rehearsed
  }

  /// A place in the scratch folder.
  public func writing(_ path: String) throws -> String {
    if !written.containsExactly(path) { written.append(path) }
    let target = entryPlace(of: path)
    guard !target.unicodeScalars.contains("\u{FFFD}") else {
      throw BuiltinError(
        "\"\(path)\" cannot be rehearsed: the path of its folder is not UTF-8",
        hint: "rehearse in a folder whose path is", kind: "file")
    }
    let rehearsed = root + target
    do throws(SystemFault) {
      if kind(target.pathFolder) != nil { try mirror(target.pathFolder) }
      if kind(target) == .folder { try mirror(target) }
      // A link would lead the writer to the real file.
      if isLink(rehearsed) { try removeTree(rehearsed) }
    } catch {
      throw BuiltinError("\"\(path)\" cannot be rehearsed in \(root): \(error)", kind: "file")
    }
    return rehearsed
  }

  /// Nothing is kept of what is read.
  public func willRead(_ paths: [String]) {}

  /// Makes a folder in the scratch folder that holds links to all that the real one holds.
  private func mirror(_ folder: String) throws(SystemFault) {
    guard folder != "/" else { return }
    let mirrored = root + folder
    if kind(mirrored) != nil, !isLink(mirrored) { return }
    try mirror(folder.pathFolder)
    if isLink(mirrored) { try removeTree(mirrored) }
    try makeFolders(mirrored)
    guard kind(folder) == .folder else { return }
    for (name, _) in try folderEntries(folder) {
      let link = mirrored.inFolder(name)
      if kind(link) == nil { try? makeLink(link, to: folder.inFolder(name)) }
    }
  }

  private func kind(_ path: String) -> EntryKind? {
    try? systemKind(path, followsLinks: true).get()
  }

  private func isLink(_ path: String) -> Bool {
    (try? systemKind(path, followsLinks: false).get()) == .link
  }
}
