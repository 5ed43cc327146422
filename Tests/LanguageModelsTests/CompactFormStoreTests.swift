import Caching
import Foundation
import TestSupport
import Testing

@testable import LanguageModels

/// Compact forms in the cache.
struct CompactFormStoreTests {
  let folder: TemporaryFolder
  let cache: ContentCache
  let path: String

  /// An ARPA file of a megabyte, changed an hour ago.
  init() throws {
    folder = try TemporaryFolder()
    cache = ContentCache(folder: folder.file("cache"))
    let count = 40_000
    var text = "\\data\\\nngram 1=\(count + 3)\n\n\\1-grams:\n-1 <unk>\n-99 <s>\n-1 </s>\n"
    for word in 0..<count { text += "-\(Double(word % 977) * 0.01) some-longish-word-\(word)\n" }
    path = try folder.write("a.arpa", text: text + "\n\\end\\\n")
    try age(path)
  }

  private func age(_ path: String, hours: Double = 1) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3_600 * hours)], ofItemAtPath: path)
  }

  private func score(_ path: String) throws -> Double {
    let model = try LanguageModel(path: path, cache: cache)
    return model.score("some-longish-word-1 some-longish-word-976 nothing")
  }

  private var entry: String { folder.file("cache/" + (cache.entries().first?.name ?? "none")) }

  @Test func `is kept once, found by content, and then by its times`() throws {
    let expected = try LanguageModel(path: path).score(
      "some-longish-word-1 some-longish-word-976 nothing")
    #expect(try score(path) == expected)
    #expect(cache.entries().map(\.label) == ["language model \(path)"])
    #expect(try score(path) == expected)
    // The times of its last change are too near: it was found by its content.
    #expect(cache.entries().first?.name.hasPrefix("0000000000000000-") == true)
    let store = CompactFormStore(cache)
    #expect(store.mark(of: path) == nil)
    #expect(store.mark(of: folder.path + "/none") == nil)
    let key = try #require(store.key(of: [UInt8](Data(contentsOf: URL(filePath: path)))))
    #expect(store.form(key: key, mark: "0123456789abcdef") != nil)
    #expect(store.form(marked: "0123456789abcdef") != nil)
    #expect(cache.entries().map(\.name) == ["0123456789abcdef-\(key)"])
  }

  @Test func `a file that was left alone is found without being read`() async throws {
    _ = try score(path)
    try await Task.sleep(for: .seconds(4))
    let store = CompactFormStore(cache)
    let mark = try #require(store.mark(of: path))
    #expect(store.form(marked: mark) == nil)
    let expected = try score(path)
    #expect(store.form(marked: mark) != nil)
    #expect(try score(path) == expected)
    // Another content of the same length and time of writing has another time of change.
    let other = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("-0.01 some", with: "-0.09 some")
    try other.write(toFile: path, atomically: false, encoding: .utf8)
    try age(path)
    #expect(try score(path) != expected)
  }

  @Test func `damaged entries are not used but replaced`() throws {
    let expected = try score(path)
    let whole = try Data(contentsOf: URL(filePath: entry))
    var random = Randomness(seed: 3)
    let places =
      [0, 20, 100, 160, 170]
      + (0..<30).map { _ in
        Int.random(in: 0..<whole.count, using: &random)
      }
    for place in places {
      var damaged = whole
      damaged[place] ^= 0x10
      try damaged.write(to: URL(filePath: entry))
      #expect(try score(path) == expected, "byte \(place)")
      #expect(try Data(contentsOf: URL(filePath: entry)) == whole)
    }
    for length in [0, 1, 64, 65, 200, whole.count / 2, whole.count - 1] {
      try whole.prefix(length).write(to: URL(filePath: entry))
      #expect(try score(path) == expected, "\(length) bytes")
    }
  }

  @Test func `an entry that is whole but no model is not used`() throws {
    let expected = try score(path)
    let name = try #require(cache.names(prefix: String(repeating: "0", count: 16)).first)
    for payload in [[], [1, 2, 3], [UInt8](repeating: 0, count: 500)] as [[UInt8]] {
      try cache.write(payload, as: name, label: "foreign")
      #expect(try score(path) == expected)
    }
  }

  @Test func `links that lead round in a circle, folders and missing files are errors`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("loop.arpa"), withDestinationPath: folder.file("loop.arpa"))
    for path in [folder.file("loop.arpa"), folder.path, folder.file("none.arpa"), "", "a\u{0}b"] {
      let error = #expect(throws: LanguageModelError.self) {
        try LanguageModel(path: path, cache: cache)
      }
      if case .file = error { continue }
      Issue.record("\(path): \(String(describing: error))")
    }
  }

  @Test func `a model outlives its entry`() throws {
    _ = try score(path)
    let model = try LanguageModel(path: path, cache: cache)
    cache.clear()
    #expect(model.score("some-longish-word-1") < 0)
  }

  @Test func `where nothing can be kept the model is read all the same`() throws {
    let blocked = ContentCache(folder: path + "/cache")
    let model = try LanguageModel(path: path, cache: blocked)
    #expect(model.score("some-longish-word-1") < 0)
    let small = try folder.write(
      "small.arpa", text: "\\data\\\nngram 1=3\n\n\\1-grams:\n-1 <unk>\n-9 <s>\n-1 </s>\n\\end\\\n")
    _ = try LanguageModel(path: small, cache: cache)
    #expect(cache.entries() == [])
  }
}
