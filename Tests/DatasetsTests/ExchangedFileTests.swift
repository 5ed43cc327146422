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

  /// Tells another thread to stop.
  private final class Mark: Sendable {
    let isSet = Atomic<Bool>(false)
  }

  /// What came of opening a path again and again while it was exchanged.
  private struct Outcomes {
    var inside = 0
    var outside = 0
    var refused = 0
  }

  /// Reads a header while another thread exchanges what stands at `place` for `evil` and back, until
  /// `isEnough`, or for ten seconds.
  private func outcomes(
    exchanging place: String, with evil: String, until isEnough: (Outcomes) -> Bool,
    _ header: () throws(AudioError) -> AudioInfo
  ) -> Outcomes {
    let stop = Mark()
    var seen = Outcomes()
    let exchange = DispatchGroup()
    DispatchQueue.global().async(group: exchange) {
      while !stop.isSet.load(ordering: .relaxed) {
        for (from, to) in [(place, place + ".kept"), (evil, place), (place, evil)] {
          unsafe rename(from, to)
        }
        unsafe rename(place + ".kept", place)
      }
    }
    let end = Date(timeIntervalSinceNow: 10)
    while Date() < end, !isEnough(seen) {
      do throws(AudioError) {
        let count = try header().frameCount
        if count == inside { seen.inside += 1 } else { seen.outside += 1 }
      } catch {
        if case .outsideFolder = error { seen.refused += 1 }
      }
    }
    stop.isSet.store(true, ordering: .relaxed)
    exchange.wait()
    return seen
  }

  @Test(arguments: [("sub/a.wav", "sub", "evil"), ("b.wav", "b.wav", "evil.wav")])
  func `what is exchanged while it is opened leads nowhere else`(
    path: String, place: String, evil: String
  ) throws {
    try withCorpus { data in
      let root = try #require(PathRoot(data, allowsOutside: false).bound)
      func outcomes(
        _ isEnough: (Outcomes) -> Bool, _ header: (String) throws(AudioError) -> AudioInfo
      ) -> Outcomes {
        self.outcomes(
          exchanging: "\(data)/\(place)", with: "\(data)/\(evil)", until: isEnough
        ) { () throws(AudioError) in try header("\(data)/\(path)") }
      }
      // Without the bound the other recording is read: the test would see it.
      let open = outcomes({ $0.inside > 0 && $0.outside > 0 }) { (path) throws(AudioError) in
        try audioInfo(path)
      }
      #expect(open.outside > 0)
      func isEnough(_ seen: Outcomes) -> Bool { seen.inside > 200 && seen.refused > 200 }
      let byPath = outcomes(isEnough) { (path) throws(AudioError) in
        try audioInfo(path, within: root, in: nil)
      }
      #expect(byPath.outside == 0 && byPath.inside > 0 && byPath.refused > 0)
      let inFolder = outcomes(isEnough) { (path) throws(AudioError) in
        var paths = PathRoot(data, allowsOutside: false)
        return try audioInfo(path, within: root, in: paths.parent(of: path))
      }
      #expect(inFolder.outside == 0 && inFolder.inside > 0 && inFolder.refused > 0)
    }
  }
}
