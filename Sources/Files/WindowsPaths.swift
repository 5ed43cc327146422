/// What a message says behind a path that is not there if it is spelled as Windows spells paths; else
/// nothing.
///
/// A backslash may stand in a name here, so that such a path is looked for as it is at first.
package func windowsAdvice(_ path: String) -> String {
  guard path.isWindowsPath else { return "" }
  return hasDrive(path)
    ? "; it is a path of Windows, whose drives are not known here: name the file from its folder, as in"
      + " \"\(namesOnly(path))\""
    : "; folders are divided by / here, and not by \\: \"\(path.withSlashes)\""
}

extension String {
  /// Whether a path is spelled as on Windows: with a drive, or with backslashes between folders.
  package var isWindowsPath: Bool { utf8.contains(UInt8(ascii: "\\")) || hasDrive(self) }

  /// The path with a slash for every backslash.
  package var withSlashes: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }, as: UTF8.self)
  }
}

/// Whether a path, or what stands in it behind the folder of a list, begins with the letter of a drive or
/// with the name of a computer.
private func hasDrive(_ path: String) -> Bool {
  path.utf8.split(separator: UInt8(ascii: "/")).contains { step in
    let bytes = Array(step.prefix(3))
    if bytes.starts(with: [0x5C, 0x5C]) { return true }
    guard bytes.count >= 2, bytes[1] == UInt8(ascii: ":") else { return false }
    return (0x41...0x5A).contains(bytes[0] & 0xDF) && (bytes.count == 2 || bytes[2] == 0x5C)
  }
}

/// The last folder of a path and its name, with a slash between.
private func namesOnly(_ path: String) -> String {
  path.withSlashes.split(separator: "/").suffix(2).joined(separator: "/")
}
