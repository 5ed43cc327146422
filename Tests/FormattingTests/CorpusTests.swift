import Foundation
import Testing

/// Every recipe of the repository keeps its meaning and its comments.
@Suite struct CorpusTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The recipes under `folder`, relative to the root.
  private static func recipes(under folder: String) -> [String] {
    let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    return (files?.allObjects ?? []).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".asr") }.sorted().map { "\(folder)/\($0)" }
  }

  static var all: [String] { recipes(under: "recipes") + recipes(under: "Tests") }

  @Test(arguments: all)
  func `a recipe keeps its meaning`(path: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    do {
      _ = try outline(text)
    } catch {
      return
    }
    let formatted = try expectFaithful(text)
    for line in formatted.split(separator: "\n") {
      #expect(line.last?.isWhitespace == false)
    }
  }

  @Test(arguments: recipes(under: "recipes"))
  func `the recipes that people start from are laid out canonically`(path: String) throws {
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    #expect(try expectFaithful(text) == text)
  }

  @Test func `most recipes are read`() throws {
    let readable = Self.all.count { path in
      do {
        _ = try outline(String(contentsOf: Self.root.appending(path: path), encoding: .utf8))
        return true
      } catch {
        return false
      }
    }
    #expect(readable > 20)
  }
}
