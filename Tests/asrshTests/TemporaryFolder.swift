internal import Foundation

/// A folder for one test, which is removed when the test is over.
final class TemporaryFolder {
  /// Where it is.
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/asrsh-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch {}
  }

  /// The path of the entry `name`.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes `bytes` to the file `name` and returns its path.
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: URL(filePath: file(name)))
    return file(name)
  }

  /// Writes `text` to the file `name` and returns its path.
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  /// The text of the file `name`.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: file(name), encoding: .utf8)
  }
}
