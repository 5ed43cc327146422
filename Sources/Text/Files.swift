internal import Files

/// Why a file cannot be read or written.
public enum FileProblem: Equatable, Sendable {
  /// There is nothing at the path.
  case missing
  /// A folder is at the path.
  case folder
  /// What is at the path is a device, a pipe, a socket or a link that leads nowhere.
  case notAFile
  /// The system refuses; its reason.
  case refused(String)
  /// The file is larger than what is read of its kind.
  case tooLarge(limit: Int)
  /// A line is not UTF-8; the byte is counted from the start of the file.
  case notUTF8(line: Int, byte: Int, likely: TextEncoding)
  /// The file was written to while it was read.
  case changed
  /// A path has a NUL character, which no path can have.
  case badPath
  /// The folder that the file is to be written into is not there.
  case noFolder
}

extension FileProblem: CustomStringConvertible {
  /// The problem in words that follow the path.
  public var description: String {
    switch self {
    case .missing: "does not exist"
    case .folder: "is a folder, not a file"
    case .notAFile: "is not an ordinary file"
    case .refused(let reason): "cannot be used: \(reason)"
    case .tooLarge(let limit): "is larger than \(limit >> 20) MiB, too large for its kind"
    case .notUTF8(let line, let byte, let likely):
      "is not UTF-8 text (line \(line), byte \(byte)): \(likely.description)"
    case .changed: "was changed while it was being read"
    case .badPath: "is no path: it has a NUL character"
    case .noFolder: "cannot be written: its folder does not exist"
    }
  }
}

/// Reads a whole ordinary file; a folder, a pipe or a device is refused before a byte is read.
package func readFile(_ path: String, limit: Int = 1 << 30) throws(TextError) -> [UInt8] {
  let file = try openFile(path)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(min(file.mark.byteCount, limit))
  var piece = [UInt8](repeating: 0, count: min(max(file.mark.byteCount + 1, 4_096), 1 << 20))
  while case let count = try read(file, into: &piece, path), count > 0 {
    bytes += piece[..<count]
    guard bytes.count <= limit else { throw .file(path: path, problem: .tooLarge(limit: limit)) }
  }
  try requireUnchanged(file, path)
  return bytes
}

/// Opens an ordinary file; a folder, a pipe or a device is refused without waiting for it.
func openFile(_ path: String) throws(TextError) -> SystemFile {
  guard !path.utf8.contains(0) else { throw .file(path: path, problem: .badPath) }
  // Opening some devices does something, so that they are refused before.
  switch try pathKind(path) {
  case .file: break
  case .folder: throw .file(path: path, problem: .folder)
  case .other: throw .file(path: path, problem: .notAFile)
  case nil: throw .file(path: path, problem: .missing)
  }
  do throws(SystemFault) {
    let file = try SystemFile(path)
    if file.kind == .file { return file }
  } catch {
    throw .file(path: path, problem: .refused(error.words))
  }
  // It became something else in the meantime.
  throw .file(path: path, problem: .notAFile)
}

/// Reads on in a file, which errors call `path`.
func read(
  _ file: SystemFile, into piece: inout [UInt8], _ path: String
) throws(TextError) -> Int {
  do throws(SystemFault) {
    return try file.read(into: &piece)
  } catch {
    throw .file(path: path, problem: .refused(error.words))
  }
}

/// Refuses a file that was written to while it was read.
func requireUnchanged(_ file: SystemFile, _ path: String) throws(TextError) {
  if file.isChanged { throw .file(path: path, problem: .changed) }
}

/// Reads a text file; a byte-order mark at its start is left out.
package func readText(_ path: String, limit: Int = 1 << 30) throws(TextError) -> String {
  let bytes = try readFile(path, limit: limit)
  let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  guard let text = String(validating: bytes[start...], as: UTF8.self) else {
    let good = validPrefix(bytes)
    let line = bytes[..<good].count { $0 == 0x0A } + 1
    throw .file(
      path: path,
      problem: .notUTF8(line: line, byte: good, likely: TextEncoding(of: bytes, badByte: good)))
  }
  return text
}

/// Makes a folder and those that it lies in, if they are not there.
package func makeFolder(_ path: String) throws(TextError) {
  guard !path.utf8.contains(0) else { throw .file(path: path, problem: .badPath) }
  do throws(SystemFault) {
    try makeFolders(path)
  } catch {
    throw .file(path: path, problem: .refused(error.words))
  }
}

/// What stands at a path, links followed.
package enum PathKind: Sendable {
  /// An ordinary file.
  case file
  /// A folder.
  case folder
  /// A device, a pipe, a socket, or a link that leads nowhere.
  case other
}

/// Returns what stands at a path, or `nil` if nothing does.
package func pathKind(_ path: String) throws(TextError) -> PathKind? {
  guard !path.utf8.contains(0) else { throw .file(path: path, problem: .badPath) }
  switch systemKind(path, followsLinks: true) {
  case .success(.file): return .file
  case .success(.folder): return .folder
  case .success: return .other
  case .failure(let fault) where fault.isMissing || fault.isCircle:
    // A link that leads nowhere is there, though what it names is not.
    if case .success = systemKind(path, followsLinks: false) { return .other }
    if fault.isMissing { return nil }
    throw .file(path: path, problem: .refused(fault.words))
  case .failure(let fault): throw .file(path: path, problem: .refused(fault.words))
  }
}

/// The length of the longest valid start of some bytes.
func validPrefix(_ bytes: some Sequence<UInt8>) -> Int {
  var good = 0
  var decoder = UTF8()
  var rest = bytes.makeIterator()
  while case .scalarValue(let scalar) = decoder.decode(&rest) { good += UTF8.width(scalar) }
  return good
}
