/// How many bytes a header says the file has at least, against how many it has.
struct DeclaredLength: Equatable {
  let declared: Int
  let present: Int
  var unit = "bytes"
}

/// What the beginning of a file says of the length of its sound, read apart from libsndfile.
///
/// libsndfile shortens sound that is cut off without a word, stops where the first of several joined
/// files ends, and does not read all lengths that stand for "not known".
struct SoundHeader {
  /// The length of the sound's data; nil for containers without one, or where it is not known.
  var length: DeclaredLength?
  /// Where another file begins behind the sound, in bytes.
  var joint: Int?
  /// What libsndfile has to read in place of a length that is not known.
  var correction: (place: Int, bytes: [UInt8])?

  /// Knows nothing of a file.
  init() {}

  /// Reads the header of `file`.
  init(_ file: borrowing OpenedFile) {
    let head = file.bytes(at: 0, count: 40)
    if let chunks = ChunkForm(head) {
      self = chunks.header(of: file)
    } else if head.has("OggS", at: 0) {
      self = oggHeader(of: file)
    } else if head.has("NIST_1A", at: 0) {
      self = sphereHeader(of: file)
    } else {
      self = sunHeader(of: file, head)
    }
  }

  /// The bytes of `file` that libsndfile is to read.
  func bytes(of file: borrowing OpenedFile) -> SoundBytes {
    SoundBytes(byteCount: file.byteCount, changes: correction.map { [$0] } ?? [])
  }

  /// Refuses a file that is shorter than its header declares, or several files in one.
  func requireOneWhole(_ path: String) throws(AudioError) {
    if let length, length.present < length.declared {
      throw .truncatedFile(
        path: path, present: length.present, declared: length.declared, unit: length.unit)
    }
    if let joint { throw .joinedFiles(path: path, byte: joint) }
  }
}

/// The order of the bytes of an integer.
enum ByteOrder {
  case little
  case big

  /// The integer that up to eight `bytes` hold, with a sign if they are eight; nil if there are none.
  func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return nil }
    let ordered = self == .big ? [UInt8](bytes) : bytes.reversed()
    return Int(truncatingIfNeeded: ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// The bytes of `value` in `count` bytes.
  func bytes(of value: Int, count: Int) -> [UInt8] {
    let ordered = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return self == .little ? ordered : ordered.reversed()
  }
}

/// The length in the header of a Sun or NeXT file (`.au`).
private func sunHeader(of file: borrowing OpenedFile, _ head: [UInt8]) -> SoundHeader {
  var header = SoundHeader()
  let order: ByteOrder
  if head.has(".snd", at: 0) {
    order = .big
  } else if head.has("dns.", at: 0) {
    order = .little
  } else {
    return header
  }
  guard head.count >= 12, let start = order.integer(head[4..<8]),
    let length = order.integer(head[8..<12]), start <= file.byteCount
  else { return header }
  let present = file.byteCount - start
  guard length > 0, length < 0xFFFF_0000 else {
    // libsndfile knows one way to say that the length is not known.
    header.correction = present > 0 ? (8, [UInt8](repeating: 0xFF, count: 4)) : nil
    return header
  }
  header.length = DeclaredLength(declared: length, present: min(length, present))
  if file.bytes(at: start + length, count: 4) == [UInt8](head[..<4]) {
    header.joint = start + length
  }
  return header
}

/// The length in the text header of a NIST SPHERE file: samples, channels and bytes a sample.
private func sphereHeader(of file: borrowing OpenedFile) -> SoundHeader {
  var sound = SoundHeader()
  let header = String(decoding: file.bytes(at: 0, count: 1_024), as: UTF8.self)
  let lines = header.split(separator: "\n").map { $0.split(separator: " ") }
  func field(_ name: Substring) -> Int? {
    lines.first { $0.first == name && $0.count == 3 }.flatMap { Int($0[2]) }
  }
  guard !header.contains("embedded"), lines.count > 1,
    let start = lines[1].first.flatMap({ Int($0) }),
    let count = field("sample_count"), let width = field("sample_n_bytes"),
    count > 0, (1...8).contains(width), start >= 0, start <= file.byteCount
  else { return sound }
  let (samples, overflow) = count.multipliedReportingOverflow(by: field("channel_count") ?? 1)
  let (declared, tooLarge) = samples.multipliedReportingOverflow(by: width)
  guard !overflow, !tooLarge, declared > 0 else { return sound }
  let present = min(declared, file.byteCount - start)
  sound.length = DeclaredLength(declared: declared, present: present)
  if file.bytes(at: start + present, count: 7).has("NIST_1A", at: 0) {
    sound.joint = start + present
  }
  return sound
}
