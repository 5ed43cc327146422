import Foundation
import Testing

@testable import Interpreter

/// Names against patterns, as Python's fnmatch.fnmatchcase has it.
@Test(arguments: [
  ("a.wav", "*.wav", true), ("a.WAV", "*.wav", false), ("a.wav", "?.wav", true),
  ("ab.wav", "?.wav", false), ("take-7.flac", "take-[0-9].flac", true),
  ("take-x.flac", "take-[0-9].flac", false), ("take-x.flac", "take-[!0-9].flac", true),
  ("a]b", "a[]]b", true), ("a[b", "a[[]b", true), ("a[b", "a[b", true), ("", "*", true),
  ("abcabd", "*ab?", true), ("abcabx.wav", "*ab*.wav", true), ("aaaa", "*a*a*b", false),
  ("über.wav", "?ber.wav", true), ("u\u{308}ber.wav", "?ber.wav", false),
  ("u\u{308}ber.wav", "über.wav", false),
])
func `a name matches a step of a pattern`(name: String, pattern: String, matches: Bool) {
  #expect(PathPattern.matches(name, Array(pattern.unicodeScalars)) == matches)
}

@Suite struct ListFilesTests {
  private let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory.appending(path: "list-\(UUID().uuidString)").path
    for place in ["b/deep/er", ".hid", "empty"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(place)", withIntermediateDirectories: true)
    }
    for name in [
      "10.wav", "2.wav", "a.flac", ".h.wav", "b/1.wav", "b/deep/1.wav", "b/deep/er/x.wav",
      ".hid/y.wav",
      "u\u{308}.wav", "\u{fc}.wav",
    ] {
      try Data().write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/b/up", withDestinationPath: "\(folder)")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link.wav", withDestinationPath: "\(folder)/2.wav")
  }

  private func listed(_ pattern: String) throws -> [String] {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try PathPattern("\(folder)/\(pattern)").files(
      in: PathPattern("\(folder)/\(pattern)").base
    ) {}
    .map { String($0.dropFirst(folder.count + 1)) }
  }

  // Python: sorted(glob.glob(pattern, recursive=True)), but that `**` goes through no links to folders.
  @Test func `files are sorted by code points, and their names are exact`() throws {
    let found = try listed("*.wav")
    #expect(
      found.map { Array($0.utf8) }
        == ["10.wav", "2.wav", "link.wav", "u\u{308}.wav", "\u{fc}.wav"].map { Array($0.utf8) })
  }

  @Test func `two stars are any folders, also none`() throws {
    #expect(
      try listed("**/[0-9x]*.wav")
        == ["10.wav", "2.wav", "b/1.wav", "b/deep/1.wav", "b/deep/er/x.wav"])
  }

  @Test func `a star is one folder`() throws {
    #expect(try listed("*/1.wav") == ["b/1.wav"])
  }

  @Test func `hidden names match a dot alone`() throws {
    #expect(try listed(".*.wav") == [".h.wav"])
  }

  @Test func `nothing matches in an empty folder`() throws {
    #expect(try listed("empty/*").isEmpty)
  }
}
