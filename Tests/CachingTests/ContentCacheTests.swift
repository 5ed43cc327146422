import Foundation
import Kernels
import TestSupport
import Testing

@testable import Caching

struct ContentCacheTests {
  let folder: TemporaryFolder
  let cache: ContentCache

  init() throws {
    folder = try TemporaryFolder()
    cache = ContentCache(folder: folder.file("cache"), mostBytes: 100_000)
  }

  private func name(_ number: Int) -> ContentCache.Name {
    let digits = String(number)
    return ContentCache.Name(
      prefix: "a" + String(repeating: "0", count: 15 - digits.count) + digits,
      key: String(repeating: "b", count: 64 - digits.count) + digits)
  }

  private func path(_ name: ContentCache.Name) -> String { folder.file("cache/" + name.file) }

  private func use(_ name: ContentCache.Name, secondsAgo: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: path(name))
  }

  @Test func `what was written is read, and its label is listed`() throws {
    #expect(cache.read(name(1)) == nil)
    #expect(!cache.mayHold(prefix: name(1).prefix))
    #expect(cache.entries() == [])
    for payload in [[], [7], Array(repeating: UInt8(10), count: 5000)] as [[UInt8]] {
      try cache.write(payload, as: name(1), label: "a map\nof rows")
      #expect(cache.read(name(1)) == payload)
    }
    #expect(cache.mayHold(prefix: name(1).prefix))
    #expect(cache.read(name(2)) == nil)
    #expect(cache.entries().map(\.label) == ["a map of rows"])
    #expect(cache.clear().count == 1)
    #expect(cache.read(name(1)) == nil)
  }

  @Test func `an entry of which any byte is another is taken away and not read`() throws {
    try cache.write(Array("content".utf8), as: name(1), label: "label")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path(name(1))))
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 1
      try bytes.write(to: URL(fileURLWithPath: path(name(1))))
      #expect(cache.read(name(1)) == nil, "byte \(place)")
      #expect(!FileManager.default.fileExists(atPath: path(name(1))))
    }
  }

  @Test func `an entry that is cut short or longer is not read`() throws {
    try cache.write(Array("content".utf8), as: name(1), label: "label")
    let whole = try Data(contentsOf: URL(fileURLWithPath: path(name(1))))
    for bytes in (0..<whole.count).map({ whole.prefix($0) }) + [whole + [0], whole + whole] {
      try bytes.write(to: URL(fileURLWithPath: path(name(1))))
      #expect(cache.read(name(1)) == nil)
    }
  }

  @Test func `an entry under the name of another is not read`() throws {
    try cache.write(Array("content".utf8), as: name(1), label: "label")
    try FileManager.default.moveItem(atPath: path(name(1)), toPath: path(name(2)))
    #expect(cache.read(name(2)) == nil)
    #expect(cache.entries() == [])
    try FileManager.default.createDirectory(
      atPath: path(name(3)), withIntermediateDirectories: true)
    #expect(cache.read(name(3)) == nil)
  }

  @Test func `content is mapped where it is whole, found by its key and its prefix`() throws {
    let payload = (0..<9_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try cache.write(payload, as: name(1), label: "mapped", isMapped: true)
    let content = try #require(cache.content(name(1)))
    #expect(content.file.bytes(content.range) == payload)
    #expect(cache.names(key: name(1).key) == [name(1)])
    #expect(cache.names(prefix: name(1).prefix) == [name(1)])
    #expect(cache.names(key: name(2).key) == [])
    cache.rename(name(1), prefix: name(2).prefix)
    let renamed = ContentCache.Name(prefix: name(2).prefix, key: name(1).key)
    #expect(cache.names(key: name(1).key) == [renamed])
    #expect(cache.content(name(1)) == nil)
    #expect(cache.content(renamed) != nil)
    // What was mapped stays when its entry is taken away.
    cache.clear()
    #expect(content.file.bytes(content.range) == payload)
    try cache.write(payload, as: name(3), label: "mapped", isMapped: true)
    var damaged = try Data(contentsOf: URL(fileURLWithPath: path(name(3))))
    damaged[4_000] ^= 4
    try damaged.write(to: URL(fileURLWithPath: path(name(3))))
    #expect(cache.content(name(3)) == nil)
    #expect(!FileManager.default.fileExists(atPath: path(name(3))))
  }

  @Test func `what was not used for longest goes when there is no more room`() throws {
    for number in 0..<4 {
      try cache.write([UInt8](repeating: 0, count: 30_000), as: name(number), label: "")
      try use(name(number), secondsAgo: 100 - Double(number))
    }
    // The fourth had no room beside three others.
    #expect(cache.read(name(0)) == nil)
    #expect(cache.read(name(1)) != nil)
    try cache.write([UInt8](repeating: 0, count: 30_000), as: name(4), label: "")
    #expect(cache.read(name(2)) == nil)
    #expect(cache.read(name(1)) != nil)
    #expect(cache.entries().reduce(0) { $0 + $1.byteCount } <= 100_000)
    #expect(throws: CacheError.self) {
      try cache.write([UInt8](repeating: 0, count: 100_000), as: name(5), label: "")
    }
    #expect(cache.entries().count == 3)
  }

  @Test func `what a process left that ended while it wrote is removed after a day`() throws {
    try cache.write([1], as: name(1), label: "")
    let (old, new) = (folder.file("cache/.old"), folder.file("cache/.new"))
    for path in [old, new] { try Data([1]).write(to: URL(fileURLWithPath: path)) }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: old)
    try cache.write([1], as: name(2), label: "")
    #expect(!FileManager.default.fileExists(atPath: old))
    #expect(FileManager.default.fileExists(atPath: new))
    #expect(cache.entries().count == 2)
  }

  @Test func `a folder that cannot be made is an error, and holds nothing`() throws {
    let file = try folder.write("file", text: "x")
    let cache = ContentCache(folder: file + "/cache")
    #expect(cache.read(name(1)) == nil)
    #expect(cache.entries() == [])
    let error = #expect(throws: CacheError.self) {
      try cache.write([1], as: name(1), label: "")
    }
    #expect(error?.description.contains(file) == true)
    #expect(cache.clear().count == 0)
  }

  @Test func `several writers and readers do not disturb each other`() async throws {
    let (cache, names) = (cache, (0..<8).map(name))
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for turn in 0..<25 {
            let number = (worker * 3 + turn) % 8
            let payload = [UInt8](repeating: UInt8(number), count: 20_000 + number)
            if let found = cache.read(names[number]) { #expect(found == payload) }
            do {
              try cache.write(payload, as: names[number], label: "")
            } catch {
              Issue.record("\(error)")
            }
          }
        }
      }
    }
    // Writers that make room at the same moment may each add an entry.
    #expect(cache.entries().count <= 4 + 3)
  }

  @Test(arguments: [
    (["ASRSH_CACHE": "/a"], "/a/tables"), (["ASRSH_CACHE": "", "HOME": "/h"], nil),
    (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/asrsh/tables"),
    (["XDG_CACHE_HOME": "x", "HOME": "/h"], "/h/.cache/asrsh/tables"),
    (["HOME": "/h"], "/h/.cache/asrsh/tables"), ([:], nil),
  ])
  func `the environment says where`(environment: [String: String], folder: String?) {
    #expect(ContentCache(environment: environment)?.folder == folder)
  }

  @Test(arguments: [
    ("2", 2_000_000_000), ("0", 0), ("-1", 0), ("much", 10_000_000_000), ("1e99", 10_000_000_000),
  ])
  func `the environment says how much`(text: String, bytes: Int) {
    let cache = ContentCache(environment: ["HOME": "/h", "ASRSH_CACHE_GB": text])
    #expect(cache?.mostBytes == bytes)
  }

  @Test func `it never has more than a tenth of the free disk`() throws {
    let cache = ContentCache(folder: folder.path, mostBytes: .max)
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder.path)
    let free = try #require(attributes[.systemFreeSize] as? NSNumber).intValue
    #expect(abs(cache.limit - free / 10) < free / 50)
    #expect(ContentCache(folder: folder.file("none"), mostBytes: 5).limit == 0)
  }
}
