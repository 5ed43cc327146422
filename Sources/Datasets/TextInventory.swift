internal import ExactStrings
internal import Letters
internal import Text

/// What texts are made of: their words and their letters.
///
/// ASCII, which most letters of most texts are, is counted by its bytes; what else there is, as Swift
/// divides it. What is spelled otherwise is another word and another letter, as it is to a
/// tokenizer.
struct TextInventory {
  /// The words of all texts.
  private(set) var wordCount = 0
  /// The letters of all texts: characters as a reader sees them.
  private(set) var letterCount = 0

  private var words: Set<ExactString> = []
  private var characters: Set<ExactString> = []
  private var asciiLetters = [Bool](repeating: false, count: 128)

  /// The number of different words.
  var vocabularyCount: Int { words.count }

  /// The number of different letters.
  var characterCount: Int { characters.count + asciiLetters.count(where: \.self) }

  /// Adds a text.
  mutating func add(_ text: String) {
    guard !addASCII(text) else { return }
    for word in splitAtSpaces(text) {
      wordCount += 1
      words.insert(ExactString(word))
    }
    for character in text {
      letterCount += 1
      // Comparing characters would put heaps of marks in order first.
      let letters = character.utf8
      if letters.count == 1, let byte = letters.first {
        asciiLetters[Int(byte)] = true
      } else {
        characters.insert(ExactString(String(character)))
      }
    }
  }

  /// Adds a text of ASCII without line ends of two bytes, or says that it is another.
  private mutating func addASCII(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.allSatisfy({ $0 < 0x80 && $0 != 0x0D }) else { return false }
    letterCount += bytes.count
    var start: String.Index?
    for index in bytes.indices {
      let byte = bytes[index]
      asciiLetters[Int(byte)] = true
      let isSpace = (0x1C...0x20).contains(byte) || (0x09...0x0D).contains(byte)
      if isSpace, let first = start {
        note(text[first..<index])
        start = nil
      } else if !isSpace, start == nil {
        start = index
      }
    }
    if let start { note(text[start...]) }
    return true
  }

  private mutating func note(_ word: Substring) {
    wordCount += 1
    words.insert(ExactString(String(word)))
  }
}
