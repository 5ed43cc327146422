internal import Foundation
internal import Text

/// The file that everything is written into that a run shows, as it comes and without colours.
final class RunLog {
  private var handle: FileHandle?

  /// Opens a new log.
  init(_ path: String) throws(RunError) {
    do {
      try Data().write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    } catch {
      throw .cannotWrite(path: path, reason: systemReason(error))
    }
  }

  /// Writes text; a failure ends the log, not the run.
  ///
  /// - Returns: Why nothing more is written, the first time.
  func write(_ text: String) -> String? {
    guard let handle else { return nil }
    do {
      try handle.write(contentsOf: Data(text.utf8))
      return nil
    } catch {
      self.handle = nil
      return systemReason(error)
    }
  }

  /// Closes the file.
  func close() {
    try? handle?.close()
    handle = nil
  }
}

/// A text of the terminal without the codes of its colours.
func withoutColors(_ text: String) -> String {
  guard text.utf8.contains(0x1B) else { return text }
  var plain = ""
  var rest = text.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    guard scalar == "\u{1B}", rest.first == "[" else {
      plain.unicodeScalars.append(scalar)
      continue
    }
    rest.removeFirst()
    while let next = rest.popFirst(), !(0x40...0x7E).contains(next.value) {}
  }
  return plain
}
