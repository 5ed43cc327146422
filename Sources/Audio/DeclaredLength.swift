/// How many bytes a header says the file has at least, against how many it has.
struct DeclaredLength: Equatable {
  let declared: Int
  let present: Int
  var unit = "bytes"
}

/// Compares the length of the sound data that a header declares with the bytes that are there.
///
/// libsndfile shortens sound that is cut off without a word, so the headers are read here as well.
/// Writers that cannot go back leave a length of 0 or one near the largest; these declare nothing.
///
/// - Returns: Nil for containers without such a length, or where the data is not found.
func declaredLength(of file: borrowing OpenedFile) -> DeclaredLength? {
  let head = file.bytes(at: 0, count: 40)
  let chunks: ChunkForm
  if head.has("RIFF", at: 0) || head.has("RF64", at: 0) {
    guard head.has("WAVE", at: 8) else { return nil }
    chunks = ChunkForm(data: [UInt8]("data".utf8), order: .little, first: 12)
  } else if head.has("RIFX", at: 0) {
    chunks = ChunkForm(data: [UInt8]("data".utf8), order: .big, first: 12)
  } else if head.has("FORM", at: 0) {
    chunks = ChunkForm(data: [UInt8]("SSND".utf8), order: .big, first: 12)
  } else if head.has("caff", at: 0) {
    chunks = ChunkForm(
      data: [UInt8]("data".utf8), order: .big, first: 8, lengthBytes: 8, padding: 1)
  } else if head.has("riff", at: 0) {
    chunks = .wave64
  } else if head.has("OggS", at: 0) {
    return lastOggPage(of: file)
  } else if head.has("NIST_1A", at: 0) {
    return sphereLength(file)
  } else {
    return sunLength(head, file.byteCount)
  }
  return chunks.declaredLength(of: file)
}

/// How a container made of chunks is laid out: a name, a length, that many bytes, padding.
private struct ChunkForm {
  let data: [UInt8]
  let order: ByteOrder
  let first: Int
  var lengthBytes = 4
  var padding = 2
  /// Whether a chunk's length counts its name and length as well.
  var countsHeader = false

  /// Sony's Wave64: names of 16 bytes, lengths of 8 that count the header, chunks on 8 bytes.
  static let wave64 = ChunkForm(
    data: [
      0x64, 0x61, 0x74, 0x61, 0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB,
      0x8A,
    ], order: .little, first: 40, lengthBytes: 8, padding: 8, countsHeader: true)

  /// The most chunks looked at before the one with the sound.
  private static let mostChunks = 1_000

  func declaredLength(of file: borrowing OpenedFile) -> DeclaredLength? {
    let headerLength = data.count + lengthBytes
    var (position, longLength): (Int, Int?) = (first, nil)
    for _ in 0..<Self.mostChunks {
      let header = file.bytes(at: position, count: headerLength)
      guard header.count == headerLength, let raw = order.integer(header[data.count...]) else {
        return nil
      }
      let length = countsHeader ? raw - headerLength : raw
      let body = position + headerLength
      if header.starts(with: data) {
        let declared = longLength ?? length
        guard !isUnknown(longLength ?? raw) else { return nil }
        return DeclaredLength(declared: declared, present: min(declared, file.byteCount - body))
      }
      if header.has("ds64", at: 0) {
        longLength = order.integer(file.bytes(at: body + 8, count: 8)[...])
      }
      guard length >= 0, length <= file.byteCount - body else { return nil }
      position = body + (length + padding - 1) / padding * padding
    }
    return nil
  }

  /// Whether a length is one that is written when the true one is not known.
  private func isUnknown(_ length: Int) -> Bool {
    if length <= 0 { return true }
    return lengthBytes == 4
      && ((0x7FFF_0000...0x8000_0000).contains(length) || length >= 0xFFFF_0000)
  }
}

/// The order of the bytes of an integer.
private enum ByteOrder {
  case little
  case big

  /// The unsigned integer that `bytes` hold, or nil if there are none or it is beyond `Int.max`.
  func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return nil }
    let ordered = self == .big ? [UInt8](bytes) : bytes.reversed()
    return Int(exactly: ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}

/// The length in the header of a Sun or NeXT file (`.au`).
private func sunLength(_ head: [UInt8], _ byteCount: Int) -> DeclaredLength? {
  let order: ByteOrder
  if head.has(".snd", at: 0) {
    order = .big
  } else if head.has("dns.", at: 0) {
    order = .little
  } else {
    return nil
  }
  guard head.count >= 12, let start = order.integer(head[4..<8]),
    let length = order.integer(head[8..<12]), length > 0, length < 0xFFFF_0000,
    start <= byteCount
  else { return nil }
  return DeclaredLength(declared: length, present: min(length, byteCount - start))
}

/// Whether the last page of an Ogg file is all there, as the length of that page.
///
/// A page says how long it is: a header of 27 bytes, a table of segment lengths, the segments
/// (RFC 3533, section 6). A page is at most 65,307 bytes long.
private func lastOggPage(of file: borrowing OpenedFile) -> DeclaredLength? {
  let tailLength = min(file.byteCount, 2 * 65_307)
  let start = file.byteCount - tailLength
  let tail = file.bytes(at: start, count: tailLength)
  guard let page = tail.indices.last(where: { tail.has("OggS", at: $0) }) else { return nil }
  let present = tail.count - page
  let segmentCount = present >= 27 ? Int(tail[page + 26]) : 0
  let header = 27 + segmentCount
  let table = present >= header ? tail[(page + 27)..<(page + header)] : []
  let declared = header + table.reduce(0) { $0 + Int($1) }
  return DeclaredLength(
    declared: declared, present: min(declared, present), unit: "bytes of its last page")
}

/// The length in the text header of a NIST SPHERE file: samples, channels and bytes a sample.
private func sphereLength(_ file: borrowing OpenedFile) -> DeclaredLength? {
  let header = String(decoding: file.bytes(at: 0, count: 1_024), as: UTF8.self)
  let lines = header.split(separator: "\n").map { $0.split(separator: " ") }
  func field(_ name: Substring) -> Int? {
    lines.first { $0.first == name && $0.count == 3 }.flatMap { Int($0[2]) }
  }
  guard !header.contains("embedded"), lines.count > 1,
    let start = lines[1].first.flatMap({ Int($0) }),
    let count = field("sample_count"), let width = field("sample_n_bytes"),
    count > 0, (1...8).contains(width), start >= 0, start <= file.byteCount
  else { return nil }
  let (samples, overflow) = count.multipliedReportingOverflow(by: field("channel_count") ?? 1)
  let (declared, tooLarge) = samples.multipliedReportingOverflow(by: width)
  guard !overflow, !tooLarge, declared > 0 else { return nil }
  return DeclaredLength(declared: declared, present: min(declared, file.byteCount - start))
}
