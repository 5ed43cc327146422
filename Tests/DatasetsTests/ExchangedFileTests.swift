internal import Audio
internal import Foundation
internal import Synchronization
internal import Testing

@testable internal import Datasets

/// Recordings in whose place something else is put, between the look at them and the opening.
struct ExchangedFileTests {
  /// The number of frames of a recording in the folder.
  private let inside = 800
  /// The number of frames of one outside.
  private let outside = 400

  /// Makes a folder of data and one beside it, and links to that one.
  private func withCorpus(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let files = FileManager.default
      try writeWave(folder + "/data/sub/a.wav", frameCount: inside)
      try writeWave(folder + "/data/b.wav", frameCount: inside)
      try writeWave(folder + "/secret/a.wav", frameCount: outside)
      try write("path,text\nsub/a.wav,x\nb.wav,y\n", folder + "/data/m.csv")
      try files.createSymbolicLink(
        atPath: folder + "/data/evil", withDestinationPath: "../secret")
      try files.createSymbolicLink(
        atPath: folder + "/data/evil.wav", withDestinationPath: "../secret/a.wav")
      try body(folder + "/data")
    }
  }

  @Test func `what was put in the place of a loaded recording is not read`() throws {
    try withCorpus { data in
      let table = try loadDataset(data + "/m.csv")
      for (index, place) in ["sub", "b.wav"].enumerated() {
        guard case .audio(let source) = table[index]["audio"] else {
          Issue.record("There is no recording.")
          return
        }
        #expect(try source.read().frameCount == inside)
        try FileManager.default.moveItem(atPath: "\(data)/\(place)", toPath: data + "/kept")
        let evil = index == 0 ? "evil" : "evil.wav"
        try FileManager.default.moveItem(atPath: "\(data)/\(evil)", toPath: "\(data)/\(place)")
        do throws(AudioError) {
          _ = try source.stream?.blocks(at: 8_000)
          Issue.record("\(place) was opened.")
        } catch {
          guard case .outsideFolder = error else {
            Issue.record("\(error)")
            return
          }
        }
        do throws(AudioError) {
          _ = try source.read()
          Issue.record("\(place) was read.")
        } catch {
          guard case .outsideFolder = error else {
            Issue.record("\(error)")
            return
          }
        }
        try FileManager.default.moveItem(atPath: "\(data)/\(place)", toPath: "\(data)/\(evil)")
        try FileManager.default.moveItem(atPath: data + "/kept", toPath: "\(data)/\(place)")
        #expect(try source.read().frameCount == inside)
      }
    }
  }

  @Test(arguments: [("sub/a.wav", "sub", "evil"), ("b.wav", "b.wav", "evil.wav")])
  func `what is exchanged between the look and the opening leads nowhere else`(
    path: String, place: String, evil: String
  ) throws {
    try withCorpus { data in
      var paths = PathRoot(data, allowsOutside: false)
      let looked = try paths.resolve(path)
      let folder = paths.parent(of: looked)
      try FileManager.default.moveItem(atPath: "\(data)/\(place)", toPath: data + "/kept")
      try FileManager.default.moveItem(atPath: "\(data)/\(evil)", toPath: "\(data)/\(place)")
      // Without the bound the other recording is read: the test would see it.
      #expect(try audioInfo(looked).frameCount == outside)
      let refused = AudioError.outsideFolder(path: looked, folder: try #require(paths.bound))
      #expect(throws: refused) { try audioInfo(looked, within: paths.bound, in: nil) }
      // A folder that is open stays what it was; a link in it does not lead out.
      if place == "sub" {
        #expect(try audioInfo(looked, within: paths.bound, in: folder).frameCount == inside)
      } else {
        #expect(throws: refused) { try audioInfo(looked, within: paths.bound, in: folder) }
      }
      var later = PathRoot(data, allowsOutside: false)
      #expect((later.parent(of: looked) == nil) == (place == "sub"))
    }
  }

  /// Tells another thread to stop.
  private final class Mark: Sendable {
    let isSet = Atomic<Bool>(false)
  }

  @Test(arguments: [("sub/a.wav", "sub", "evil"), ("b.wav", "b.wav", "evil.wav")])
  func `what is exchanged all the time is never read from outside`(
    path: String, place: String, evil: String
  ) throws {
    try withCorpus { data in
      let stop = Mark()
      let (place, evil) = ("\(data)/\(place)", "\(data)/\(evil)")
      let exchange = Thread {
        while !stop.isSet.load(ordering: .relaxed) {
          for (from, to) in [(place, place + ".kept"), (evil, place), (place, evil)] {
            unsafe rename(from, to)
          }
          unsafe rename(place + ".kept", place)
        }
      }
      exchange.start()
      defer {
        stop.isSet.store(true, ordering: .relaxed)
        while !exchange.isFinished { usleep(1_000) }
      }
      let end = Date(timeIntervalSinceNow: 0.5)
      var counts: Set<Int> = []
      while Date() < end {
        var paths = PathRoot(data, allowsOutside: false)
        let bound = paths.bound
        for parent in [nil, paths.parent(of: "\(data)/\(path)")] {
          if let info = try? audioInfo("\(data)/\(path)", within: bound, in: parent) {
            counts.insert(info.frameCount)
          }
        }
      }
      #expect(counts.isSubset(of: [inside]))
    }
  }
}
