internal import Files

/// The file that everything is written into that a run shows, as it comes and without colours.
final class RunLog {
  private var file: OutputFile?

  /// Opens a new log.
  init(_ path: String) throws(RunError) {
    do throws(SystemFault) {
      file = try OutputFile(new: path)
    } catch {
      throw .cannotWrite(path: path, reason: error.words)
    }
  }

  /// Writes text; a failure ends the log, not the run.
  ///
  /// - Returns: Why nothing more is written, the first time.
  func write(_ text: String) -> String? {
    guard let file else { return nil }
    do throws(SystemFault) {
      try file.write(Array(text.utf8))
      return nil
    } catch {
      self.file = nil
      return error.words
    }
  }

  /// Closes the file.
  func close() {
    file = nil
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
