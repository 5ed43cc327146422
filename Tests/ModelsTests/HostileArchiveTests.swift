import Kernels
import Models
import Tensors
import TestSupport
import Testing

/// The state `{"a": tensor of two floats}`.
private let pickle = TestPickle.state([("a", TestPickle.tensor(shape: [2], strides: [1]))])

/// A good file of PyTorch, of which one thing is then changed.
private func archive(_ change: (inout TestArchive) -> Void) -> [UInt8] {
  var archive = TestArchive(pickle: pickle, storages: [("0", number(0x3F80_0000, 8))])
  change(&archive)
  return archive.bytes
}

/// The end of a large archive, of which one thing may be wrong.
private func wideEnd(
  _ archive: TestArchive, count: Int? = nil, size: Int? = nil, offset: Int? = nil,
  record: Int? = nil, length: Int = 44, disks: Int = 1
) -> [UInt8] {
  let bytes = archive.bytes
  let start = Int(bytes[bytes.count - 6]) | Int(bytes[bytes.count - 5]) << 8
  let end = bytes.count - 22
  let count = count ?? archive.members.count
  return number(0x0606_4B50, 4) + number(length, 8) + number(0, 4) + number(0, 8)
    + number(count, 8) + number(count, 8) + number(size ?? end - start, 8)
    + number(offset ?? start, 8) + number(0x0706_4B50, 4) + number(0, 4)
    + number(record ?? end, 8) + number(disks, 4)
}

extension HostileFile {
  private init(_ name: String, says word: String, _ change: (inout TestArchive) -> Void) {
    self.init(name, archive(change), says: word)
  }

  static let ends = [
    HostileFile("cut before its end", Array(archive { _ in }.dropLast()), says: "no end"),
    HostileFile("bytes behind its end", archive { _ in } + [0], says: "no end"),
    HostileFile("two ends", archive { _ in } + archive { _ in }.suffix(22), says: "directory"),
    HostileFile("two archives", archive { _ in } + archive { _ in }, says: "directory"),
    HostileFile("a comment", says: "no end") { $0.comment = Array("hello".utf8) },
    HostileFile("a comment that is an end", says: "directory") {
      $0.comment = Array(TestArchive([]).bytes.suffix(22))
    },
    HostileFile(
      "an end that says a comment", archive { $0.count = 5 }.dropLast(2) + [1, 0], says: "comment"),
    HostileFile("bytes in front", says: "no zip archive") { $0.prefix = [1, 2, 3] },
    HostileFile("several parts", says: "parts") { $0.disk = 1 },
    HostileFile("too few members named", says: "more than its 3") { $0.count = 3 },
    HostileFile("too many members named", says: "cut short") { $0.count = 5 },
    HostileFile("65,535 members named", says: "zip64") { $0.count = 65_535 },
    HostileFile("a directory of 2^32 - 2", says: "directory") { $0.directorySize = 0xFFFF_FFFE },
    HostileFile("a directory of 2^32 - 1", says: "zip64") { $0.directorySize = 0xFFFF_FFFF },
    HostileFile("a directory elsewhere", says: "directory") { $0.directoryOffset = 7 },
    HostileFile("a gap before the directory", says: "gap") { $0.gap = [0] },
    HostileFile("wide end of another count", says: "do not agree") {
      $0.wideEnd = wideEnd($0, count: 5)
    },
    HostileFile("wide end of another size", says: "do not agree") {
      $0.wideEnd = wideEnd($0, size: 5)
    },
    HostileFile("wide end of another place", says: "do not agree") {
      $0.wideEnd = wideEnd($0, offset: 5)
    },
    HostileFile("wide end at another place", says: "zip64") { $0.wideEnd = wideEnd($0, record: 1) },
    HostileFile("wide end beyond 2^63", says: "2^63") { $0.wideEnd = wideEnd($0, record: -1) },
    HostileFile("wide end of another length", says: "zip64") {
      $0.wideEnd = wideEnd($0, length: 45)
    },
    HostileFile("wide end of two parts", says: "zip64") { $0.wideEnd = wideEnd($0, disks: 2) },
    HostileFile("wide end of 2^62 members", says: "members") {
      $0.wideEnd = wideEnd($0, count: 1 << 62)
      $0.count = 0xFFFF
    },
    HostileFile("wide end of 10^6 members", says: "1000000 members") {
      $0.wideEnd = wideEnd($0, count: 1_000_000)
      $0.count = 0xFFFF
    },
    HostileFile("wide end of a directory of 2^63 - 1", says: "directory") {
      $0.wideEnd = wideEnd($0, size: .max)
      $0.directorySize = 0xFFFF_FFFF
    },
  ]

  static let members = [
    HostileFile("compressed", says: "compressed") { $0.members[2].method = 8 },
    HostileFile("compressed, its header says", says: "storing") { $0.members[2].localMethod = 8 },
    HostileFile("encrypted", says: "encrypted") { $0.members[2].flags = 1 },
    HostileFile("encrypted, its header says", says: "storing") { $0.members[2].localFlags = 1 },
    HostileFile("encrypted directory", says: "encrypted") { $0.members[2].flags = 1 << 13 },
    HostileFile("other flags", says: "flags") { $0.members[2].flags = 1 << 5 },
    HostileFile("a comment of a member", says: "comment") { $0.members[2].comment = [65] },
    HostileFile("another part", says: "part") { $0.members[2].disk = 1 },
    HostileFile("a link", says: "ordinary") {
      ($0.members[2].system, $0.members[2].attributes) = (3, 0o120_777 << 16)
    },
    HostileFile("a folder", says: "plain") { $0.members[2].name += [47] },
    HostileFile("two names", says: "name") {
      $0.members[2].localName = Array("archive/data/1".utf8)
    },
    HostileFile("two sizes", says: "size") { $0.members[2].localSize = 7 },
    HostileFile("an open size without a flag", says: "size") { $0.members[2].localSize = 0 },
    HostileFile("two checksums", says: "CRC-32") { $0.members[2].localChecksum = 7 },
    HostileFile("packed smaller", says: "two sizes") { $0.members[2].packedSize = 7 },
    HostileFile("larger than the file", says: "cut short") { $0.members[2].size = 0x7FFF_FFFF },
    HostileFile("size 2^32 - 1", says: "zip64") { $0.members[2].size = 0xFFFF_FFFF },
    HostileFile("size 2^63", says: "2^63") {
      $0.members[2].size = 0xFFFF_FFFF
      $0.members[2].extra =
        number(1, 2) + number(16, 2) + number(1 << 63 as UInt64, 8) + number(8, 8)
    },
    HostileFile("size 2^63 - 1", says: "cut short") {
      $0.members[2].size = 0xFFFF_FFFF
      $0.members[2].localSize = 0xFFFF_FFFF
      $0.members[2].extra = number(1, 2) + number(16, 2) + number(Int.max, 8) + number(Int.max, 8)
      $0.members[2].localExtra = $0.members[2].extra
    },
    HostileFile("a large size that nothing asks for", says: "zip64") {
      $0.members[2].extra = number(1, 2) + number(8, 2) + number(8, 8)
    },
    HostileFile("another large size of its own", says: "size") {
      $0.members[2].localExtra = number(1, 2) + number(16, 2) + number(9, 8) + number(9, 8)
    },
    HostileFile("a broken extra field", says: "extra") { $0.members[2].extra = [1, 0, 9, 0] },
    HostileFile("half an extra field", says: "extra") { $0.members[2].extra = [1, 0, 9] },
    HostileFile("two at one place", says: "overlap") { $0.members[2].offset = 0 },
    HostileFile("past the end", says: "gap") { $0.members[2].offset = 0x7FFF_FFFF },
    HostileFile("bytes behind", says: "gap") { $0.members[2].tail = [0] },
    HostileFile("no figures behind", says: "behind") { $0.members[2].flags = 8 },
    HostileFile("other figures behind", says: "behind") {
      $0.members[2].flags = 8
      $0.members[2].tail = number(0x0807_4B50, 4) + number(1, 4) + number(8, 4) + number(8, 4)
    },
    HostileFile("one name twice", says: "two members") { $0.members[2].name = $0.members[0].name },
  ]

  static let names =
    [
      "/etc/passwd", "archive/../x", "../x", "archive//x", "archive/./x", "archive\\x",
      "archive/\u{1B}",
      "archive/\0", "archive/é", "", String(repeating: "x", count: 513),
    ].map { name in
      HostileFile("named \(name.debugDescription.prefix(20))", says: "plain") {
        $0.members[2].name = Array(name.utf8)
      }
    } + [
      HostileFile("in another folder", says: "folder") {
        $0.members[2].name = Array("b/data/0".utf8)
      },
      HostileFile("in no folder", says: "folder") { $0.members[2].name = Array("x".utf8) },
    ]

  static let contents = [
    HostileFile("no member", TestArchive([]).bytes, says: "no zip archive"),
    HostileFile("no data.pkl", says: "without data.pkl") { $0.members.removeFirst() },
    HostileFile("two data.pkl", says: "2 members data.pkl") {
      $0.members.append(.init("b/data.pkl", pickle))
    },
    HostileFile("no version", says: "version") { $0.members.removeLast() },
    HostileFile("version 11", says: "version") { $0.members[3].bytes = Array("11\n".utf8) },
    HostileFile("version x", says: "version") { $0.members[3].bytes = Array("x".utf8) },
    HostileFile("a huge version", says: "17 bytes") {
      $0.members[3].bytes = Array(repeating: 51, count: 17)
    },
    HostileFile("byteorder big", says: "big") { $0.members[1].bytes = Array("big".utf8) },
    HostileFile("TorchScript", says: "TorchScript") {
      $0.members.append(.init("archive/constants.pkl", []))
    },
    HostileFile("TorchScript's code", says: "TorchScript") {
      $0.members.append(.init("archive/code/a.py", []))
    },
    HostileFile("a damaged data.pkl", says: "CRC-32") { $0.members[0].checksum = 1 },
    HostileFile("a damaged version", says: "CRC-32") { $0.members[3].checksum = 1 },
    HostileFile("a storage too small", says: "7 bytes; data.pkl says 2 of F32") {
      $0.members[2].bytes.removeLast()
    },
    HostileFile("a storage too large", says: "9 bytes") { $0.members[2].bytes.append(0) },
    HostileFile("no storage", says: "no member for the storage \"0\"") { $0.members.remove(at: 2) },
  ]

  static let others = [
    HostileFile(
      "tar",
      Array(repeating: 97, count: 257) + Array("ustar\0".utf8) + Array(repeating: 0, count: 300),
      says: "tar archive; convert it to safetensors"),
    HostileFile(
      "old pickle", [0x80, 2] + Array(repeating: 0x8A, count: 20), says: "old PyTorch; convert"),
    HostileFile("gzip", [0x1F, 0x8B] + Array(repeating: 0, count: 20), says: "gzip"),
    HostileFile("HDF5", [0x89, 0x48, 0x44, 0x46] + Array(repeating: 0, count: 20), says: "HDF5"),
    HostileFile("zeros", Array(repeating: 0, count: 400), says: "zero bytes"),
    HostileFile("a page", Array("<!DOCTYPE html><html><body>".utf8), says: "HTML"),
    HostileFile("a pointer", Array("version https://git-lfs.github.com/spec/v1".utf8), says: "LFS"),
    HostileFile("white space", Array(repeating: 32, count: 40), says: "no zip archive"),
    HostileFile("one byte", [0x50], says: "no zip archive"),
    HostileFile("nothing", [], says: "no zip archive"),
  ]
}

@Test(
  arguments: HostileFile.ends + HostileFile.members + HostileFile.names + HostileFile.contents
    + HostileFile.others)
func `a broken file of PyTorch is refused in one line`(hostile: HostileFile) throws {
  let folder = try TemporaryFolder()
  let path = try folder.write("pytorch_model.bin", hostile.bytes)
  do {
    _ = try openTensorFile(path: path)
    Issue.record("It was read.")
  } catch {
    expectOneLine(error, says: [path, hostile.word])
  }
}

@Test func `a storage that is damaged is refused when it is asked for, and only it`() throws {
  let state = TestPickle.state([
    ("a", TestPickle.tensor(shape: [2], strides: [1])),
    ("b", TestPickle.tensor(key: "1", shape: [2], strides: [1])),
  ])
  var archive = TestArchive(pickle: state, storages: [("0", number(0, 8)), ("1", number(0, 8))])
  archive.members[2].checksum = 7
  let file = try PyTorchFile(FileBytes(archive.bytes), path: "x.bin")
  #expect(file.entries.count == 2)
  #expect(try file.tensor("b").elements == [0, 0])
  for _ in 0..<2 {
    do {
      _ = try file.tensor("a")
      Issue.record("It was read.")
    } catch {
      expectOneLine(error, says: ["archive/data/0", "CRC-32"])
    }
  }
}

@Test func `what only looks odd in an archive is read`() throws {
  let odd: [(String, (inout TestArchive) -> Void)] = [
    ("as it is", { _ in }),
    ("no byte order", { $0.members.remove(at: 1) }),
    ("members that nobody knows", { $0.members.append(.init("archive/extra/x", [1, 2])) }),
    ("no line end behind the version", { $0.members[3].bytes = [51] }),
    ("a wide end", { $0.wideEnd = wideEnd($0) }),
    (
      "a wide end that is needed",
      {
        $0.wideEnd = wideEnd($0)
        ($0.count, $0.directorySize, $0.directoryOffset) = (0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFF)
      }
    ),
    (
      "sizes behind the bytes",
      {
        let bytes = $0.members[2].bytes
        let checksum = crc32(bytes.span)
        $0.members[2].flags = 1 << 3 | 1 << 11
        ($0.members[2].localSize, $0.members[2].localChecksum) = (0, 0)
        $0.members[2].tail =
          number(0x0807_4B50, 4) + number(checksum, 4) + number(8, 8) + number(8, 8)
      }
    ),
    ("padding before the bytes", { $0.members[2].localExtra = [0x46, 0x42, 1, 0, 0x5A] }),
    (
      "large sizes in its own header",
      {
        $0.members[2].localExtra = number(1, 2) + number(16, 2) + number(8, 8) + number(8, 8)
        $0.members[2].localSize = 0xFFFF_FFFF
      }
    ),
  ]
  for (name, change) in odd {
    let file = try PyTorchFile(FileBytes(archive(change)), path: "x.bin")
    #expect(try file.tensor("a").elements == [1, 0], "\(name)")
  }
}
