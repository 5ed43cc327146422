internal import Foundation
internal import Testing

@testable internal import Datasets

/// How tables name the recordings beside them and those elsewhere.
struct SavedPathsTests {
  @Test(arguments: [
    ("t/d.csv", "t/a.wav", "a.wav"), ("t/d.csv", "./t//b/a.wav", "b/a.wav"),
    ("./t/d.csv", "t/b/./a.wav", "b/a.wav"), ("d.csv", "~/a.wav", "~/a.wav"),
    ("d.csv", "./~/a.wav", "~/a.wav"), ("/t/d.csv", "/t/a.wav", "a.wav"),
    ("/t/d.csv", "/u/a.wav", "/u/a.wav"), ("/d.csv", "/a.wav", "a.wav"),
    ("/t/d.csv", "/t/../u/a.wav", "/t/../u/a.wav"), ("d.csv", "", ""),
  ])
  func `a path is relative where it is spelled so`(table: String, path: String, saved: String) {
    #expect(SavedPaths(besideTable: table).saved(path) == saved)
  }

  @Test func `links and steps up lead where the system leads`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/deep/in", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: "deep/in")
      let deep = SavedPaths(besideTable: folder + "/link/../d.csv")
      #expect(deep.saved(folder + "/deep/a.wav") == "a.wav")
      #expect(deep.saved(folder + "/link/a.wav") == "in/a.wav")
      #expect(deep.saved(folder + "/a.wav") == folder + "/a.wav")
      // A link in the table's folder is kept: what is written so is read so.
      let above = SavedPaths(besideTable: folder + "/d.csv")
      #expect(above.saved(folder + "/link/a.wav") == "link/a.wav")
      #expect(above.saved(folder + "/link/../a.wav") == "deep/a.wav")
    }
  }
}
