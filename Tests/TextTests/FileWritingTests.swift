internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import Text

private let refusal = TextError.content(path: "x", problem: "is not wanted")

@Test func `a file is replaced by its pieces`() throws {
  let folder = try TestSupport.TemporaryFolder()
  let path = try folder.write("a.txt", text: "old")
  let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
  try Text.writeFile(path) { (file) throws(TextError) in
    try file.write(Array("one ".utf8))
    try file.write([])
    try file.write(Array("two".utf8))
  }
  #expect(try folder.bytes("a.txt") == Array("one two".utf8))
  // Whoever had the old file open still has it.
  #expect(try reader.readToEnd() == Data("old".utf8))
  #expect(try folder.names() == ["a.txt"])
}

@Test func `a file that cannot be finished leaves the old one`() throws {
  let folder = try TestSupport.TemporaryFolder()
  let path = try folder.write("a.txt", text: "old")
  for name in ["a.txt", "b.txt"] {
    #expect(throws: refusal) {
      try Text.writeFile(folder.file(name)) { (file) throws(TextError) in
        try file.write(Array("half".utf8))
        throw refusal
      }
    }
  }
  #expect(try folder.bytes("a.txt") == Array("old".utf8))
  #expect(try folder.names() == ["a.txt"])
  #expect(throws: TextError.file(path: folder.path, problem: .folder)) {
    try Text.writeFile(folder.path, [1])
  }
  #expect(throws: TextError.file(path: "/dev/full", problem: .notAFile)) {
    try Text.writeFile("/dev/full", [1])
  }
  #expect(throws: TextError.file(path: "\(path)/b", problem: .noFolder)) {
    try Text.writeFile("\(path)/b", [1])
  }
}

private func fill(
  _ folder: TestSupport.TemporaryFolder, _ name: String, _ files: [String], fails: Bool = false
) throws {
  try writeFolder(folder.file(name), failure: { $0 }) { (fresh) throws(TextError) in
    for file in files { try Text.writeFile("\(fresh)/\(file)", Array(file.utf8)) }
    if fails { throw refusal }
  }
}

@Test func `a folder takes the place of another at once`() throws {
  let folder = try TestSupport.TemporaryFolder()
  try fill(folder, "deep/m", ["a", "b"])
  try fill(folder, "deep/m", ["b", "c"])
  #expect(try folder.names(in: "deep/m") == ["b", "c"])
  #expect(try folder.names(in: "deep") == ["m"])
  #expect(throws: refusal) { try fill(folder, "deep/m", ["d"], fails: true) }
  #expect(try folder.names(in: "deep/m") == ["b", "c"])
  #expect(try folder.names(in: "deep") == ["m"])
}

@Test func `a link to a folder is replaced, not what it leads to`() throws {
  let folder = try TestSupport.TemporaryFolder()
  try fill(folder, "real", ["a"])
  try FileManager.default.createSymbolicLink(
    atPath: folder.file("link"), withDestinationPath: folder.file("real"))
  try fill(folder, "link", ["b"])
  #expect(try folder.names(in: "link") == ["b"] && folder.names(in: "real") == ["a"])
}
