/// How a container made of chunks is laid out: a name, a length, that many bytes, padding.
struct ChunkForm {
  /// The name of the container itself, with which it begins.
  private var name: [UInt8]
  private var data = [UInt8]("data".utf8)
  private var order = ByteOrder.big
  private var first = 12
  private var lengthBytes = 4
  private var padding = 2
  /// Whether a chunk's length counts its name and length as well.
  private var countsHeader = false

  /// The most chunks looked at.
  private static let mostChunks = 1_000

  /// The name of the sound's data in Sony's Wave64, whose names are of 16 bytes.
  private static let wave64Data: [UInt8] = [
    0x64, 0x61, 0x74, 0x61, 0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A,
  ]

  /// The form of the container that a file begins with; nil if it is none of chunks.
  ///
  /// - Parameter head: The first 40 bytes, or all of a shorter file.
  init?(_ head: [UInt8]) {
    name = [UInt8](head.prefix(4))
    if (head.has("RIFF", at: 0) || head.has("RF64", at: 0)) && head.has("WAVE", at: 8) {
      order = .little
    } else if head.has("FORM", at: 0) {
      data = [UInt8]("SSND".utf8)
    } else if head.has("caff", at: 0) {
      (first, lengthBytes, padding) = (8, 8, 1)
    } else if head.has("riff", at: 0) {
      // Lengths of 8 bytes that count the header, chunks on 8 bytes.
      (name, data, order) = ([UInt8](head.prefix(16)), Self.wave64Data, .little)
      (first, lengthBytes, padding, countsHeader) = (40, 8, 8, true)
    } else if !head.has("RIFX", at: 0) {
      return nil
    }
  }

  /// A chunk in a file.
  struct Chunk {
    let header: [UInt8]
    /// Where its length stands.
    let lengthPlace: Int
    /// The number of bytes in it, as its header says.
    let length: Int
    /// Where they begin.
    let body: Int
  }

  /// The chunk whose header stands at `position`.
  private func chunk(at position: Int, of file: borrowing OpenedFile) -> Chunk? {
    let headerLength = data.count + lengthBytes
    let header = file.bytes(at: position, count: headerLength)
    guard header.count == headerLength, let raw = order.integer(header[data.count...]) else {
      return nil
    }
    return Chunk(
      header: header, lengthPlace: position + data.count,
      length: countsHeader ? raw.subtractingReportingOverflow(headerLength).partialValue : raw,
      body: position + headerLength)
  }

  /// Where the chunk behind `chunk` begins; nil if the file ends before.
  private func next(_ chunk: Chunk, in file: borrowing OpenedFile) -> Int? {
    end(of: chunk, chunk.length, in: file)
  }

  /// Where what is behind a chunk of `length` bytes begins; nil if the file ends before.
  private func end(of chunk: Chunk, _ length: Int, in file: borrowing OpenedFile) -> Int? {
    guard length >= 0, length <= file.byteCount - chunk.body else { return nil }
    return chunk.body + (length + padding - 1) / padding * padding
  }

  /// The chunks of the format and of the data of a WAV file.
  func formatAndData(of file: borrowing OpenedFile) -> (format: Chunk, data: Chunk)? {
    var (position, format): (Int?, Chunk?) = (first, nil)
    for _ in 0..<Self.mostChunks {
      guard let place = position, let chunk = chunk(at: place, of: file) else { return nil }
      if chunk.header.starts(with: data) { return format.map { ($0, chunk) } }
      if chunk.header.has("fmt ", at: 0) { format = chunk }
      position = next(chunk, in: file)
    }
    return nil
  }

  /// What the chunks of `file` say of the length of the sound.
  func header(of file: borrowing OpenedFile) -> SoundHeader {
    var (position, long): (Int?, Chunk?) = (first, nil)
    for _ in 0..<Self.mostChunks {
      guard let place = position, let chunk = chunk(at: place, of: file) else { break }
      if chunk.header.starts(with: data) { return header(of: file, chunk, long: long) }
      if chunk.header.has("ds64", at: 0) { long = chunk }
      position = next(chunk, in: file)
    }
    return SoundHeader()
  }

  /// What the chunk of the sound's data says; its length may stand in the chunk `long` (RF64).
  private func header(
    of file: borrowing OpenedFile, _ chunk: Chunk, long: Chunk?
  ) -> SoundHeader {
    let present = file.byteCount - chunk.body
    let longPlace = long.map { $0.body + 8 } ?? (lengthBytes == 8 ? chunk.lengthPlace : nil)
    let longLength =
      lengthBytes == 8
      ? chunk.length
      : longPlace.flatMap { order.integer(file.bytes(at: $0, count: 8)[...]) }
    let length =
      known(longLength, isLong: true)
      ?? (lengthBytes == 4 ? known(chunk.length, isLong: false) : nil)
    var header = SoundHeader()
    if let longPlace, known(longLength, isLong: true) == nil, present > 0 {
      let counted = countsHeader ? data.count + lengthBytes : 0
      header.correction = (
        longPlace, order.bytes(of: min(length ?? present, present) + counted, count: 8)
      )
    }
    if let length {
      header.length = DeclaredLength(declared: length, present: min(length, present))
      // Not all writers pad what is of an odd length.
      let behind = chunk.body + min(length, present)
      header.joint =
        begins(at: behind, in: file)
        ? behind : end(of: chunk, length, in: file).flatMap { joint(from: $0, in: file) }
    }
    return header
  }

  /// A length, unless it is one that is written when the true one is not known.
  private func known(_ length: Int?, isLong: Bool) -> Int? {
    guard let length, length > 0 else { return nil }
    if isLong { return length < Int.max - 0xFFFF ? length : nil }
    return (0x7FFF_0000...0x8000_0000).contains(length) || length >= 0xFFFF_0000 ? nil : length
  }

  /// Whether a file of this form begins at `place`.
  private func begins(at place: Int, in file: borrowing OpenedFile) -> Bool {
    file.bytes(at: place, count: name.count) == name
  }

  /// Where another file of this form begins among the chunks from `start` on.
  private func joint(from start: Int, in file: borrowing OpenedFile) -> Int? {
    var position: Int? = start
    for _ in 0..<Self.mostChunks {
      guard let place = position else { return nil }
      if begins(at: place, in: file) { return place }
      position = chunk(at: place, of: file).flatMap { next($0, in: file) }
    }
    return nil
  }
}

/// Where the MPEG audio of a WAV file lies; nil if it holds none.
///
/// - Parameters:
///   - file: The file.
///   - head: Its first bytes.
/// - Returns: Its bytes in the file, as many as are there.
func mpegData(of file: borrowing OpenedFile, _ head: [UInt8]) -> Range<Int>? {
  guard head.has("RIFF", at: 0) || head.has("RF64", at: 0),
    let chunks = ChunkForm(head)?.formatAndData(of: file)
  else { return nil }
  // WAVE_FORMAT_MPEG and WAVE_FORMAT_MPEGLAYER3.
  guard [0x50, 0x55].contains(file.bytes(at: chunks.format.body, count: 2).first) else {
    return nil
  }
  let length = chunks.data.length
  let present = file.byteCount - chunks.data.body
  return chunks.data.body..<chunks.data.body + (length > 0 ? min(length, present) : present)
}
