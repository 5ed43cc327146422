import Foundation
import Glibc
import Kernels
import TestSupport
import Testing

/// Why a path cannot be mapped, or `nil` if it can.
private func problem(_ path: String) -> MappingError? {
  do {
    _ = try FileBytes(mapping: path)
    return nil
  } catch {
    return error
  }
}

@Test func `a mapped file has the bytes that were written`() throws {
  let folder = try TemporaryFolder()
  let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
  let file = try FileBytes(mapping: folder.write("x", bytes))
  #expect(file.count == 10_000)
  #expect(
    file.bytes(0..<10_000) == bytes && file.bytes(4_095..<4_098) == Array(bytes[4_095..<4_098]))
  let last = file.span(9_999..<10_000)[0]
  #expect(last == bytes[9_999])
  // What was released is there again.
  file.release(0..<10_000)
  file.release(5_000..<5_001)
  #expect(file.bytes(0..<10_000) == bytes)
  #expect(FileBytes(bytes).bytes(17..<18) == [bytes[17]])
}

@Test func `a file without bytes can be mapped`() throws {
  let folder = try TemporaryFolder()
  let file = try FileBytes(mapping: folder.write("x", []))
  #expect(file.count == 0 && file.bytes(0..<0).isEmpty)
  #expect(FileBytes([]).count == 0)
}

@Test func `a file that is removed or replaced stays as it was`() throws {
  let folder = try TemporaryFolder()
  let file = try FileBytes(mapping: folder.write("x", [1, 2, 3]))
  let isRenamed = unsafe try rename(folder.write("y", [9]), folder.file("x")) == 0
  #expect(isRenamed)
  #expect(try folder.bytes("x") == [9])
  #expect(file.bytes(0..<3) == [1, 2, 3])
  try FileManager.default.removeItem(atPath: folder.file("x"))
  #expect(file.bytes(0..<3) == [1, 2, 3])
}

@Test func `what is no file is refused at once`() throws {
  let folder = try TemporaryFolder()
  #expect(problem(folder.path) == .folder)
  #expect(problem("/dev/zero") == .notAFile && problem("/dev/full") == .notAFile)
  #expect(problem(folder.file("missing")) == .missing && problem("") == .missing)
  #expect(problem("a\0b") == .badPath)
  let isMade = unsafe mkfifo(folder.file("pipe"), 0o600) == 0
  #expect(isMade)
  #expect(problem(folder.file("pipe")) == .notAFile)
  try FileManager.default.createSymbolicLink(
    atPath: folder.file("loop"), withDestinationPath: folder.file("loop"))
  #expect(problem(folder.file("loop")) == .refused("Too many levels of symbolic links"))
  try FileManager.default.createSymbolicLink(
    atPath: folder.file("dangling"), withDestinationPath: folder.file("nothing"))
  #expect(problem(folder.file("dangling")) == .missing)
}

@Test func `a storage stands on the floats of a file, and only where they are aligned`() throws {
  let folder = try TemporaryFolder()
  let numbers: [Float] = [1, -2, .infinity, 0.5]
  var bytes: [UInt8] = [7, 7, 7, 7]
  for number in numbers {
    for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: number.bitPattern >> (8 * byte))) }
  }
  let file = try FileBytes(mapping: folder.write("x", bytes))
  let storage = try #require(Storage(file, at: 4, count: 4))
  #expect(elements(storage.span(0..<4)) == numbers && !storage.isWritable)
  for offset in [1, 2, 3, 5] { #expect(Storage(file, at: offset, count: 3) == nil) }
  #expect(Storage(file, at: 20, count: 0) != nil)
  #expect(Storage(count: 3).isWritable)
}

@Test func `floats past the end of a file, and writing to a file, are faults`() async {
  await #expect(processExitsWith: .failure) {
    _ = Storage(FileBytes([0, 0, 0, 0]), at: 4, count: 1)
  }
  await #expect(processExitsWith: .failure) { _ = Storage(FileBytes([0]), at: 0, count: .max) }
  await #expect(processExitsWith: .failure) { _ = FileBytes([0]).bytes(0..<2) }
  await #expect(processExitsWith: .failure) {
    guard let storage = Storage(FileBytes([0, 0, 0, 0]), at: 0, count: 1) else { return }
    var span = storage.mutableSpan(0..<1)
    span[0] = 1
  }
}
