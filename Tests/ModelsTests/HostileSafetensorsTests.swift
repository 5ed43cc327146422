import Models
import Tensors
import TestSupport
import Testing

/// A file with this header and so many bytes of numbers.
private func file(
  _ header: some Sequence<UInt8>, numbers: Int = 0, length: UInt64? = nil
) -> [UInt8] {
  let header = Array(header)
  let length = length ?? UInt64(header.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header
    + [UInt8](repeating: 0, count: numbers)
}

private func entry(_ dtype: String, _ shape: String, _ offsets: String) -> String {
  "{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
}

/// A header with one tensor `a`.
private func header(
  dtype: String = "F32", shape: String = "[2]", offsets: String = "[0,8]"
) -> String {
  "{\"a\":\(entry(dtype, shape, offsets))}"
}

private func pair(_ first: String, _ second: String) -> [UInt8] {
  Array(
    "{\"a\":\(entry("F32", "[2]", first)),\"b\":\(entry("F32", "[2]", second))}".utf8)
}

/// A broken file, and a word of the message.
struct HostileFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  let word: String

  init(_ name: String, _ bytes: [UInt8], says word: String) {
    testDescription = name
    self.bytes = bytes
    self.word = word
  }

  init(_ name: String, _ header: String, numbers: Int = 8, says word: String) {
    self.init(name, file(header.utf8, numbers: numbers), says: word)
  }

  static let lengths = [
    HostileFile("empty", [], says: "too few"),
    HostileFile("seven bytes", [1, 0, 0, 0, 0, 0, 0], says: "too few"),
    HostileFile("no header", file([]), says: "no JSON object"),
    HostileFile("length 2^63", file(header().utf8, numbers: 8, length: 1 << 63), says: "header"),
    HostileFile("length 2^64-1", file(header().utf8, numbers: 8, length: .max), says: "header"),
    HostileFile("length past the end", file("{}".utf8, length: 3), says: "header"),
    HostileFile("not UTF-8", file([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]), says: "broken"),
    HostileFile("an array", "[]", numbers: 0, says: "no JSON object"),
    HostileFile("a space first", " " + header(), says: "no JSON object"),
    HostileFile("NUL behind", header() + "\0\0", says: "broken"),
    HostileFile("NUL first", "\0" + header(), says: "no JSON object"),
    HostileFile("no end", "{\"a\":", numbers: 0, says: "broken"),
    HostileFile("a page", Array("<!DOCTYPE html><html>".utf8), says: "header"),
    HostileFile("a pointer", Array("version https://git-lfs.github.com".utf8), says: "header"),
    HostileFile(
      "one name twice",
      file(
        "{\"a\":\(entry("F32", "[1]", "[0,4]")),\"a\":\(entry("F32", "[1]", "[4,8]"))}".utf8,
        numbers: 8), says: "broken"),
  ]

  static let places = [
    HostileFile(
      "a product of 2^64 and more",
      header(shape: "[4194305,4194305,211106198978564]", offsets: "[0,16]"), numbers: 16,
      says: "larger"),
    HostileFile(
      "no numbers of a huge shape", header(shape: "[0,4611686018427387904,16]", offsets: "[0,0]"),
      numbers: 0, says: "larger"),
    HostileFile("bytes overflow", header(shape: "[2305843009213693952]"), says: "larger"),
    HostileFile("reversed", header(offsets: "[8,0]"), says: "data_offsets"),
    HostileFile("negative", header(offsets: "[-8,0]"), says: "data_offsets"),
    HostileFile("past the end", header(shape: "[4]", offsets: "[0,16]"), says: "8 bytes"),
    HostileFile("bytes behind", header(), numbers: 9, says: "9 bytes"),
    HostileFile("a gap first", header(offsets: "[4,12]"), numbers: 12, says: "gap"),
    HostileFile("overlap", file(pair("[0,8]", "[4,12]"), numbers: 12), says: "overlap"),
    HostileFile("one place twice", file(pair("[0,8]", "[0,8]"), numbers: 8), says: "overlap"),
    HostileFile("a gap", file(pair("[0,8]", "[12,20]"), numbers: 20), says: "gap"),
    HostileFile("too many bytes", header(offsets: "[0,12]"), numbers: 12, says: "data_offsets"),
    HostileFile(
      "near 2^63",
      header(
        offsets: "[9223372036854775800,9223372036854775807]"), says: "data_offsets"),
  ]

  static let entries = [
    HostileFile("dtype F7", header(dtype: "F7"), says: "F7"),
    HostileFile("dtype f32", header(dtype: "f32"), says: "f32"),
    HostileFile("dtype with ESC", header(dtype: "\\u001b[2J"), says: "dtype"),
    HostileFile("no dtype", "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", says: "dtype"),
    HostileFile("no shape", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", says: "shape"),
    HostileFile("no place", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", says: "data_offsets"),
    HostileFile("shape -1", header(shape: "[-1]"), says: "whole"),
    HostileFile("shape -1 × -2", header(shape: "[-1,-2]"), says: "whole"),
    HostileFile("shape 1.5", header(shape: "[1.5]"), says: "whole"),
    HostileFile("shape text", header(shape: "[\"2\"]"), says: "whole"),
    HostileFile("shape 1e400", header(shape: "[1e400]"), says: "a"),
    HostileFile("shape null", header(shape: "null"), says: "shape"),
    HostileFile(
      "65 dimensions",
      header(shape: "[" + Array(repeating: "1", count: 65).joined(separator: ",") + "]"),
      says: "dimensions"),
    HostileFile("one offset", header(offsets: "[8]"), says: "data_offsets"),
    HostileFile("three offsets", header(offsets: "[0,8,8]"), says: "data_offsets"),
    HostileFile("an entry that is a number", "{\"a\":7}", says: "dtype"),
    HostileFile(
      "a name with NUL", "{\"a\\u0000\":\(entry("F32", "[2]", "[0,8]"))}", says: "name"),
    HostileFile(
      "a name of 1 MB",
      "{\"\(String(repeating: "x", count: 1 << 20))\":\(entry("F32", "[2]", "[0,8]"))}",
      says: "name"),
    HostileFile(
      "70,000 tensors",
      "{"
        + (0..<70_000).map { "\"\($0)\":\(entry("F32", "[0]", "[0,0]"))" }.joined(separator: ",")
        + "}", numbers: 0, says: "70000 tensors"),
    HostileFile(
      "200,000 brackets", "{\"a\":" + String(repeating: "[", count: 200_000), numbers: 0,
      says: "broken"),
  ]
}

@Test(arguments: HostileFile.lengths + HostileFile.places + HostileFile.entries)
func `a broken file is refused in one line`(hostile: HostileFile) throws {
  let folder = try TemporaryFolder()
  let path = try folder.write("x.safetensors", hostile.bytes)
  do {
    _ = try Safetensors(path: path)
    Issue.record("It was read.")
  } catch {
    let message = error.description
    #expect(message.contains(path) && message.contains(hostile.word), "\(message)")
    #expect(message.utf8.count < 600)
    #expect(message.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
  }
}

@Test func `what only looks odd is read`() throws {
  let folder = try TemporaryFolder()
  let odd: [(String, [UInt8])] = [
    ("trailing spaces", file((header() + "   \n").utf8, numbers: 8)),
    (
      "a tensor without numbers at the end of another",
      file(
        "{\"a\":\(entry("F32", "[2]", "[0,8]")),\"b\":\(entry("F32", "[0,9]", "[8,8]"))}".utf8,
        numbers: 8)
    ),
    ("places in another order", file(pair("[8,16]", "[0,8]"), numbers: 16)),
    (
      "a path for a name",
      file(
        "{\"../\\u001b[2J\":\(entry("F32", "[2]", "[0,8]"))}".utf8, numbers: 8)
    ),
    (
      "members that nobody knows",
      file(
        "{\"a\":{\"x\":1,\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".utf8, numbers: 8)
    ),
  ]
  for (name, bytes) in odd {
    let path = try folder.write("x.safetensors", bytes)
    #expect(throws: Never.self, "\(name)") { try Safetensors(path: path) }
  }
}

@Test func `what is no file is refused before it is read`() throws {
  let folder = try TemporaryFolder()
  for path in [folder.path, "/dev/zero", "/dev/full", folder.file("missing"), "a\0b"] {
    #expect(throws: ModelError.self, "\(path)") { try Safetensors(path: path) }
  }
}
