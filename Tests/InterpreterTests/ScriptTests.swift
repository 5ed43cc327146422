import Foundation
import Interpreter
import Language
import Testing

/// The recipes under `Scripts`, each of which says in comments what it prints and how it fails:
/// `# expect: text` for a line of output, `# expect error: text` for a line of the shown errors.
struct ScriptTests {
  @Test(arguments: Script.all)
  func `does what its comments say`(script: Script) throws {
    let text = try String(contentsOf: script.file, encoding: .utf8)
    let outcome = run(sources: [text], name: script.file.lastPathComponent, path: script.file.path)
    #expect(outcome.lines == Script.expectations(in: text, marker: "# expect: "))
    let errors = Script.expectations(in: text, marker: "# expect error: ")
    let shown = outcome.rendered.split(separator: "\n").map {
      String($0.drop { $0 == " " || $0 == "=" })
    }
    for error in errors {
      #expect(
        shown.contains { $0 == error || $0 == "error: \(error)" },
        "\(error) is not among:\n\(outcome.rendered)")
    }
    #expect(errors.isEmpty == (outcome.failure == nil), "\(outcome.rendered)")
  }
}

/// A recipe under `Scripts`.
struct Script: Sendable, CustomTestStringConvertible {
  let file: URL
  let testDescription: String

  static var all: [Script] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Scripts")
    let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
    return files.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".asr") && !$0.hasPrefix("import/files/") }.sorted()
      .map { Script(file: folder.appendingPathComponent($0), testDescription: $0) }
  }

  static func expectations(in text: String, marker: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      guard let marked = line.range(of: marker) else { return nil }
      return String(line[marked.upperBound...])
    }
  }
}
