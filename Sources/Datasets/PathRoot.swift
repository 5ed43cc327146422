internal import Foundation

/// A folder that the paths of a manifest are relative to, and that they must not leave.
struct PathRoot {
  /// Why a path is not followed.
  enum Refusal: Error {
    /// There is no path.
    case empty
    /// It leads outside the folder.
    case outside
  }

  let folder: String
  let allowsOutside: Bool
  private let resolvedFolder: String
  private var resolvedParents: [String: String] = [:]

  init(_ folder: String, allowsOutside: Bool) {
    self.folder = folder
    self.allowsOutside = allowsOutside
    resolvedFolder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
  }

  /// The path to open for one that a manifest gives.
  ///
  /// The characters of the path are taken as they are: `~`, `%` and `file:` mean nothing special.
  /// Unless it is allowed, neither `..`, nor an absolute path, nor a symbolic link leads outside.
  mutating func resolve(_ path: String) throws(Refusal) -> String {
    guard !path.isEmpty, path != "." else { throw .empty }
    guard !path.utf8.contains(0), path.utf8.count <= 4096 else { throw .outside }
    let isComplete = path.hasPrefix("/") || folder == "."
    let joined = isComplete ? path : folder + "/" + path
    guard !allowsOutside else { return joined }
    guard !climbsOut(path) else { throw .outside }
    guard isInside(joined) else { throw .outside }
    return joined
  }

  /// Whether the steps of a relative path lead above where they start.
  private func climbsOut(_ path: String) -> Bool {
    guard !path.hasPrefix("/") else { return false }
    var depth = 0
    for step in path.split(separator: "/") where step != "." {
      depth += step == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }

  /// Whether a path lies in the folder once symbolic links are followed.
  private mutating func isInside(_ path: String) -> Bool {
    let url = URL(fileURLWithPath: path)
    let parent = url.deletingLastPathComponent().path
    let resolvedParent =
      resolvedParents[parent] ?? URL(fileURLWithPath: parent).resolvingSymlinksInPath().path
    resolvedParents[parent] = resolvedParent
    guard isUnderFolder(resolvedParent) else { return false }
    let isLink = FileManager.default.isSymbolicLink(path)
    return !isLink || isUnderFolder(url.resolvingSymlinksInPath().path)
  }

  private func isUnderFolder(_ resolved: String) -> Bool {
    resolved == resolvedFolder || resolvedFolder == "/" || resolved.hasPrefix(resolvedFolder + "/")
  }
}

extension FileManager {
  /// Whether a symbolic link stands at the path itself.
  fileprivate func isSymbolicLink(_ path: String) -> Bool {
    do {
      return try attributesOfItem(atPath: path)[.type] as? FileAttributeType == .typeSymbolicLink
    } catch {
      // What is not there is no link; opening it will say so.
      return false
    }
  }
}
