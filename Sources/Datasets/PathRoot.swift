internal import Audio
internal import ExactStrings
internal import Files
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
  private var resolvedParents: [ExactString: String] = [:]
  /// The folder that was opened last: the recordings of one often follow each other.
  private var openedParent: OpenedFolder?

  /// The folder that opened files have to lie in, as a path from the root without links, or `nil`.
  var bound: String? { allowsOutside ? nil : resolvedFolder }

  init(_ folder: String, allowsOutside: Bool) {
    self.folder = folder
    self.allowsOutside = allowsOutside
    resolvedFolder = place(of: folder)
  }

  /// The path to open for one that a manifest gives, if the folder that it is in is not outside.
  ///
  /// The characters of the path are taken as they are: `~`, `%` and `file:` mean nothing special.
  /// Unless it is allowed, neither `..`, nor an absolute path, nor a link to a folder leads outside.
  /// What stands at the path may still be a link, and another one when it is opened: the opened file
  /// is compared with ``bound``.
  mutating func resolve(_ path: String) throws(Refusal) -> String {
    guard !path.isEmpty, path != "." else { throw .empty }
    guard !path.utf8.contains(0), path.utf8.count <= 4096 else { throw .outside }
    let joined =
      path.hasPrefix("/") ? path : folder == "." ? unmistakable(path) : folder + "/" + path
    guard !allowsOutside else { return joined }
    guard !climbsOut(path), isParentInside(joined) else { throw .outside }
    // The last step of a path that ends so is no name in the folder before it.
    let isName = !path.hasSuffix("/") && !path.hasSuffix("/.") && !path.hasSuffix("..")
    guard isName || isInside(joined) else { throw .outside }
    return joined
  }

  /// A path of the current folder that means the same where a recipe names it: `./~` is no home folder.
  private func unmistakable(_ path: String) -> String {
    path.utf8.first == UInt8(ascii: "~") ? "./" + path : path
  }

  /// The folder that a path is in, opened, if it lies inside and opened files have to.
  mutating func parent(of path: String) -> OpenedFolder? {
    guard let bound else { return nil }
    let parent = Self.parent(of: path)
    if openedParent.map({ $0.path.isExactly(parent) }) != true {
      openedParent = OpenedFolder(parent, within: bound)
    }
    return openedParent
  }

  /// Whether the steps of a relative path lead above where they start.
  private func climbsOut(_ path: String) -> Bool {
    guard !path.hasPrefix("/") else { return false }
    let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    var depth = 0
    for step in path.utf8.split(separator: slash) {
      if step.count > 2 || step.contains(where: { $0 != dot }) {
        depth += 1
      } else if step.count == 2 {
        depth -= 1
      }
      if depth < 0 { return true }
    }
    return false
  }

  /// Whether a path lies in the folder once links are followed, also one that stands at the path.
  ///
  /// What is not there leads nowhere; opening it will say so.
  func isInside(_ path: String) -> Bool {
    isUnderFolder(place(of: path))
  }

  private mutating func isParentInside(_ path: String) -> Bool {
    let parent = Self.parent(of: path)
    let resolvedParent = resolvedParents[parent] ?? place(of: parent)
    resolvedParents[parent] = resolvedParent
    return isUnderFolder(resolvedParent)
  }

  /// The path of the folder that a path is in.
  private static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func isUnderFolder(_ resolved: String) -> Bool {
    isBeneath(resolvedFolder, resolved)
  }
}
