import Foundation
import Interpreter
import Testing

@testable import Runs

struct ScratchFilesTests {
  private let folder: String
  private let scratch: ScratchFiles

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/asrsh-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/inner", withIntermediateDirectories: true)
    try "real".write(toFile: folder + "/a.txt", atomically: true, encoding: .utf8)
    try "deep".write(toFile: folder + "/inner/b.txt", atomically: true, encoding: .utf8)
    scratch = try ScratchFiles()
  }

  private func clean() {
    scratch.remove()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func read(_ path: String) throws -> String {
    try String(contentsOfFile: scratch.reading(path), encoding: .utf8)
  }

  @Test func `what is written is read again, and the real file stays`() throws {
    defer { clean() }
    #expect(scratch.reading(folder + "/a.txt") == folder + "/a.txt")
    let place = try scratch.writing(folder + "/a.txt")
    try "rehearsed".write(toFile: place, atomically: false, encoding: .utf8)
    #expect(try read(folder + "/a.txt") == "rehearsed")
    #expect(try String(contentsOfFile: folder + "/a.txt", encoding: .utf8) == "real")
    #expect(scratch.written == [folder + "/a.txt"])
  }

  @Test func `a folder shows what is real beside what was written`() throws {
    defer { clean() }
    let place = try scratch.writing(folder + "/inner/c.txt")
    try "new".write(toFile: place, atomically: true, encoding: .utf8)
    let inner = scratch.reading(folder + "/inner")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: inner).sorted() == ["b.txt", "c.txt"])
    #expect(try read(folder + "/inner/b.txt") == "deep")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder + "/inner") == ["b.txt"])
  }

  @Test func `a file deep below one that was mirrored is not the real one`() throws {
    defer { clean() }
    _ = try scratch.writing(folder + "/c.txt")
    let place = try scratch.writing(folder + "/inner/b.txt")
    try "rehearsed".write(toFile: place, atomically: false, encoding: .utf8)
    #expect(try String(contentsOfFile: folder + "/inner/b.txt", encoding: .utf8) == "deep")
    #expect(try read(folder + "/inner/b.txt") == "rehearsed")
  }

  @Test func `a path behind a link is where the system has it`() throws {
    defer { clean() }
    try FileManager.default.createDirectory(
      atPath: folder + "/deep/in", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: "deep/in")
    let place = try scratch.writing(folder + "/link/../a.txt")
    try "rehearsed".write(toFile: place, atomically: false, encoding: .utf8)
    #expect(try read(folder + "/link/../a.txt") == "rehearsed")
    #expect(try read(folder + "/deep/a.txt") == "rehearsed")
    #expect(try read(folder + "/a.txt") == "real")
    #expect(try read(folder + "/deep/../a.txt") == "real")
  }

  @Test func `a folder that is not there stays missing`() throws {
    defer { clean() }
    let place = try scratch.writing(folder + "/none/x.txt")
    #expect(throws: (any Error).self) {
      try "x".write(toFile: place, atomically: false, encoding: .utf8)
    }
  }

  @Test func `nothing is left behind`() throws {
    let place = try scratch.writing(folder + "/inner/c.txt")
    clean()
    #expect(!FileManager.default.fileExists(atPath: (place as NSString).deletingLastPathComponent))
  }
}
