internal import Files
internal import ExactStrings

extension CTM {
  /// The words of a channel of a recording.
  public struct Words: Sendable, Equatable {
    /// The words in the order of their beginnings.
    public var words: [TimedInterval] = []
    /// The channel, if the file has a line of it.
    public var channel: String?
    /// How many stretches have alternatives, of which the first was taken.
    public var alternatives = 0
  }

  /// Reads the words of a recording.
  ///
  /// Lines that begin with `;;` are comments. Of alternatives, between `<ALT_BEGIN>` and `<ALT_END>`, the
  /// first is taken; `@` in one is no word. `NA` stands for what is not known.
  ///
  /// - Parameters:
  ///   - text: The contents of the file.
  ///   - recording: Which recording; the only one if `nil`.
  ///   - channel: Which channel; the only one if `nil`.
  ///   - path: The file, for errors.
  /// - Returns: The words.
  /// - Throws: ``TextError/line(path:line:problem:)``, also where there is a second recording or channel
  ///   and it is not said which is wanted; ``TextError/content(path:problem:)`` where the wanted one is
  ///   not there.
  public static func words(
    _ text: String, recording: String? = nil, channel: String? = nil, path: String
  ) throws(TextError) -> Words {
    var reader = CTMReader(path: path, recording: recording, channel: channel)
    let lines = text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" })
    for (index, line) in lines.enumerated() where !line.starts(with: ";;".unicodeScalars) {
      reader.line = index + 1
      let fields = line.split { $0.value <= 0x20 }.map { String($0) }
      if !fields.isEmpty { try reader.read(fields) }
    }
    return try reader.finished()
  }
}

/// Reads the lines of a CTM.
private struct CTMReader {
  /// Where the lines stand among alternatives.
  private enum Place {
    case outside
    case first(line: Int)
    case later(line: Int)
  }

  let path: String
  let recording: String?
  let channel: String?
  var line = 0
  private var found = CTM.Words()
  private var foundRecording: String?
  /// The channels of the recording, in the order in which they come.
  private var channels: [ExactString] = []
  private var place = Place.outside

  init(path: String, recording: String?, channel: String?) {
    (self.path, self.recording, self.channel) = (path, recording, channel)
  }

  /// Reads the fields of a line, of which there is one at least.
  mutating func read(_ fields: [String]) throws(TextError) {
    guard (5...8).contains(fields.count) else {
      throw problem(
        "has \(fields.count) fields; there are recording, channel, start, duration, word, and perhaps "
          + "confidence, type and speaker")
    }
    guard try isWanted(fields[0], channel: fields[1]) else { return }
    switch fields[4].uppercased() {
    case "<ALT_BEGIN>":
      guard case .outside = place else { throw problem("begins alternatives within others") }
      place = .first(line: line)
    case "<ALT>":
      place = .later(line: try alternativesBegin(fields[4]))
    case "<ALT_END>":
      _ = try alternativesBegin(fields[4])
      place = .outside
      found.alternatives += 1
    default:
      let word = try word(fields)
      switch place {
      case .outside: found.words.append(word)
      case .first: if !word.text.utf8.elementsEqual("@".utf8) { found.words.append(word) }
      case .later: break
      }
    }
  }

  /// What was read, when there are no more lines.
  func finished() throws(TextError) -> CTM.Words {
    switch place {
    case .outside: break
    case .first(let line), .later(let line):
      throw .line(path: path, line: line, problem: "begins alternatives that do not end")
    }
    guard foundRecording != nil || recording == nil else {
      throw .content(path: path, problem: "has no words of the recording \"\(recording ?? "")\"")
    }
    if let channel, found.channel == nil {
      let others = channels.map { "\"\($0.string)\"" }.joined(separator: ", ")
      throw .content(
        path: path,
        problem: "has no words of the channel \"\(channel)\""
          + (others.isEmpty ? "" : "; there is \(others)"))
    }
    var found = found
    found.words = found.words.inOrder()
    return found
  }

  private func problem(_ words: String) -> TextError {
    .line(path: path, line: line, problem: words)
  }

  /// Whether a line is of the recording and the channel that are wanted.
  private mutating func isWanted(_ name: String, channel own: String) throws(TextError) -> Bool {
    guard ExactString(name) == ExactString(recording ?? foundRecording ?? name) else {
      if recording != nil { return false }
      throw problem(
        "has a second recording, \"\(name)\" after \"\(foundRecording ?? "")\"; recording= says which "
          + "one is wanted")
    }
    foundRecording = name
    if !channels.contains(ExactString(own)) { channels.append(ExactString(own)) }
    guard ExactString(own) == ExactString(channel ?? found.channel ?? own) else {
      if channel != nil { return false }
      throw problem(
        "has a second channel, \"\(own)\" after \"\(found.channel ?? "")\"; channel= says which one is "
          + "wanted")
    }
    found.channel = own
    return true
  }

  /// The line in which the alternatives begin that a mark stands among.
  private func alternativesBegin(_ mark: String) throws(TextError) -> Int {
    switch place {
    case .first(let line), .later(let line): return line
    case .outside: throw problem("has \(mark) without <ALT_BEGIN> before it")
    }
  }

  private func word(_ fields: [String]) throws(TextError) -> TimedInterval {
    guard let start = decimal(fields[2]), let length = decimal(fields[3]),
      (0...1e9).contains(start), (0...1e9).contains(length)
    else { throw problem("has \"\(fields[2])\" and \"\(fields[3])\" for start and duration") }
    var word = TimedInterval(fields[4], start: start, end: sum(start, length))
    if fields.count > 5, let score = known(fields[5]) {
      guard let number = decimal(score) else { throw problem("has \"\(score)\" for a confidence") }
      word.score = number
    }
    if fields.count > 6 { word.type = known(fields[6]) }
    if fields.count > 7 { word.speaker = known(fields[7]) }
    return word
  }

  /// A field, or `nil` if it says that nothing is known.
  private func known(_ field: String) -> String? {
    field.uppercased().utf8.elementsEqual("NA".utf8) ? nil : field
  }

  /// A finite number in decimal digits.
  private func decimal(_ field: String) -> Double? {
    guard field.utf8.allSatisfy("0123456789.eE+-".utf8.contains) else { return nil }
    return Double(field).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Where a word ends, to the nanosecond: the binary sum of 0.1 and 0.2 would overlap what begins at
  /// 0.3.
  private func sum(_ start: Double, _ length: Double) -> Double {
    let nanoseconds = ((start + length) * 1e9).rounded()
    guard length > 0, nanoseconds < 9e15 else { return start + length }
    return max(start, nanoseconds / 1e9)
  }
}
