internal import ExactStrings
internal import struct Files.SystemFault
internal import func Files.pathsBelow
internal import Text

/// A file of a folder that is sent to the hub.
struct FolderFile: Equatable {
  /// The name in the repository: the path below the folder.
  let name: String
  /// The path on this machine.
  let path: String
  /// The length in bytes.
  let byteCount: Int

  /// The files of a folder and of those in it, sorted by name; links to files are followed.
  ///
  /// Names that begin with a dot are left out, but for `.gitattributes`.
  ///
  /// - Parameter folder: The path of the folder.
  /// - Returns: At least one file.
  /// - Throws: ``HubError`` if there is no such folder, or a name that no repository can have.
  static func all(in folder: String) throws(HubError) -> [FolderFile] {
    guard !folder.utf8.contains(0), DiskEntry(folder)?.isFolder == true else {
      throw .file(path: folder, problem: "is not a folder")
    }
    let names: [String]
    do throws(SystemFault) {
      names = try pathsBelow(folder)
    } catch {
      throw .file(path: folder, problem: "cannot be read: \(error)")
    }
    var files: [FolderFile] = []
    for name in names.sortedExactly() where !isHidden(name) {
      guard let entry = DiskEntry("\(folder)/\(name)"), entry.isFile else { continue }
      guard isSafeFileName(name) else {
        throw .fileRefused(name, message: "its name has letters that no repository allows")
      }
      files.append(
        FolderFile(name: name, path: "\(folder)/\(name)", byteCount: entry.byteCount))
    }
    guard !files.isEmpty else { throw .nothingToSend(folder: folder) }
    return files
  }

  private static func isHidden(_ name: String) -> Bool {
    name.utf8.split(separator: UInt8(ascii: "/")).contains {
      $0.first == UInt8(ascii: ".") && !$0.elementsEqual(".gitattributes".utf8)
    }
  }

  /// Opens the file.
  func opened() throws(HubError) -> DiskFile {
    try onDisk(path, "cannot be read") { () throws(SystemFailure) in try DiskFile(reading: path) }
  }

  /// Reads all bytes.
  func bytes() throws(HubError) -> [UInt8] {
    let file = try opened()
    return try onDisk(path, "cannot be read") { () throws(SystemFailure) in
      try file.read(byteCount, at: 0)
    }
  }

  /// The first bytes, by which the hub tells text from other content.
  func sample() throws(HubError) -> [UInt8] {
    let file = try opened()
    return try onDisk(path, "cannot be read") { () throws(SystemFailure) in
      try file.read(min(512, byteCount), at: 0)
    }
  }
}
