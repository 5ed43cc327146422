internal import Text

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
    resolvedFolder = Self.resolved(folder)
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
    let parent = Self.parent(of: path)
    let resolvedParent = resolvedParents[parent] ?? Self.resolved(parent)
    resolvedParents[parent] = resolvedParent
    guard isUnderFolder(resolvedParent) else { return false }
    // The last step of a path that ends in one of these is no name in its folder.
    let isName = !path.hasSuffix("/") && !path.hasSuffix("/.") && !path.hasSuffix("..")
    let kind = try? systemKind(path, followsLinks: false).get()
    // What is not there leads nowhere; opening it will say so.
    return kind != .link && isName || kind == nil || isUnderFolder(Self.resolved(path))
  }

  /// The path of the folder that a path is in.
  private static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path from the root without links, as far as there is something on the way.
  private static func resolved(_ path: String) -> String {
    if let real = realPath(path.isEmpty ? "." : path) { return real }
    let parent = parent(of: path)
    guard parent != path, path != "." else { return path }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    let above = resolved(parent)
    if name == ".." { return Self.parent(of: above) }
    return name.isEmpty || name == "." ? above : (above == "/" ? "" : above) + "/" + name
  }

  private func isUnderFolder(_ resolved: String) -> Bool {
    resolved == resolvedFolder || resolvedFolder == "/" || resolved.hasPrefix(resolvedFolder + "/")
  }
}
