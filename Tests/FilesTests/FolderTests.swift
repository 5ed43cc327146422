internal import Foundation
internal import Glibc
internal import TestSupport
internal import Testing

@testable internal import Files

/// A name that is no UTF-8, as the system has it.
private let foreign: [CChar] = [CChar(UInt8(ascii: "d")), CChar(bitPattern: 0xFF), 0]

private func makeForeign(_ folder: TestSupport.TemporaryFolder) -> [CChar] {
  let path = Array((folder.path + "/").utf8CString.dropLast()) + foreign
  _ = unsafe mkdir(path, 0o777)
  return path
}

@Test func `folders are made step by step, as mkdir -p makes them`() throws {
  let folder = try TestSupport.TemporaryFolder()
  try makeFolders(folder.file("a/b/c"))
  try makeFolders(folder.file("a/b/c/"))
  try makeFolders(folder.file("new/../other"))
  #expect(try folder.names() == ["a", "new", "other"])
  _ = try folder.write("file", text: "")
  #expect(throws: SystemFault(EEXIST)) { try makeFolders(folder.file("file")) }
  #expect(throws: SystemFault(ENOTDIR)) { try makeFolders(folder.file("file/below")) }
}

@Test func `behind a link, two dots lead to the folder above what it leads to`() throws {
  let folder = try TestSupport.TemporaryFolder()
  try makeFolders(folder.file("deep/in"))
  try makeLink(folder.file("link"), to: "deep/in")
  try makeFolders(folder.file("link/../made"))
  let file = try FileReplacement(folder.file("link/../written"))
  try file.write([1])
  try file.commit()
  #expect(try folder.names(in: "deep") == ["in", "made", "written"])
  #expect(try folder.names() == ["deep", "link"])
  #expect(place(of: folder.file("link/../new/x")) == place(of: folder.file("deep/new/x")))
  #expect(place(of: folder.file("link/../new")) != place(of: folder.file("new")))
}

@Test func `a tree is removed with names that are no text, and links in it lead nowhere`() throws {
  let folder = try TestSupport.TemporaryFolder()
  _ = try folder.write("kept/file", text: "kept")
  try makeFolders(folder.file("tree/in"))
  try makeLink(folder.file("tree/in/link"), to: folder.file("kept"))
  let inTree = Array(folder.file("tree/in/").utf8CString.dropLast()) + foreign
  #expect(unsafe mkdir(inTree, 0o777) == 0)
  try removeTree(folder.file("tree"))
  #expect(try folder.names() == ["kept"])
  #expect(try folder.names(in: "kept") == ["file"])
}

@Test func `places of names that are no text are told apart`() throws {
  let one: [CChar] = [CChar(bitPattern: 0xFF)]
  let other: [CChar] = [CChar(bitPattern: 0xFE)]
  #expect(spelledOut(one) == "\u{FFFD}ff" && spelledOut(other) == "\u{FFFD}fe")
  let replacement = Array("\u{FFFD}ff".utf8CString.dropLast())
  #expect(spelledOut(replacement) == "\u{FFFD}\u{FFFD}ff")
  #expect(spelledOut(Array("a/ä/🎙".utf8CString.dropLast())) == "a/ä/🎙")
  let cut: [CChar] = [CChar(bitPattern: 0xE2), CChar(bitPattern: 0x82)]
  #expect(spelledOut(cut).hasPrefix("\u{FFFD}e2"))
}

@Test func `a path that is no text is not given as one`() throws {
  let folder = try TestSupport.TemporaryFolder()
  let path = makeForeign(folder)
  #expect(unsafe symlink(path, folder.file("link")) == 0)
  #expect(realPath(folder.file("link")) == nil)
  #expect(realPlace(folder.file("link"))?.hasSuffix("/d\u{FFFD}ff") == true)
}

@Test func `a replacement is refused where something else than a file stands`() throws {
  let folder = try TestSupport.TemporaryFolder()
  #expect(throws: SystemFault(EISDIR)) { try FileReplacement(folder.path) }
  #expect(throws: SystemFault(EISDIR)) { try FileReplacement(folder.file("new/")) }
  #expect(throws: SystemFault(EISDIR)) { try FileReplacement(folder.file("..")) }
  #expect(throws: SystemFault(EINVAL)) { try FileReplacement("/dev/null") }
  #expect(throws: SystemFault(ENOENT)) { try FileReplacement(folder.file("none/file")) }
  do {
    let file = try FileReplacement(folder.file("given up"))
    try file.write([1])
  }
  #expect(try folder.names() == [])
}

@Test func `who may read a file may read what replaces it`() throws {
  let folder = try TestSupport.TemporaryFolder()
  let path = try folder.write("private", text: "old")
  #expect(unsafe chmod(path, 0o600) == 0)
  let file = try FileReplacement(path)
  try file.write([1])
  try file.commit()
  var status = stat()
  #expect(unsafe stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
}

@Test func `names are exchanged where both are there`() throws {
  let folder = try TestSupport.TemporaryFolder()
  let one = try folder.write("one", text: "1")
  let other = try folder.write("other", text: "2")
  try systemExchange(one, with: other)
  #expect(try folder.bytes("one") == [0x32] && folder.bytes("other") == [0x31])
  #expect(throws: SystemFault(ENOENT)) { try systemExchange(one, with: folder.file("none")) }
  #expect(throws: SystemFault(ENOENT)) { try systemRename(folder.file("none"), to: one) }
}
