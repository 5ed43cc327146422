/// A search through the history while its words are being typed: Ctrl-R.
struct HistorySearch: Equatable {
  /// What a key did to the search.
  enum Step: Equatable {
    /// It goes on.
    case goesOn
    /// It is over with what it found; keys are left that mean something to the editor.
    case ends([Unicode.Scalar])
  }

  /// The statements that are searched, the oldest first.
  private let statements: [String]
  /// What stood in the editor before.
  private let original: String
  /// The words that are looked for.
  private(set) var words = ""
  /// The place of what was found; `nil` where nothing was looked for yet.
  private var place: Int?
  private var isFound = true
  private var isGivenUp = false

  /// Begins a search.
  init(_ statements: [String], from original: String) {
    (self.statements, self.original) = (statements, original)
  }

  /// What the editor is to hold: what was found, or what stood there before.
  var found: String { isGivenUp ? original : place.map { statements[$0] } ?? original }

  /// The line that says what is being done.
  var line: String {
    let what = isFound ? "search the history" : "not in the history"
    return "\(what): \(words)"
  }

  /// Takes a key.
  mutating func take(_ key: Unicode.Scalar) -> Step {
    switch key {
    case "\u{12}": look(from: (place ?? statements.count) - 1, by: -1)
    case "\u{13}": look(from: (place ?? statements.count) + 1, by: 1)
    case "\u{7F}", "\u{08}":
      words = String(words.unicodeScalars.dropLast())
      look(from: statements.count - 1, by: -1)
    case "\u{07}":
      isGivenUp = true
      return .ends([])
    case _ where key.properties.generalCategory == .control: return .ends([key])
    default:
      words.unicodeScalars.append(key)
      look(from: place ?? statements.count - 1, by: -1)
    }
    return .goesOn
  }

  /// Goes to the next statement that has the words, older or newer; stays where it is if there is none.
  private mutating func look(from start: Int, by step: Int) {
    isFound = true
    guard !words.isEmpty else {
      place = nil
      return
    }
    var index = start
    while statements.indices.contains(index) {
      if statements[index].lowercased().contains(words.lowercased()) {
        place = index
        return
      }
      index += step
    }
    isFound = false
  }
}
