import Audio
import Caching
internal import ExactStrings
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Datasets

/// A cell of any kind that needs no file.
private func cell(_ random: inout Randomness, depth: Int = 0) -> Cell {
  switch Int.random(in: 0..<(depth > 3 ? 5 : 8), using: &random) {
  case 0: return .none
  case 1: return .bool(.random(using: &random))
  case 2: return .int([0, 1, -1, 127, -64, .max, .min].randomElement(using: &random) ?? 0)
  case 3:
    return .number(
      [0, -0.5, 1e300, .infinity, .leastNonzeroMagnitude].randomElement(using: &random) ?? 0)
  case 4: return .text(["", "a", "ž\u{1F600}", "x\ny\0"].randomElement(using: &random) ?? "")
  case 5: return .list((0..<2).map { _ in cell(&random, depth: depth + 1) })
  case 6: return .record(Row([("a", cell(&random, depth: depth + 1)), ("b", .none)]))
  default:
    let samples = (0..<4).map { _ in Float.random(in: -1...1, using: &random) }
    let shape = Bool.random(using: &random) ? [4] : [2, 2]
    let clip = AudioClip(samples: Tensor(samples, shape: shape), samplingRate: 8000)
    return .audio(AudioSource(clip))
  }
}

@Test(arguments: 0..<50)
func `cells are read as they were written, and no bytes make reading trap`(seed: Int) throws {
  var random = Randomness(seed: UInt64(seed))
  let cells = (0..<20).map { _ in cell(&random) }
  var writer = CellWriter()
  for cell in cells { try writer.add(cell) }
  var reader = CellReader(writer.bytes)
  for cell in cells {
    let read = try reader.cell()
    #expect(read == cell)
  }
  #expect(reader.isAtEnd)
  for _ in 0..<300 {
    var bytes = writer.bytes
    bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
    bytes.removeLast(Int.random(in: 0...min(3, bytes.count), using: &random))
    var reader = CellReader(bytes)
    do {
      while !reader.isAtEnd { _ = try reader.cell() }
    } catch {
      #expect(error == .damaged)
    }
  }
}

struct TableCacheTests {
  let folder: TemporaryFolder
  let cache: TableCache
  /// Long enough ago that files made before the test's work count as settled.
  private let later = Date(timeIntervalSinceNow: 60)

  init() throws {
    folder = try TemporaryFolder()
    cache = TableCache(ContentCache(folder: folder.file("cache")), program: "test")
  }

  private func doubled(
    _ data: Dataset, keeping isKept: (Int) -> Bool = { _ in true }
  ) -> TableChanges {
    var changes = TableChanges(of: data)
    for index in data.indices where isKept(index) {
      changes.keep(index, over: Row([("n", .int(2 * index))]))
    }
    changes.finish()
    return changes
  }

  private func keep(_ changes: TableChanges, _ work: [UInt8], _ data: Dataset) throws -> Int? {
    try cache.keep(changes, of: work, on: data, begin: later, seconds: 3, label: "x")
  }

  private func found(_ work: [UInt8], _ data: Dataset) -> Dataset? {
    cache.find(work, on: data).map { data.applying($0.changes) }
  }

  @Test(arguments: [[0, 1, 2, 3, 4], [], [4], [0, 3]])
  func `a result is found again for the same work on the same rows`(kept: [Int]) throws {
    let data = numbered(5)
    let changes = doubled(data) { kept.contains($0) }
    #expect(found([1], data) == nil)
    #expect(try keep(changes, [1], data) ?? 0 > 0)
    #expect(found([1], data) == data.applying(changes))
    #expect(cache.find([1], on: data)?.seconds == 3)
    #expect(found([2], data) == nil)
    #expect(found([1], data.take(4)) == nil)
    #expect(found([1], data.rows(at: [0, 1, 2, 4, 3])) == nil)
    #expect(try found([1], data.rename(["id": "n"])) == nil)
    let other = TableCache(cache.entries, program: "test 2")
    #expect(other.find([1], on: data) == nil)
  }

  @Test func `a cell that is another means another result`() throws {
    let data = numbered(3)
    _ = try keep(doubled(data), [1], data)
    let pairs: [(Cell, Cell)] = [
      (.int(1), .number(1)), (.text("1"), .int(1)), (.text("ab"), .text("a")), (.none, .text("")),
      (.list([.int(1)]), .list([.int(1), .none])), (.bool(true), .bool(false)),
      (.list([.text("a"), .text("b")]), .list([.text("a\u{1}b")])),
    ]
    for (one, other) in pairs {
      let (first, second) = (
        Dataset(rows: [Row([("a", one)])]), Dataset(rows: [Row([("a", other)])])
      )
      #expect(try TableIdentity(first).digest != TableIdentity(second).digest)
      #expect(try TableIdentity(first).digest == TableIdentity(first).digest)
    }
  }

  private func corpus() throws -> Dataset {
    try writeWave(folder.file("a.wav"))
    try writeWave(folder.file("b.wav"), frameCount: 400)
    let rows = try ["a.wav", "b.wav"].map { name in
      Row([("audio", .audio(AudioSource(try audioInfo(folder.file(name)))))])
    }
    return Dataset(rows: rows)
  }

  @Test func `a file that was changed is noticed, its length and its time put back too`() throws {
    let data = try corpus()
    _ = try keep(doubled(data), [1], data)
    #expect(found([1], data) != nil)
    let path = folder.file("b.wav")
    let before = try FileManager.default.attributesOfItem(atPath: path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[100] ^= 1
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.write(contentsOf: bytes)
    try handle.close()
    let date = try #require(before[.modificationDate] as? Date)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    let after = try FileManager.default.attributesOfItem(atPath: path)
    #expect(after[.size] as? Int == before[.size] as? Int)
    #expect(found([1], data) == nil)
    try FileManager.default.removeItem(atPath: path)
    #expect(found([1], data) == nil)
  }

  @Test func `a file that was changed just before or during the work keeps the result out`() throws
  {
    let data = try corpus()
    for begin in [Date.now, Date(timeIntervalSinceNow: -10), Date(timeIntervalSinceNow: 1)] {
      #expect(throws: TableCacheProblem.self) {
        try cache.keep(doubled(data), of: [1], on: data, begin: begin, seconds: 3, label: "")
      }
    }
    #expect(cache.entries.entries() == [])
  }

  @Test func `recordings and sound that a pass gave are read again`() throws {
    let data = try corpus()
    var changes = TableChanges(of: data)
    let clip = AudioClip(samples: Tensor([0.25, -0.5, 1]), samplingRate: 16_000)
    changes.keep(0, over: Row([("sound", .audio(AudioSource(clip)))]))
    changes.keep(1, over: Row([("sound", data[0].cells[0])]))
    _ = try keep(changes, [1], data)
    #expect(found([1], data) == data.applying(changes))
  }

  @Test func `a result that is too large to be worth it is not kept`() throws {
    let data = numbered(100)
    let size = try cache.keep(
      doubled(data), of: [1], on: data, begin: later, seconds: 3, label: "", mostBytes: 20)
    #expect(size == nil)
    #expect(found([1], data) == nil)
  }

  @Test func `an entry that was damaged is computed anew`() throws {
    let data = numbered(20)
    _ = try keep(doubled(data), [1], data)
    let name = try #require(cache.entries.entries().first?.name)
    let url = URL(fileURLWithPath: cache.entries.folder + "/" + name)
    let whole = try Data(contentsOf: url)
    for bytes in [whole.dropLast(1), Data(whole.map { $0 == 0x61 ? 0x62 : $0 }), Data()] {
      try bytes.write(to: url)
      #expect(found([1], data) == nil)
    }
    _ = try keep(doubled(data), [1], data)
    #expect(found([1], data) != nil)
  }
}
