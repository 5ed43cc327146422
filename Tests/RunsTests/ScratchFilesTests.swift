import Files
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

  /// A folder such as a rehearsal that was killed leaves behind, with a link to a real file.
  private func leftover(_ name: String, age: TimeInterval) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/" + name
    try FileManager.default.createDirectory(
      atPath: path + "/deep", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: path + "/deep/link", withDestinationPath: folder + "/inner")
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
    return path
  }

  @Test func `what a killed rehearsal left behind goes when another begins, and nothing else`()
    throws
  {
    defer { clean() }
    let files = FileManager.default
    func name() -> String { "asrsh-rehearsal." + UUID().uuidString }
    let dead = try leftover(name(), age: 1_000)
    let new = try leftover(name(), age: 0)
    let held = try leftover(name(), age: 1_000)
    let lock = FolderLock(held)
    let others = [
      try leftover(name() + "x", age: 1_000), try leftover("asrsh-rehearsed.1", age: 1_000),
    ]
    // A link of such a name leads to somebody's own files.
    let link = files.temporaryDirectory.path + "/" + name()
    try files.createSymbolicLink(atPath: link, withDestinationPath: folder)
    defer { for path in [new, held, link] + others { try? files.removeItem(atPath: path) } }
    let next = try ScratchFiles()
    #expect(!files.fileExists(atPath: dead))
    for path in [new, held, link] + others { #expect(files.fileExists(atPath: path), "\(path)") }
    // What links lead to stays.
    #expect(files.fileExists(atPath: folder + "/inner/b.txt"))
    withExtendedLifetime(lock) {}
    next.remove()
  }

  @Test func `a rehearsal that goes on keeps its folder for as long as it takes`() throws {
    defer { clean() }
    let place = try scratch.writing(folder + "/a.txt")
    try "rehearsed".write(toFile: place, atomically: false, encoding: .utf8)
    let root = String(place.dropLast((folder + "/a.txt").count))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -1_000)], ofItemAtPath: root)
    try ScratchFiles().remove()
    #expect(try read(folder + "/a.txt") == "rehearsed")
  }
}
