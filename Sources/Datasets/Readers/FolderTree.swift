internal import ExactStrings
internal import Files
internal import Foundation
internal import Text

/// The files under a folder, folder by folder, each folder's names in natural order.
struct FolderTree {
  /// The folder.
  let root: String
  /// Whether links to folders are followed; a folder that was seen is not entered twice.
  let followsLinks: Bool

  init(_ root: String, followsLinks: Bool = false) {
    self.root = root
    self.followsLinks = followsLinks
  }

  /// What stands in a folder, by names.
  struct Listing {
    var files: [String] = []
    var folders: [String] = []
  }

  /// Returns what stands in a folder of the tree; hidden names, those with a dot first, are left out.
  ///
  /// - Parameters:
  ///   - folder: The folder relative to the root; empty for the root itself.
  ///   - sortsFiles: Whether the names of files are wanted in order.
  /// - Returns: The names.
  /// - Throws: ``DatasetError`` if the folder cannot be listed.
  func listing(
    _ folder: String = "", sortsFiles: Bool = true
  ) throws(DatasetError) -> Listing {
    let path = folder.isEmpty ? root : root + "/" + folder
    var listing = Listing()
    do throws(SystemFault) {
      for (name, kind) in try folderEntries(path) where !name.hasPrefix(".") {
        if isFolder(kind, path + "/" + name) {
          listing.folders.append(name)
        } else {
          listing.files.append(name)
        }
      }
    } catch {
      throw .text(.file(path: path, problem: .refused(error.words)))
    }
    listing.folders.sort(by: comesBefore)
    if sortsFiles { listing.files.sort(by: comesBefore) }
    return listing
  }

  private func isFolder(_ kind: EntryKind?, _ path: @autoclosure () -> String) -> Bool {
    switch kind ?? (try? systemKind(path(), followsLinks: false).get()) {
    case .folder: true
    case .link: followsLinks && (try? pathKind(path())) == .folder
    default: false
    }
  }

  /// Calls a function with every folder of the tree and its files until it says that this is enough.
  ///
  /// - Parameters:
  ///   - deepest: The most steps down from the root; what lies deeper is not looked at.
  ///   - most: The most folders to look at.
  ///   - list: Lists a folder, in the place of ``listing(_:sortsFiles:)``.
  ///   - visit: Gets the path of a folder relative to the root, empty for the root, and the names in
  ///     it; returns whether to go on.
  /// - Throws: ``DatasetError`` if a folder cannot be listed.
  func visit(
    deepest: Int = 8, most: Int = .max,
    listing list: ((String) throws(DatasetError) -> Listing)? = nil,
    _ visit: (String, Listing) throws(DatasetError) -> Bool
  ) throws(DatasetError) {
    var waiting = [(folder: "", depth: 0)]
    var seen: Set<ExactString> = []
    var count = 0
    while let (folder, depth) = waiting.popLast(), count < most {
      if followsLinks {
        let path = root + "/" + folder
        guard seen.insert(place(of: path)).inserted else { continue }
      }
      count += 1
      let listing = if let list { try list(folder) } else { try self.listing(folder) }
      guard try visit(folder, listing) else { return }
      guard depth < deepest else { continue }
      for name in listing.folders.reversed() {
        waiting.append((folder.isEmpty ? name : folder + "/" + name, depth + 1))
      }
    }
  }
}

/// A name without its ending: `a.b` for `a.b.wav`.
func stem(_ name: String) -> String {
  name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
}

/// Whether a name ends as recordings do; a name that is nothing but an ending does not.
func isRecording(_ name: String) -> Bool {
  guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
  return FolderReader.audioEndings.contains(name[name.index(after: dot)...].lowercased())
}

/// A path relative to a root, of a folder in it and a name.
func joined(_ folder: String, _ name: String) -> String {
  folder.isEmpty ? name : folder + "/" + name
}

/// The lines of a text that are not blank, with their numbers from 1.
func numberedLines(_ path: String) throws(DatasetError) -> [(number: Int, line: Substring)] {
  try content(path).split(omittingEmptySubsequences: false) { ["\n", "\r\n", "\r"].contains($0) }
    .enumerated().map { (number: $0 + 1, line: $1) }
    .filter { !$0.line.allSatisfy(\.isWhitespace) }
}

extension Substring {
  /// The first word of a line and what stands behind it, without the spaces around.
  var firstWord: (word: String, rest: String) {
    let line = drop(while: \.isWhitespace)
    let word = line.prefix { !$0.isWhitespace }
    return (String(word), normalizeSpaces(String(line.dropFirst(word.count))))
  }
}
