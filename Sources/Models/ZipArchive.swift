internal import ExactStrings
internal import Kernels

/// A zip archive that stores its members as they are, as `torch.save` writes it.
///
/// Whatever two readers could understand in two ways is refused: the members fill the archive from
/// its first byte to its directory without gap or overlap, each name and size stands there twice and
/// is the same, nothing stands behind the directory's end. Members may not be compressed or
/// encrypted; their names are keys, never paths.
///
/// Format: PKWARE, "APPNOTE.TXT", version 6.3.10.
struct ZipArchive: Sendable {
  let file: FileBytes
  /// The members in the order of the directory.
  let members: [ZipMember]

  /// Reads the directory.
  init(_ file: FileBytes) throws(FormatProblem) {
    self.file = file
    let directory = try ZipDirectory(file)
    var reader = ByteReader(file, directory.place, of: "its zip directory")
    var members: [ZipMember] = []
    var names: Set<ExactString> = []
    for _ in 0..<directory.count {
      let member = try ZipMember(&reader)
      guard names.insert(member.name).inserted else {
        throw FormatProblem(text: "it has two members \(shown(member.name))")
      }
      members.append(member)
    }
    guard reader.isAtEnd else {
      throw FormatProblem(text: "its zip directory has more than its \(directory.count) members")
    }
    try Self.checkCover(file, &members, to: directory.place.lowerBound)
    self.members = members
  }

  /// Finds where each member's bytes are, and checks that the members fill the archive.
  private static func checkCover(
    _ file: FileBytes, _ members: inout [ZipMember], to end: Int
  ) throws(FormatProblem) {
    let order = members.indices.sorted { members[$0].start < members[$1].start }
    var position = 0
    for (number, index) in order.enumerated() {
      guard members[index].start == position else {
        throw members[index].problem("has a gap or an overlap before it")
      }
      let next = number + 1 < order.count ? members[order[number + 1]].start : end
      guard next > position, next <= end else {
        throw members[index].problem("overlaps what follows it")
      }
      try members[index].locate(in: file, before: next)
      position = next
    }
    guard position == end else {
      throw FormatProblem(text: "it has a gap before its zip directory")
    }
  }

  /// Checks that a member's bytes are those that were written.
  ///
  /// A part of them is in memory at a time: a model need not stay there because it was checked.
  func check(_ member: ZipMember) throws(FormatProblem) {
    let part = 32 << 20
    var found: UInt32 = 0
    for start in stride(from: member.place.lowerBound, to: member.place.upperBound, by: part) {
      let place = start..<min(start + part, member.place.upperBound)
      found = crc32(file.span(place), after: found)
      file.release(place)
    }
    guard found == member.checksum else { throw member.problem("is damaged: its CRC-32 differs") }
  }

  /// A member's bytes, checked.
  func bytes(of member: ZipMember, limit: Int) throws(FormatProblem) -> [UInt8] {
    guard member.place.count <= limit else {
      throw member.problem("has \(member.place.count) bytes; at most \(limit) are read")
    }
    try check(member)
    return file.bytes(member.place)
  }
}

/// Where a zip archive's directory is, as the end of the archive says.
private struct ZipDirectory {
  let place: Range<Int>
  let count: Int

  private static let endSize = 22
  private static let locatorSize = 20
  private static let wideEndSize = 56

  init(_ file: FileBytes) throws(FormatProblem) {
    let end = file.count - Self.endSize
    guard end >= 0 else { throw Self.noEnd }
    var reader = ByteReader(file, end..<file.count, of: "the end of the zip archive")
    guard try reader.number(4) == 0x0605_4B50 else { throw Self.noEnd }
    let disks = (try reader.number(2), try reader.number(2))
    let counts = (try reader.number(2), try reader.number(2))
    let (size, offset) = (try reader.number(4), try reader.number(4))
    guard try reader.number(2) == 0 else {
      throw FormatProblem(text: "its zip archive ends in a comment, which could hide another end")
    }
    guard disks == (0, 0), counts.0 == counts.1 else {
      throw FormatProblem(text: "its zip archive is one of several parts")
    }
    guard let wide = try Self.wideEnd(file, before: end) else {
      guard counts.0 < 0xFFFF, size < 0xFFFF_FFFF, offset < 0xFFFF_FFFF else {
        throw FormatProblem(text: "its zip archive lacks the end that large archives have (zip64)")
      }
      self = try Self(offset, size, counts.0, end: end)
      return
    }
    let agrees =
      (counts.0 == wide.count || counts.0 == 0xFFFF) && (size == wide.size || size == 0xFFFF_FFFF)
      && (offset == wide.offset || offset == 0xFFFF_FFFF)
    guard agrees else {
      throw FormatProblem(text: "its zip archive has two ends that do not agree (zip64)")
    }
    self = try Self(
      wide.offset, wide.size, wide.count, end: end - Self.locatorSize - Self.wideEndSize)
  }

  private init(_ offset: Int, _ size: Int, _ count: Int, end: Int) throws(FormatProblem) {
    guard offset <= end, size == end - offset else {
      throw FormatProblem(text: "its zip directory does not end where the archive's end begins")
    }
    // A few members of an archive are no tensors.
    guard count <= mostTensors + 64, count <= size / ZipMember.smallestEntry else {
      throw FormatProblem(
        text: "its zip directory names \(count) members; at most \(mostTensors + 64) are read, and "
          + "\(size) bytes do not have room for more than \(size / ZipMember.smallestEntry)")
    }
    place = offset..<offset + size
    self.count = count
  }

  /// What the end of a large archive says, if there is one before the ordinary end at `end`.
  private static func wideEnd(
    _ file: FileBytes, before end: Int
  ) throws(FormatProblem) -> (count: Int, size: Int, offset: Int)? {
    let locator = end - locatorSize
    guard locator >= 0 else { return nil }
    var reader = ByteReader(file, locator..<end, of: "the end of the zip archive")
    guard try reader.number(4) == 0x0706_4B50 else { return nil }
    let problem = FormatProblem(text: "its zip archive's second end (zip64) is broken")
    let place = locator - wideEndSize
    guard try reader.number(4) == 0, try reader.number(8) == place, try reader.number(4) == 1,
      place >= 0
    else { throw problem }
    reader = ByteReader(file, place..<locator, of: "the end of the zip archive")
    guard try reader.number(4) == 0x0606_4B50, try reader.number(8) == wideEndSize - 12 else {
      throw problem
    }
    // Versions of the writer and for the reader.
    reader.skip(4)
    guard try reader.number(4) == 0, try reader.number(4) == 0 else { throw problem }
    let counts = (try reader.number(8), try reader.number(8))
    guard counts.0 == counts.1 else { throw problem }
    return (counts.0, try reader.number(8), try reader.number(8))
  }

  private static var noEnd: FormatProblem {
    FormatProblem(
      text: "it has no end of a zip archive where one belongs: it is cut short, or more follows")
  }
}
