internal import ExactStrings
internal import Files

/// The trainings of a recorded run that is repeated: they are kept below the new record, so that those of
/// the user stay as they are, and what the recipe reads and writes in their folders leads there.
struct RerunTrainings {
  /// The folder of the new record.
  private let folder: String
  /// Where the folders lead that recipes name, and what stands for them.
  private var moved: [(place: String, folder: String)] = []

  init(below folder: String) {
    self.folder = folder
  }

  /// The folder that stands for the one in which a recipe wants a training kept.
  ///
  /// - Throws: ``SystemFault`` if the folder around it cannot be made.
  mutating func folder(for path: String) throws(SystemFault) -> String {
    let asked = place(of: path)
    if let known = moved.first(where: { $0.place.isExactly(asked) }) { return known.folder }
    let above = folder.inFolder(moved.isEmpty ? "fit" : "fit-\(moved.count + 1)")
    try makeFolders(above)
    let own = above.inFolder(asked.pathName)
    moved.append((asked, own))
    return own
  }

  /// The path to open for one that a recipe names.
  func path(for path: String) -> String {
    if moved.isEmpty { return path }
    let meant = place(of: path)
    for (place, folder) in moved {
      if meant.isExactly(place) { return folder }
      guard meant.startsExactly(with: place.inFolder("")) else { continue }
      return folder + String(decoding: meant.utf8.dropFirst(place.utf8.count), as: UTF8.self)
    }
    return path
  }
}
