extension TimedText {
  /// The largest file that is read: days of speech.
  private static let mostBytes = 1 << 28

  /// Reads a TextGrid of Praat, in UTF-8 or UTF-16, or the words of a recording in CTM.
  ///
  /// - Parameters:
  ///   - path: A file that ends in `.TextGrid` or `.ctm`.
  ///   - recording: Which recording of a CTM; the only one if `nil`.
  /// - Throws: ``TextError``; what is wrong in a line says which.
  public init(reading path: String, recording: String? = nil) throws(TextError) {
    let name = path.lowercased()
    guard name.hasSuffix(".textgrid") || name.hasSuffix(".ctm") else {
      throw .content(
        path: path, problem: "does not end in .TextGrid or .ctm, the alignments that are read")
    }
    let text = try decoded(readFile(path, limit: Self.mostBytes), path)
    if name.hasSuffix(".ctm") {
      let words = try CTM.words(text, recording: recording, path: path)
      self.init(duration: words.map(\.end).max() ?? 0, tiers: [Tier("words", words)])
    } else {
      try self.init(textGrid: text, path: path)
    }
  }
}

/// The text of a file in UTF-8, or in UTF-16 if it begins with a mark of the order of its bytes.
private func decoded(_ bytes: [UInt8], _ path: String) throws(TextError) -> String {
  if bytes.starts(with: [0xFE, 0xFF]) {
    return try utf16(bytes, path) { UInt16($0) << 8 | UInt16($1) }
  }
  if bytes.starts(with: [0xFF, 0xFE]) {
    return try utf16(bytes, path) { UInt16($1) << 8 | UInt16($0) }
  }
  let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  let good = validPrefix(bytes[mark...])
  guard mark + good == bytes.count else {
    let line = 1 + bytes[..<(mark + good)].count { $0 == 0x0A }
    throw .file(path: path, problem: .notUTF8(line: line, byte: mark + good))
  }
  return String(decoding: bytes[mark...], as: UTF8.self)
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
