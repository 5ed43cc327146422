/// The largest alignment that is read: days of speech.
private let mostBytes = 1 << 28

/// The text of a file with an alignment, in UTF-8, or in UTF-16 if it begins with a mark of the order of
/// its bytes.
///
/// - Throws: ``TextError``, which names other encodings that it looks like: nothing is guessed.
func alignmentText(_ path: String) throws(TextError) -> String {
  let bytes = try readFile(path, limit: mostBytes)
  if bytes.starts(with: [0xFE, 0xFF]) {
    return try utf16(bytes, path) { UInt16($0) << 8 | UInt16($1) }
  }
  if bytes.starts(with: [0xFF, 0xFE]) {
    return try utf16(bytes, path) { UInt16($1) << 8 | UInt16($0) }
  }
  guard !bytes.starts(with: Array("ooBinaryFile".utf8)) else {
    throw .content(
      path: path,
      problem: "is a binary TextGrid of Praat; open it there and save it as a text file")
  }
  guard !looksLikeUTF16(bytes) else {
    throw .content(
      path: path,
      problem:
        "looks like UTF-16 without the mark of the order of its bytes; save it as UTF-8, or with "
        + "the mark")
  }
  let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  let good = validPrefix(bytes[mark...])
  guard mark + good == bytes.count else {
    let line = 1 + bytes[..<(mark + good)].count { $0 == 0x0A }
    let byte = String(bytes[mark + good], radix: 16, uppercase: true)
    throw .line(
      path: path, line: line,
      problem:
        "is not UTF-8 text: its byte \(byte) is a letter of an older encoding, such as Latin-1 or "
        + "Mac Roman; save the file as UTF-8")
  }
  return String(decoding: bytes[mark...], as: UTF8.self)
}

/// Whether every second byte of the beginning is zero, as of plain letters in UTF-16.
private func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
  let head = bytes.prefix(32)
  guard head.count >= 4 else { return false }
  return [0, 1].contains { parity in
    head.indices.allSatisfy { ($0 % 2 == parity) == (head[$0] == 0) }
  }
}

private func utf16(
  _ bytes: [UInt8], _ path: String, _ unit: @escaping (UInt8, UInt8) -> UInt16
) throws(TextError) -> String {
  var scalars = String.UnicodeScalarView()
  var line = 1
  var decoder = UTF16()
  var units = stride(from: 2, to: bytes.count - 1, by: 2).lazy.map {
    unit(bytes[$0], bytes[$0 + 1])
  }.makeIterator()
  while true {
    switch decoder.decode(&units) {
    case .scalarValue(let scalar):
      if scalar == "\n" { line += 1 }
      scalars.append(scalar)
    case .emptyInput:
      guard bytes.count % 2 == 0 else {
        throw .line(path: path, line: line, problem: "ends within a letter of UTF-16")
      }
      return String(scalars)
    case .error: throw .line(path: path, line: line, problem: "is not UTF-16 text")
    }
  }
}
