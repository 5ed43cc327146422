import Foundation

/// What the script `Tests/Fixtures/display.py` wrote to a file.
func fixture<Contents: Decodable>(_ name: String, as type: Contents.Type) throws -> Contents {
  let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
  let file = tests.appendingPathComponent("Fixtures/display/\(name)")
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}

/// The text without the control sequences that set a style.
func withoutStyles(_ text: String) -> String {
  text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}
