internal import Files
public import Language

extension SourceText {
  /// Reads a recipe from a file.
  ///
  /// - Parameter path: The path, which errors show as it is given.
  /// - Throws: ``BuiltinError`` that says why the file cannot be read as a recipe.
  public convenience init(readingFile path: String) throws(BuiltinError) {
    let text = try readText(path)
    self.init(text, name: path, path: path)
  }
}

/// Reads a text file in UTF-8, or says why it cannot be read.
func readText(_ path: String) throws(BuiltinError) -> String {
  switch systemKind(path, followsLinks: true) {
  case .success(.folder): throw BuiltinError("\(path.quoted) is a folder", kind: "file")
  case .success(.link), .success(.other):
    throw BuiltinError("\(path.quoted) is not a regular file", kind: "file")
  case .success(.file), .failure: break
  }
  let bytes: [UInt8]
  do throws(SystemFault) {
    bytes = try SystemFile(path).readToEnd()
  } catch {
    if error.isMissing { throw BuiltinError("\(path.quoted) does not exist", kind: "file") }
    throw BuiltinError(
      "\(path.quoted) cannot be read: \(error.words)", hint: "check its permissions", kind: "file")
  }
  do {
    return try text(of: bytes)
  } catch {
    throw BuiltinError("\(path.quoted) \(error)", hint: "save it as UTF-8", kind: "file")
  }
}

/// What keeps bytes from being text.
package struct NotText: Error, CustomStringConvertible {
  /// The problem and its place, to follow a name: `is not UTF-8 text: line 2, column 6 has …`.
  package let description: String
}

/// Returns the text in `bytes`, or says where they are no UTF-8.
package func text(of bytes: [UInt8]) throws(NotText) -> String {
  do {
    return String(copying: try UTF8Span(validating: bytes.span))
  } catch {
    let start = error.byteOffsets.lowerBound
    let before = String(decoding: bytes[..<start], as: UTF8.self)
    let line = before.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
    let byte = String(bytes[start], radix: 16, uppercase: true)
    throw NotText(
      description: "is not UTF-8 text: line \(line), column \(column) has the byte 0x\(byte)")
  }
}

/// Whether a path leads to something.
func isThere(_ path: String) -> Bool {
  if case .success = systemKind(path, followsLinks: true) { return true }
  return false
}
