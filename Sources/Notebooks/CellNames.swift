/// The names of cells, by which tools tell them apart.
///
/// A name comes from the first line of its cell, so it stays when the rest of the cell changes or
/// other cells come and go, and writing a recipe as a notebook twice gives the same file.
enum CellNames {
  /// A name for each cell, no two alike: letters, digits and hyphens, at most 64.
  static func of(_ cells: [Notebook.Cell]) -> [String] {
    var counts: [String: Int] = [:]
    return cells.map { cell in
      let line = cell.source.unicodeScalars.prefix { $0 != "\n" }
      let name = "\(word(for: cell))-\(digits(of: String(line)))"
      let count = counts[name, default: 0] + 1
      counts[name] = count
      return count == 1 ? name : "\(name)-\(count)"
    }
  }

  private static func word(for cell: Notebook.Cell) -> String {
    cell.holdsParameters ? "parameters" : cell.kind == .markdown ? "prose" : "step"
  }

  /// Eight digits of base 16 that a text nearly always has for itself: FNV-1a of 32 bits.
  ///
  /// Reference: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash
  /// Algorithm", section 2.
  private static func digits(of text: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
