internal import ExactStrings
internal import Files
internal import Synchronization
internal import Text

/// The recordings of a folder by the names that lists have for them.
///
/// A name is looked for as it is spelled. If there is none, it is looked for as it looks: macOS stores
/// an accent as a code point of its own where lists mostly have one for both.
struct RecordingNames {
  private var exact: [ExactString: String] = [:]
  private var lookalikes = Lookalikes()

  /// Makes a recording known under a name; of two with one name, the later one counts.
  mutating func add(_ recording: String, as name: String) {
    exact[name] = recording
    lookalikes.add(name)
  }

  /// The recording that a list means by a name, or `nil` if there is none, or if several look alike.
  subscript(_ name: String) -> String? {
    exact[name] ?? lookalikes.only(name).flatMap { exact[$0] }
  }
}

/// Names by how they look, whatever the code points that they are spelled with.
private struct Lookalikes {
  // Swift's own keys are just that: strings that look the same are one.
  private var names: [String: [String]] = [:]

  init(_ names: some Sequence<String> = []) {
    for name in names { add(name) }
  }

  mutating func add(_ name: String) {
    if names[name]?.containsExactly(name) != true { names[name, default: []].append(name) }
  }

  /// The name that looks as another does, if just one does.
  func only(_ name: String) -> String? {
    guard let found = names[name], found.count == 1 else { return nil }
    return found[0]
  }
}

/// Finds what stands where a path seems to lead but, letter for letter, does not.
///
/// Each folder is listed once, and only for names with letters that can be spelled in several ways.
final class LookalikePaths: Sendable {
  private let folders = Mutex<[ExactString: Lookalikes]>([:])

  /// A path that is there and looks as another that is not, or `nil` if there is none.
  func path(like missing: String) -> String? {
    guard missing.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    let slash = UInt8(ascii: "/")
    var (path, isOther) = (missing.utf8.first == slash ? "" : ".", false)
    for step in missing.utf8.split(separator: slash).map({ String($0) ?? "" }) {
      let next = path + "/" + step
      if (try? pathKind(next)) != nil {
        path = next
        continue
      }
      guard let name = only(step, in: path.isEmpty ? "/" : path) else { return nil }
      (path, isOther) = (path + "/" + name, true)
    }
    guard isOther else { return nil }
    return missing.utf8.first == slash ? path : String(path.dropFirst(2))
  }

  private func only(_ name: String, in folder: String) -> String? {
    folders.withLock { folders in
      if folders[folder] == nil {
        let names = (try? folderEntries(folder))?.map(\.name) ?? []
        folders[folder] = Lookalikes(names)
      }
      return folders[folder]?.only(name)
    }
  }
}
