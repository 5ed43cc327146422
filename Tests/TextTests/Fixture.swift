internal import Foundation

@testable internal import Text

/// The path of a file in `Tests/Fixtures/text`.
func fixturePath(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/text/" + name).path
}

/// The JSON value of a file in `Tests/Fixtures/text`.
func fixture(_ name: String) throws -> JSON {
  try JSON(path: fixturePath(name))
}

/// Runs a body with a folder of its own, and removes it afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "text-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}

/// Writes a text to a file.
func write(_ text: String, _ path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}
