internal import Kernels

/// A member of a zip archive.
struct ZipMember: Sendable {
  /// What the directory calls it.
  let name: String
  /// Where its own header begins.
  let start: Int
  let checksum: UInt32
  /// Where its bytes are.
  private(set) var place = 0..<0

  private let nameBytes: [UInt8]
  private let flags: Int
  private let size: Int

  /// The fewest bytes of an entry in the directory.
  static let smallestEntry = 46

  /// The sizes and the checksum stand behind the bytes, too.
  private static let hasDescriptor = 1 << 3
  /// The name is in UTF-8.
  private static let isUTF8 = 1 << 11

  /// Reads the next entry of the directory.
  init(_ reader: inout ByteReader) throws(FormatProblem) {
    guard try reader.number(4) == 0x0201_4B50 else {
      throw FormatProblem(text: "its zip directory is broken")
    }
    let system = try reader.number(2) >> 8
    _ = try reader.number(2)
    let (flags, method) = (try reader.number(2), try reader.number(2))
    _ = try reader.number(4)
    checksum = UInt32(try reader.number(4))
    var (packed, size) = (try reader.number(4), try reader.number(4))
    let (nameSize, extraSize) = (try reader.number(2), try reader.number(2))
    let (commentSize, disk) = (try reader.number(2), try reader.number(2))
    _ = try reader.number(2)
    let attributes = try reader.number(4)
    var start = try reader.number(4)
    let name = try reader.bytes(nameSize)
    let text = String(decoding: name, as: UTF8.self)
    func problem(_ text: String, _ what: String) -> FormatProblem {
      FormatProblem(text: "its member \(shown(text)) \(what)")
    }
    guard Self.isKey(name) else {
      throw problem(text, "has a name that is not plain, or leads elsewhere")
    }
    guard flags & 0x2041 == 0 else { throw problem(text, "is encrypted") }
    guard method == 0 else {
      throw problem(
        text,
        "is compressed, as in a TorchScript archive; save model.state_dict(), or convert it to "
          + "safetensors")
    }
    guard flags & ~(Self.hasDescriptor | Self.isUTF8) == 0, disk == 0, commentSize == 0 else {
      throw problem(text, "has flags, a part or a comment that torch.save does not write")
    }
    // Unix's own kinds of files: a link says where in its bytes.
    guard system != 3 || [0, 0o10].contains(attributes >> 28) else {
      throw problem(text, "is no ordinary file")
    }
    try ZipExtra(try reader.bytes(extraSize)).widen(&size, &packed, &start)
    guard packed == size else {
      throw problem(text, "has two sizes, \(packed) and \(size); torch.save stores members")
    }
    (self.name, nameBytes, self.flags, self.size, self.start) = (text, name, flags, size, start)
  }

  /// Whether a name has nothing but visible ASCII characters and no part that leads elsewhere.
  private static func isKey(_ name: [UInt8]) -> Bool {
    guard (1...512).contains(name.count), name.allSatisfy({ (0x20..<0x7F).contains($0) }),
      !name.contains(UInt8(ascii: "\\"))
    else { return false }
    return name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
    }
  }

  /// A problem of this member.
  func problem(_ what: String) -> FormatProblem {
    FormatProblem(text: "its member \(shown(name)) \(what)")
  }

  /// Reads the member's own header, checks that it says what the directory says, and finds the bytes.
  ///
  /// - Parameters:
  ///   - file: The archive.
  ///   - end: Where the next member or the directory begins.
  /// - Throws: ``FormatProblem`` if they differ.
  mutating func locate(in file: FileBytes, before end: Int) throws(FormatProblem) {
    var reader = ByteReader(file, start..<end, of: "its member \(shown(name))")
    guard try reader.number(4) == 0x0403_4B50 else { throw problem("has no header") }
    _ = try reader.number(2)
    guard try reader.number(2) == flags, try reader.number(2) == 0 else {
      throw problem("has another way of storing in its own header than in the directory")
    }
    _ = try reader.number(4)
    let sum = UInt32(try reader.number(4))
    let sizes = [try reader.number(4), try reader.number(4)]
    let (nameSize, extraSize) = (try reader.number(2), try reader.number(2))
    guard try reader.bytes(nameSize) == nameBytes else {
      throw problem("has another name in its own header than in the directory")
    }
    let wide = try ZipExtra(try reader.bytes(extraSize)).wide() ?? []
    // Who writes without going back leaves zeros here and has the figures behind the bytes.
    let isOpen = flags & Self.hasDescriptor != 0
    // Large sizes come first; torch.save writes where the member begins behind them or alone.
    let wideSizes = wide.count > 1 ? wide.prefix(2) : []
    let agrees =
      sizes.allSatisfy {
        $0 == size || (isOpen && $0 == 0) || ($0 == ZipExtra.narrow && !wideSizes.isEmpty)
      } && wideSizes.allSatisfy { $0 == size || (isOpen && $0 == 0) }
      && wide.dropFirst(wideSizes.count).allSatisfy { $0 == start }
    guard agrees, sum == checksum || (isOpen && sum == 0) else {
      throw problem("has another size or CRC-32 in its own header than in the directory")
    }
    place = try reader.range(size)
    if isOpen { try checkDescriptor(&reader, count: end - reader.position) }
    guard reader.isAtEnd else { throw problem("has a gap behind it") }
  }

  private func checkDescriptor(_ reader: inout ByteReader, count: Int) throws(FormatProblem) {
    let width = count == 24 ? 8 : 4
    guard count == 16 || count == 24, try reader.number(4) == 0x0807_4B50,
      try reader.number(4) == Int(checksum), try reader.number(width) == size,
      try reader.number(width) == size
    else { throw problem("has other figures behind its bytes than in the directory") }
  }
}

/// The extra fields of a member, of which only the sizes of large members mean something here.
private struct ZipExtra {
  /// What stands where a figure needs more than four bytes.
  static let narrow = 0xFFFF_FFFF

  private let fields: [(kind: Int, data: ArraySlice<UInt8>)]?

  init(_ bytes: [UInt8]) {
    var fields: [(kind: Int, data: ArraySlice<UInt8>)] = []
    var rest = bytes[...]
    while rest.count >= 4 {
      let head = Array(rest.prefix(4))
      let size = Int(head[2]) | Int(head[3]) << 8
      rest = rest.dropFirst(4)
      guard size <= rest.count else {
        self.fields = nil
        return
      }
      fields.append((Int(head[0]) | Int(head[1]) << 8, rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    self.fields = rest.isEmpty ? fields : nil
  }

  /// The numbers of the field for large members, or `nil` if there is none.
  func wide() throws(FormatProblem) -> [Int]? {
    guard let fields else { throw FormatProblem(text: "its zip archive has a broken extra field") }
    let wide = fields.filter { $0.kind == 1 }
    guard let data = wide.first?.data else { return nil }
    guard wide.count == 1, data.count.isMultiple(of: 8), data.count <= 24 else {
      throw FormatProblem(text: "its zip archive has a broken extra field (zip64)")
    }
    var numbers: [Int] = []
    for start in stride(from: data.startIndex, to: data.endIndex, by: 8) {
      let number = (0..<8).reduce(UInt64(0)) { $0 | UInt64(data[start + $1]) << (8 * UInt64($1)) }
      guard let number = Int(exactly: number) else {
        throw FormatProblem(text: "its zip archive has a size beyond 2^63")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Puts the large numbers in the place of those that the directory has no room for.
  func widen(
    _ size: inout Int, _ packed: inout Int, _ start: inout Int
  ) throws(FormatProblem) {
    let narrow = Self.narrow
    var numbers = (try wide() ?? [])[...]
    let wanted = [size, packed, start].count { $0 == narrow }
    guard numbers.count == wanted else {
      throw FormatProblem(
        text: "its zip archive has \(numbers.count) large figures where \(wanted) belong (zip64)")
    }
    if size == narrow { size = numbers.removeFirst() }
    if packed == narrow { packed = numbers.removeFirst() }
    if start == narrow { start = numbers.removeFirst() }
  }
}
