internal import Text

/// The characters that texts are written with, and where: what shows an odd `*` before training does.
///
/// Characters are Unicode scalars, as tokenizers of letters count them.
public struct CharacterInventory: Sendable {
  /// A character of the texts.
  public struct Entry: Sendable, Equatable {
    /// The character.
    public let character: Unicode.Scalar
    /// How often it stands in all texts.
    public var count: Int
    /// The rows that it stands in.
    public var rowCount: Int
    /// The first row that it stands in.
    public let firstRow: Int
  }

  /// The characters, the most frequent first; of equals the lower code point first.
  public let entries: [Entry]

  /// Counts the characters of texts, a text a row.
  public init(_ texts: some Sequence<String>) {
    var entries: [Unicode.Scalar: Entry] = [:]
    var lastRow: [Unicode.Scalar: Int] = [:]
    for (row, text) in texts.enumerated() {
      for scalar in text.unicodeScalars {
        var entry =
          entries[scalar] ?? Entry(character: scalar, count: 0, rowCount: 0, firstRow: row)
        entry.count += 1
        if lastRow.updateValue(row, forKey: scalar) != row { entry.rowCount += 1 }
        entries[scalar] = entry
      }
    }
    self.entries = entries.values.sorted {
      $0.count == $1.count ? $0.character < $1.character : $0.count > $1.count
    }
  }
}
