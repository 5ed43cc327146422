internal import Foundation
public import Interpreter
internal import Text

/// Files of a rehearsal: what is written goes into a folder of its own, what is read is what was
/// written there or else the real thing.
///
/// Where a folder holds real files and one is written beside them, the scratch folder mirrors it with
/// links, so that reading the folder gives both. The real files are never touched.
public final class ScratchFiles: FileAccess {
  private let root: String
  private let files = FileManager.default
  /// What the recipe would have written, as it names it.
  public private(set) var written: [String] = []

  /// Makes a folder for what is written.
  ///
  /// - Throws: ``RunError/cannotWrite(path:reason:)``.
  public init() throws(RunError) {
    root = FileManager.default.temporaryDirectory.path + "/asrsh-rehearsal-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
    } catch {
      throw .cannotWrite(path: root, reason: systemReason(error))
    }
  }

  /// Removes the folder with everything in it.
  public func remove() {
    try? files.removeItem(atPath: root)
  }

  /// The rehearsed file if there is one, else the real one.
  public func reading(_ path: String) -> String {
    let rehearsed = scratch(path)
    return files.fileExists(atPath: rehearsed) ? rehearsed : path
  }

  /// A place in the scratch folder.
  public func writing(_ path: String) throws -> String {
    if !written.contains(path) { written.append(path) }
    let target = absolute(path)
    let folder = (target as NSString).deletingLastPathComponent
    do {
      if files.fileExists(atPath: folder) { try mirror(folder) }
      if isFolder(target) { try mirror(target) }
    } catch {
      throw BuiltinError(
        "\"\(path)\" cannot be rehearsed in \(root): \(systemReason(error))", kind: "file")
    }
    let rehearsed = root + target
    // A link would lead the writer to the real file.
    if isLink(rehearsed) { try? files.removeItem(atPath: rehearsed) }
    return rehearsed
  }

  /// Nothing is kept of what is read.
  public func willRead(_ paths: [String]) {}

  /// Makes a folder in the scratch folder that holds links to all that the real one holds.
  private func mirror(_ folder: String) throws {
    guard folder != "/" else { return }
    let place = root + folder
    if files.fileExists(atPath: place), !isLink(place) { return }
    try mirror((folder as NSString).deletingLastPathComponent)
    if isLink(place) { try files.removeItem(atPath: place) }
    try files.createDirectory(atPath: place, withIntermediateDirectories: true)
    guard isFolder(folder) else { return }
    for name in try files.contentsOfDirectory(atPath: folder) {
      let link = "\(place)/\(name)"
      if !files.fileExists(atPath: link) {
        try? files.createSymbolicLink(atPath: link, withDestinationPath: "\(folder)/\(name)")
      }
    }
  }

  private func scratch(_ path: String) -> String { root + absolute(path) }

  private func absolute(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : files.currentDirectoryPath + "/" + path
    return URL(fileURLWithPath: whole).standardizedFileURL.path
  }

  private func isFolder(_ path: String) -> Bool {
    (try? files.contentsOfDirectory(atPath: path)) != nil
  }

  private func isLink(_ path: String) -> Bool {
    (try? files.destinationOfSymbolicLink(atPath: path)) != nil
  }
}
