internal import Foundation
internal import Testing

@testable internal import Text

/// Files that are read a piece at a time.
@Suite struct TextPiecesTests {
  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "pieces-\(UUID().uuidString).txt").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  private func whole(_ path: String) throws -> [UInt8] {
    var (pieces, all): (TextPieces, [UInt8]) = (try TextPieces(path), [])
    while !pieces.isAtEnd { all += try pieces.next() }
    return all
  }

  @Test(arguments: 0..<4)
  func `letters that lie across pieces stay whole`(shift: Int) throws {
    // Letters of 1 to 4 bytes, so that each place of a letter falls on the end of a piece.
    let text = String(repeating: "aé日😀", count: 900_000)
    let bytes = Array(repeating: UInt8(ascii: "x"), count: shift) + Array(text.utf8)
    for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
      try withFile(mark + bytes) { path in
        let read = try whole(path)
        #expect(read == bytes)
      }
    }
  }

  @Test func `a byte that is not UTF-8 is named wherever it is`() throws {
    let line = Array("twelve bytes\n".utf8)
    let good = Array(repeatElement(line, count: 400_000).joined())
    let cases: [([Int], [UInt8], TextEncoding)] = [
      ([0xFF], [], .latin1), ([0xC3], [], .latin1), ([0xE3, 0x80], Array("x".utf8), .windows1252),
    ]
    for (bad, after, likely) in cases {
      let bytes = good + bad.map { UInt8($0) } + after
      let problem = FileProblem.notUTF8(line: 400_001, byte: good.count, likely: likely)
      try withFile(bytes) { path in
        #expect(throws: TextError.file(path: path, problem: problem)) { try whole(path) }
        #expect(throws: TextError.file(path: path, problem: problem)) { try readText(path) }
      }
    }
  }

  @Test func `nothing, a large file and one that changes`() throws {
    try withFile([]) { path in
      let read = try whole(path)
      #expect(read.isEmpty)
    }
    try withFile([UInt8](repeating: 0x20, count: 1_000)) { path in
      var pieces = try TextPieces(path, limit: 999)
      #expect(throws: TextError.self) { try pieces.next() }
      var changed = try TextPieces(path)
      let count = try changed.next().count
      #expect(count == 1_000)
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: 10)
      #expect(throws: TextError.file(path: path, problem: .changed)) { try changed.next() }
    }
  }

  @Test func `what is no file is refused at once`() throws {
    let folder = FileManager.default.temporaryDirectory.path
    let pipe = folder + "/pipe-\(UUID().uuidString)"
    unsafe mkfifo(pipe, 0o600)
    defer { try? FileManager.default.removeItem(atPath: pipe) }
    for path in [folder, pipe, "/dev/zero", "/dev/full", "/no/such/file", "a\0b", ""] {
      #expect(throws: TextError.self, "\(path)") { try TextPieces(path) }
      #expect(throws: TextError.self, "\(path)") { try readFile(path) }
    }
  }
}
