internal import Display
internal import Glibc
internal import Interpreter

/// Shows long text a page at a time, for a person at a terminal.
///
/// It runs on the session's thread while the main one waits for it, so that nobody else reads the keyboard.
struct Pager: Sendable {
  /// Where the text goes.
  let output: Output
  /// The wish to stop, which ends the showing.
  let interruption: Interruption

  private static let prompt = "-- Enter shows more, q ends --"

  /// Cuts text into pages.
  ///
  /// - Parameters:
  ///   - text: Lines, each with a newline behind it.
  ///   - rows: The rows of the window, one of which the prompt takes.
  ///   - columns: The columns of the window; a longer line takes several rows.
  /// - Returns: The pages, one after the other the text; one page where all of it fits.
  static func pages(of text: String, rows: Int, columns: Int) -> [String] {
    if text.isEmpty { return [""] }
    var pages: [String] = []
    var (page, used) = ("", 0)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
      text.hasSuffix("\n") ? 1 : 0)
    {
      let width = String(line).displayWidth
      let needed = max(1, (width + max(columns, 1) - 1) / max(columns, 1))
      if used > 0, used + needed > max(rows - 1, 1) {
        pages.append(page)
        (page, used) = ("", 0)
      }
      page += line + "\n"
      used += needed
    }
    return pages + [page]
  }

  /// Shows `text`, and waits for a key after each page but the last.
  func show(_ text: String) {
    let size = SystemCalls.windowSize(1) ?? (rows: 24, columns: 80)
    let pages = Self.pages(of: text, rows: size.rows, columns: size.columns)
    for (index, page) in pages.enumerated() {
      output.write(page)
      if index == pages.count - 1 { return }
      output.write(Self.prompt)
      let goesOn = waitForKey()
      output.write("\r\u{1B}[K")
      if !goesOn { return }
    }
  }

  /// Waits for a key; returns whether it asks for more.
  private func waitForKey() -> Bool {
    let mode = SystemCalls.readSingleKeys(0)
    defer { if let mode { SystemCalls.restore(mode, 0) } }
    do throws(SystemError) {
      while !interruption.isRequested {
        guard try SystemCalls.wait(for: [(0, Int16(POLLIN))], milliseconds: 100)[0] else {
          continue
        }
        // Of a key with several bytes, such as an arrow, none is left to be taken for a letter.
        let keys = try SystemCalls.read(0, 16)
        let isEnd = keys.isEmpty || [UInt8(ascii: "q"), UInt8(ascii: "Q"), 4].contains(keys[0])
        return !isEnd && keys != [0x1B]
      }
    } catch {
      // A terminal that is gone turns no pages.
    }
    return false
  }
}
