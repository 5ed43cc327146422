internal import ExactStrings

/// Where a corpus may be, as readers look at it to tell formats apart.
///
/// Each folder is listed once, however many readers look.
public final class CorpusPlace {
  /// The folder or the file.
  public let path: String
  /// Whether it is a folder.
  public let isFolder: Bool

  private var listings: [ExactString: FolderTree.Listing] = [:]

  /// Names a place.
  public init(_ path: String, isFolder: Bool) {
    (self.path, self.isFolder) = (path, isFolder)
  }

  /// What stands in a folder relative to the place, the names of files in no order.
  func listing(_ folder: String = "") throws(DatasetError) -> FolderTree.Listing {
    if let known = listings[folder] { return known }
    let listing = try FolderTree(path).listing(folder, sortsFiles: false)
    listings[folder] = listing
    return listing
  }

  /// Whether a folder near the top has files that a function recognizes.
  ///
  /// It is a quick look: a folder that cannot be listed counts as one without.
  ///
  /// - Parameters:
  ///   - deepest: The most steps down.
  ///   - isOne: Told what stands in a folder, the names of files in no order.
  /// - Returns: Whether one of the first 64 folders is recognized.
  func hasFolder(deepest: Int, _ isOne: (FolderTree.Listing) -> Bool) -> Bool {
    var found = false
    do {
      try FolderTree(path).visit(
        deepest: deepest, most: 64,
        listing: { (folder) throws(DatasetError) in try self.listing(folder) }
      ) { (_, listing) throws(DatasetError) in
        found = isOne(listing)
        return !found
      }
    } catch {
      return false
    }
    return found
  }
}
