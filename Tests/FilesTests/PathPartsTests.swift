internal import Foundation
internal import Testing

@testable internal import Files

/// The answers of `dirname` and `basename`, as POSIX.1-2017 describes them for each case.
@Test(arguments: [
  ("a", ".", "a"), ("a/b", "a", "b"), ("a/b/", "a", "b"), ("/a", "/", "a"), ("/", "/", "/"),
  ("a//b", "a", "b"), ("link/../x", "link/..", "x"), (".", ".", "."), ("..", ".", ".."),
  ("a/..", "a", ".."), ("./a", ".", "a"), ("//a", "/", "a"), ("a/\u{301}b", "a", "\u{301}b"),
  ("~/a", "~", "a"),
])
func `a path has a folder and a name`(path: String, folder: String, name: String) {
  #expect(path.pathFolder == folder)
  #expect(path.pathName == name)
}

@Test(arguments: [
  ("a/b.wav", "wav", "b"), ("b.tar.gz", "gz", "b.tar"), (".hidden", "", ".hidden"),
  ("a.d/b", "", "b"),
  ("b.", "", "b."), ("b.wav/", "wav", "b"), ("..", "", ".."),
])
func `a name has an ending`(path: String, ending: String, stem: String) {
  #expect(path.pathEnding == ending)
  if !ending.isEmpty || !path.hasSuffix(".") { #expect(path.pathStem == stem) }
}

@Test func `some paths can only be of folders`() {
  for path in ["a/", ".", "..", "a/..", "a/.", "/"] { #expect(path.namesFolder, "\(path)") }
  for path in ["a", "a/b", ".a", "a..", "~"] { #expect(!path.namesFolder, "\(path)") }
}
