import Kernels

/// A zip archive as `torch.save` writes it, of which anything can be changed.
struct TestArchive {
  /// A member; what is `nil` is as it should be.
  struct Member {
    var name: [UInt8]
    var bytes: [UInt8]
    var localName: [UInt8]?
    var flags: UInt16 = 0
    var localFlags: UInt16?
    var method: UInt16 = 0
    var localMethod: UInt16?
    var checksum: UInt32?
    var localChecksum: UInt32?
    var size: UInt32?
    var packedSize: UInt32?
    var localSize: UInt32?
    var offset: UInt32?
    var extra: [UInt8] = []
    var localExtra: [UInt8] = []
    var comment: [UInt8] = []
    var attributes: UInt32 = 0
    var system: UInt8 = 0
    var disk: UInt16 = 0
    /// What stands behind the bytes.
    var tail: [UInt8] = []

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = Array(name.utf8)
      self.bytes = bytes
    }
  }

  var members: [Member]
  var comment: [UInt8] = []
  var prefix: [UInt8] = []
  /// What stands between the members and the directory.
  var gap: [UInt8] = []
  /// What stands between the directory and the end.
  var wideEnd: [UInt8] = []
  var count: UInt16?
  var directorySize: UInt32?
  var directoryOffset: UInt32?
  var disk: UInt16 = 0

  init(_ members: [Member]) {
    self.members = members
  }

  /// A file of PyTorch with this pickle and these storages.
  init(pickle: [UInt8], storages: [(key: String, bytes: [UInt8])] = []) {
    members =
      [
        Member("archive/data.pkl", pickle), Member("archive/byteorder", Array("little".utf8)),
      ] + storages.map { Member("archive/data/\($0.key)", $0.bytes) }
      + [Member("archive/version", Array("3\n".utf8))]
  }

  var bytes: [UInt8] {
    var (bytes, directory) = (prefix, [UInt8]())
    for member in members {
      let offset = member.offset ?? UInt32(bytes.count)
      let checksum = member.checksum ?? crc32(member.bytes.span)
      let size = member.size ?? UInt32(member.bytes.count)
      bytes += number(0x0403_4B50, 4) + number(20, 2) + number(member.localFlags ?? member.flags, 2)
      bytes += number(member.localMethod ?? member.method, 2) + number(0, 4)
      bytes += number(member.localChecksum ?? checksum, 4)
      bytes += number(member.localSize ?? size, 4) + number(member.localSize ?? size, 4)
      let name = member.localName ?? member.name
      bytes += number(name.count, 2) + number(member.localExtra.count, 2) + name
      bytes += member.localExtra + member.bytes + member.tail
      directory += number(0x0201_4B50, 4) + [20, member.system] + number(20, 2)
      directory += number(member.flags, 2) + number(member.method, 2) + number(0, 4)
      directory += number(checksum, 4) + number(member.packedSize ?? size, 4) + number(size, 4)
      directory += number(member.name.count, 2) + number(member.extra.count, 2)
      directory += number(member.comment.count, 2) + number(member.disk, 2) + number(0, 2)
      directory += number(member.attributes, 4) + number(offset, 4)
      directory += member.name + member.extra + member.comment
    }
    bytes += gap
    let offset = directoryOffset ?? UInt32(bytes.count)
    bytes += directory + wideEnd + number(0x0605_4B50, 4) + number(disk, 2) + number(disk, 2)
    bytes += number(count ?? UInt16(members.count), 2) + number(count ?? UInt16(members.count), 2)
    bytes += number(directorySize ?? UInt32(directory.count), 4) + number(offset, 4)
    return bytes + number(comment.count, 2) + comment
  }
}

/// A whole number in `size` bytes, the lowest first.
func number(_ value: some BinaryInteger, _ size: Int) -> [UInt8] {
  (0..<size).map { UInt8(truncatingIfNeeded: UInt64(truncatingIfNeeded: value) >> (8 * $0)) }
}
