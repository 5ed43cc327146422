/// A Swift file with its comments and the contents of its string literals blanked.
///
/// What is left is code, on the lines where it was, so that rules can look for words in it. The
/// code of interpolations stays.
struct SwiftSource {
  /// The code of each line, the first being line 1 at index 0.
  let lines: [String]

  /// Blanks everything in `text` that is not code.
  init(_ text: String) {
    var scanner = Scanner(text)
    scanner.code(until: nil)
    lines = String(scanner.output).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// The numbers, from 1, of the lines where `matches` finds something.
  func lineNumbers(where matches: (String) -> Bool) -> [Int] {
    lines.indices.filter { matches(lines[$0]) }.map { $0 + 1 }
  }
}

/// Walks over Swift text and copies the code of it, blanks for the rest.
private struct Scanner {
  private let input: [Character]
  private var position = 0
  var output: [Character] = []

  init(_ text: String) {
    input = Array(text)
  }

  /// Copies code up to the closing character `end` that matches the one that opened it.
  mutating func code(until end: Character?) {
    var depth = 0
    while position < input.count {
      if sees("//") {
        blank(while: { $0 != "\n" })
      } else if sees("/*") {
        blockComment()
      } else if let (hashes, quotes) = literalStart() {
        literal(hashes: hashes, quotes: quotes)
      } else {
        if input[position] == "(" { depth += 1 }
        if input[position] == ")" {
          if depth == 0, end == ")" { return }
          depth -= 1
        }
        copy(1)
      }
    }
  }

  private func sees(_ text: String) -> Bool {
    input[position...].starts(with: text)
  }

  /// The number of `#` and of quotation marks that open a string literal here, if one opens here.
  private func literalStart() -> (hashes: Int, quotes: Int)? {
    let hashes = input[position...].prefix { $0 == "#" }.count
    let quotes = input[(position + hashes)...].prefix { $0 == "\"" }.count
    if quotes == 0 { return nil }
    return (hashes, quotes >= 3 ? 3 : 1)
  }

  private mutating func literal(hashes: Int, quotes: Int) {
    let end = String(repeating: "\"", count: quotes) + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    copy(hashes + quotes)
    while position < input.count, !sees(end) {
      if sees(escape + "(") {
        blank(escape.count)
        copy(1)
        code(until: ")")
        copy(1)
      } else if sees(escape) {
        blank(escape.count + 1)
      } else {
        blank(1)
      }
    }
    copy(end.count)
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        blank(2)
      } else if sees("*/") {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
    } while depth > 0 && position < input.count
  }

  private mutating func copy(_ count: Int) {
    let end = min(position + count, input.count)
    output += input[position..<end]
    position = end
  }

  private mutating func blank(_ count: Int) {
    let end = min(position + count, input.count)
    output += input[position..<end].map { $0 == "\n" ? $0 : " " }
    position = end
  }

  private mutating func blank(while condition: (Character) -> Bool) {
    blank(input[position...].prefix(while: condition).count)
  }
}
