internal import Foundation

/// A program that says texts, and the words that it is called with.
///
/// The words are given to the program as they are; no shell sees them. The text is on its standard
/// input, one line, and nowhere else. In any word but the first, `{voice}`, `{speed}` and `{pitch}`
/// stand for the values of a recording and `{output}` for the path of a file that the program is to
/// write; without `{output}` the sound is read from its standard output. `{{` and `}}` are braces.
public struct SpeechCommand: Sendable, Hashable {
  /// The words, the program first.
  public let words: [String]

  private let parts: [[Part]]

  /// A stretch of a word.
  private enum Part: Sendable, Hashable {
    case text(String)
    case placeholder(Placeholder)
  }

  /// What is filled in.
  enum Placeholder: String, Sendable, CaseIterable {
    case voice, speed, pitch, output
  }

  /// Reads the words of a command.
  ///
  /// - Parameter words: The program, by its name or its path, and what it is called with.
  /// - Throws: ``SpeechProblem/noCommand``, ``SpeechProblem/badWord(_:)``,
  ///   ``SpeechProblem/unknownPlaceholder(_:word:)`` or ``SpeechProblem/looseBrace(word:)``.
  public init(_ words: [String]) throws(SpeechProblem) {
    guard let program = words.first, !program.isEmpty else { throw .noCommand }
    if let word = words.first(where: { $0.utf8.contains(0) }) { throw .badWord(word) }
    var parts: [[Part]] = [[.text(program)]]
    for word in words.dropFirst() { parts.append(try Self.parts(of: word)) }
    self.words = words
    self.parts = parts
  }

  /// The espeak-ng program, which interprets no markup in a text.
  ///
  /// Its amplitude leaves room for what resampling adds to the peaks.
  public static let espeak = SpeechCommand(
    program: "espeak-ng", options: ["--stdin", "--stdout", "-b", "1", "-a", "75"],
    values: [("-v", .voice), ("-s", .speed), ("-p", .pitch)])

  private init(program: String, options: [String], values: [(String, Placeholder)]) {
    words = [program] + options + values.flatMap { [$0, "{\($1.rawValue)}"] }
    parts =
      ([program] + options).map { [.text($0)] }
      + values.flatMap { [[.text($0)], [.placeholder($1)]] }
  }

  /// Whether this is espeak-ng as it is called here.
  var isEspeak: Bool { self == .espeak }

  /// The name or path of the program.
  var program: String { words[0] }

  /// Whether a value is filled in.
  func uses(_ placeholder: Placeholder) -> Bool {
    parts.contains { $0.contains(.placeholder(placeholder)) }
  }

  /// What the program is called with for a voice.
  func arguments(_ voice: Voice, output: String) -> [String] {
    parts.dropFirst().map { word in
      word.map { part in
        switch part {
        case .text(let text): text
        case .placeholder(.voice): voice.name ?? ""
        case .placeholder(.speed): voice.speed.map(Voice.spelling) ?? ""
        case .placeholder(.pitch): voice.pitch.map(Voice.spelling) ?? ""
        case .placeholder(.output): output
        }
      }.joined()
    }
  }

  private static func parts(of word: String) throws(SpeechProblem) -> [Part] {
    var parts: [Part] = []
    var text = ""
    var rest = word[...]
    while let letter = rest.popFirst() {
      guard letter == "{" || letter == "}" else { text.append(letter); continue }
      if rest.first == letter {
        rest.removeFirst()
        text.append(letter)
        continue
      }
      guard letter == "{", let end = rest.firstIndex(of: "}") else {
        throw .looseBrace(word: word)
      }
      let name = String(rest[..<end])
      guard let placeholder = Placeholder(rawValue: name) else {
        throw .unknownPlaceholder(name, word: word)
      }
      parts += [.text(text), .placeholder(placeholder)]
      text = ""
      rest = rest[rest.index(after: end)...]
    }
    return parts + [.text(text)]
  }
}
