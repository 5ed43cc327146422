internal import Audio
internal import ExactStrings
internal import Files
internal import Synchronization
internal import Text

/// What is known of the files that were made in a folder: a line of JSON for each, in a file beside them.
///
/// A line is added when a file has its name. What a line says that was cut short is not known, and
/// its file is made again.
final class FileJournal: Sendable {
  /// What is known of a file.
  struct Entry: Sendable, Equatable {
    /// What it was made from, and how.
    let key: String
    /// Its length in bytes.
    let byteCount: Int
    /// What its samples were multiplied by.
    let factor: Double
  }

  private struct State {
    var entries: [ExactString: Entry]
    var file: OutputFile?
  }

  private let folder: String
  private let path: String
  private let state: Mutex<State>

  /// Opens the journal of a folder, whether there is one or not.
  init(folder: String, name: String) throws(TextError) {
    self.folder = folder
    path = folder + "/" + name
    var entries: [ExactString: Entry] = [:]
    if try pathKind(path) != nil {
      // A line that was cut short need not be whole text.
      let lines = String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n")
      for line in lines {
        guard let (name, entry) = Self.entry(line) else { continue }
        entries[name] = entry
      }
    }
    state = Mutex(State(entries: entries, file: nil))
  }

  /// What is known of a file.
  func entry(_ name: String) -> Entry? { state.withLock { $0.entries[name] } }

  /// Whether a file is there, as long as it was, and made from what a key says.
  func holds(_ name: String, key: String) -> Bool {
    guard let entry = entry(name), entry.key.isExactly(key) else { return false }
    do {
      return try fileStamp(folder + "/" + name).byteCount == entry.byteCount
    } catch {
      return false
    }
  }

  /// Adds a line for a file that has its name.
  func add(_ name: String, _ entry: Entry) throws(TextError) {
    let line = try Self.line(name, entry, path)
    let failure = state.withLock { (state) -> TextError? in
      state.entries[name] = entry
      do throws(SystemFault) {
        let file: OutputFile
        if let open = state.file { file = open } else { file = try Self.opened(path) }
        state.file = file
        try file.write(Array(line.utf8))
        return nil
      } catch {
        return .file(path: path, problem: .refused(error.words))
      }
    }
    if let failure { throw failure }
  }

  /// Writes the journal anew, a line for each file, in the order of their names.
  func finish() throws(TextError) {
    let entries = state.withLock { state in
      // What was written through it is on the disk; it is written anew below.
      state.file = nil
      return state.entries
    }
    var text = ""
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      text += try Self.line(name.string, entry, path)
    }
    try writeFile(path, Array(text.utf8))
  }

  private static func opened(_ path: String) throws(SystemFault) -> OutputFile {
    let file = try OutputFile(extending: path)
    // Behind a line that was cut short, a new one begins.
    if file.byteCount > 0 { try file.write([UInt8(ascii: "\n")]) }
    return file
  }

  private static func line(
    _ name: String, _ entry: Entry, _ path: String
  ) throws(TextError) -> String {
    let object = JSONObject([
      (key: "file", value: .string(name)), (key: "bytes", value: .integer(entry.byteCount)),
      (key: "factor", value: .number(entry.factor)), (key: "key", value: .string(entry.key)),
    ])
    do {
      return try JSON.object(object).text() + "\n"
    } catch {
      throw .file(path: path, problem: .refused("\(error)"))
    }
  }

  private static func entry(_ line: Substring) -> (String, Entry)? {
    guard let object = Self.object(line), let name = object["file"]?.string,
      let key = object["key"]?.string, let bytes = object["bytes"]?.integer,
      let factor = object["factor"]?.double
    else { return nil }
    return (name, Entry(key: key, byteCount: bytes, factor: factor))
  }

  private static func object(_ line: Substring) -> JSON? {
    do {
      return try JSON(parsing: String(line))
    } catch {
      // A line that was cut short says nothing; its file is made again.
      return nil
    }
  }
}
