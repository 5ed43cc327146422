/// The arrows between the modules, read from the text of `Package.swift`.
struct Manifest {
  /// What each module may import of this package and of others.
  let arrows: [String: Set<String>]

  /// Reads the `modules` table and the executable's dependencies from the manifest's text.
  init(_ text: String) {
    var arrows: [String: Set<String>] = [:]
    for (name, list) in Self.rows(Self.section(of: text, from: "let modules", to: "\n]")) {
      arrows[name] = Set(list)
    }
    let executable = Self.section(of: text, from: ".executableTarget(", to: "swiftSettings")
    let names = Self.literals(in: executable)
    if let name = names.first { arrows[name] = Set(names.dropFirst()) }
    self.arrows = arrows
  }

  private static func section(of text: String, from start: String, to end: String) -> Substring {
    guard let from = text.range(of: start) else { return "" }
    let rest = text[from.upperBound...]
    guard let to = rest.range(of: end) else { return "" }
    return rest[..<to.lowerBound]
  }

  /// The rows `"name": ["arrow", …]` of a dictionary literal.
  private static func rows(_ table: Substring) -> [(name: String, arrows: [String])] {
    table.split(separator: "]").compactMap { row in
      guard let colon = row.lastIndex(of: ":"),
        let name = literals(in: row[..<colon]).last
      else { return nil }
      return (name, literals(in: row[colon...]))
    }
  }

  /// The contents of the string literals in `code`, which has no escapes.
  private static func literals(in code: Substring) -> [String] {
    let pieces = code.split(separator: "\"", omittingEmptySubsequences: false)
    return pieces.indices.filter { $0 % 2 == 1 }.map { String(pieces[$0]) }
  }
}

extension StringProtocol {
  /// The range of the first `text` in this string.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
