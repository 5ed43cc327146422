internal import ExactStrings
internal import Foundation
internal import Testing

@testable import Runs

/// Files that are hashed beside other work.
struct HashingThreadTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func file(_ name: String, _ content: Data) throws -> String {
    let path = folder.appending(path: name).path
    try content.write(to: URL(filePath: path))
    return path
  }

  /// Hashes as `sha256sum` computes them.
  private func hashes(_ paths: [String]) throws -> [String: String] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    process.arguments = paths
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.split(separator: "  ") }
    return Dictionary(uniqueKeysWithValues: lines.map { (String($0[1]), String($0[0])) })
  }

  /// The wait before `finish` meets the thread before, at and behind its work on the large file.
  @Test(arguments: [0, 480, 505, 520, 560, 700])
  func `each file is hashed once, whoever comes to it`(milliseconds: UInt32) throws {
    let large = try file("large", Data(repeating: 7, count: 80 << 20))
    let small = try (0..<40).map { try file("small\($0)", Data("\($0)".utf8)) }
    let thread = HashingThread()
    thread.add([large] + small)
    thread.add(small + [large, folder.path + "/none"])
    usleep(milliseconds * 1000)
    let found = thread.finish { false }
    #expect(found[folder.path + "/none"]?.content == .problem("it cannot be read"))
    for (path, hash) in try hashes([large] + small) {
      #expect(found[path]?.content == .hash(hash))
    }
    #expect(found.count == 42 && found[large]?.byteCount == 80 << 20)
    try FileManager.default.removeItem(at: folder)
  }

  @Test func `a hash that nobody waits for says so`() throws {
    let large = try file("large", Data(repeating: 7, count: 80 << 20))
    let thread = HashingThread()
    thread.add([large])
    let found = thread.finish { true }
    #expect(found[large]?.content == .problem("the run ended before it was hashed"))
    try FileManager.default.removeItem(at: folder)
  }

  @Test func `what is about to be written is hashed before`() throws {
    let paths = try (0..<3).map { try file("\($0)", Data("before".utf8)) }
    let thread = HashingThread()
    thread.add(paths)
    thread.hashBefore(writing: paths[1])
    for path in paths { _ = try file(URL(filePath: path).lastPathComponent, Data("after".utf8)) }
    let found = thread.finish { false }
    #expect(found[paths[1]]?.byteCount == 6 && found[paths[0]]?.byteCount == 5)
    try FileManager.default.removeItem(at: folder)
  }
}
