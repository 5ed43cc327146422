public import Audio
public import Text

/// A row of a corpus that was left out, and why.
public struct RowProblem: Sendable, Equatable {
  /// Why a row was left out.
  public enum Reason: Sendable, Equatable {
    /// Its recording cannot be read.
    case audio(AudioError)
    /// The recording is not in the folder that paths count from, but there is one where asrsh runs.
    case elsewhere(missing: String, found: String)
    /// There is no such recording, but one whose name looks the same and has other code points.
    case spelledOtherwise(missing: String, found: String)
    /// It has no transcript, or one of nothing but white space.
    case noTranscript
    /// It names no recording.
    case noPath
    /// There is a transcript without a recording.
    case noRecording
    /// The stretch it names is not in the recording.
    case badStretch(field: String, value: String)
    /// Its line cannot be read.
    case badLine(LineProblem)
    /// The file of its transcript cannot be read.
    case transcript(TextError)
    /// It lies in a folder that is no label.
    case noLabel(String)
    /// Its text cannot be said, or the program that says it failed.
    case speech(SpeechProblem)
    /// A model cannot hear its recording.
    case unheard(String)
    /// A stretch of a recording that is not used.
    case stretch(StretchProblem)
  }

  /// The number of the row in the corpus: the line of its manifest, or its place from 1; 0 for
  /// what is no row.
  public let row: Int
  /// The path of its recording, as the corpus gives it.
  public let path: String
  /// Why it was left out.
  public let reason: Reason

  /// Makes the problem of a row.
  public init(row: Int, path: String, reason: Reason) {
    (self.row, self.path, self.reason) = (row, path, reason)
  }
}

extension RowProblem: CustomStringConvertible {
  /// The problem in one line.
  public var description: String {
    switch reason {
    case .audio(let error): "row \(row): \(error)"
    case .noTranscript: "row \(row): \"\(path)\" has no transcript"
    case .noPath: "row \(row): it names no recording"
    case .noRecording: "row \(row): there is no recording \"\(path)\" to its transcript"
    case .elsewhere(let missing, let found):
      "row \(row): \"\(missing)\" does not exist; paths count from the folder of the corpus, and not "
        + "from the current one, where \"\(found)\" is"
    case .spelledOtherwise(let missing, let found):
      "row \(row): \"\(missing)\" does not exist; \"\(found)\" does, whose name looks the same and has "
        + "other code points (\(Self.difference(missing, found))): rename the file, or write its name so"
    case .badStretch(let field, let value):
      "row \(row): the \(field) \(value) is not within \"\(path)\""
    case .badLine(let problem):
      path.isEmpty ? "line \(row): \(problem)" : "line \(row) of \"\(path)\": \(problem)"
    case .transcript(let error): "\(error)"
    case .noLabel(let folder): "\"\(path)\": the folder \(folder) is no label"
    case .speech(let problem): "row \(row): \(problem)"
    case .unheard(let problem): "row \(row): \"\(path)\" cannot be heard: \(problem)"
    case .stretch(let problem): "\(problem)"
    }
  }
}

extension RowProblem {
  /// Where two spellings part: `U+0075 U+0308 where the list has U+00FC`.
  private static func difference(_ listed: String, _ stored: String) -> String {
    let (ours, theirs) = (Array(listed.unicodeScalars), Array(stored.unicodeScalars))
    var start = zip(ours, theirs).prefix { $0 == $1 }.count
    // A letter without its accent is the same in both; the letter is shown whole.
    if start > 0,
      start == ours.count || start == theirs.count || isMark(ours[start])
        || isMark(theirs[start])
    {
      start -= 1
    }
    let common = zip(ours[start...].reversed(), theirs[start...].reversed()).prefix { $0 == $1 }
      .count
    func codes(_ scalars: [Unicode.Scalar]) -> String {
      let different = scalars[start..<max(start, scalars.count - common)]
      return different.prefix(4).map {
        let digits = String($0.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }.joined(separator: " ")
    }
    return "\(codes(theirs)) where the list has \(codes(ours))"
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.canonicalCombiningClass != .notReordered
  }
}

extension RowProblem.Reason {
  /// What rows with this problem have in common, for counting.
  fileprivate var group: String {
    switch self {
    case .audio(.missingFile), .elsewhere, .spelledOtherwise, .noRecording: "without a recording"
    case .audio(.emptyFile), .audio(.noFrames): "with an empty recording"
    case .audio: "with a recording that cannot be read"
    case .unheard: "that cannot be heard"
    case .noTranscript: "without a transcript"
    case .noPath: "without a path"
    case .badStretch: "with a stretch outside its recording"
    case .badLine: "with a line that cannot be read"
    case .transcript: "with a transcript that cannot be read"
    case .noLabel: "in folders that are no labels"
    case .speech(let problem):
      problem.isOfText ? "with a text that cannot be said" : "that the program did not say"
    case .stretch(let problem): problem.reason.group
    }
  }
}

extension Dataset {
  /// One line that counts the rows left out by their reasons, or `nil` if none was.
  public var problemSummary: String? {
    guard let first = problems.first else { return nil }
    var counts: [(group: String, count: Int)] = []
    for problem in problems {
      if let index = counts.firstIndex(where: { $0.group == problem.reason.group }) {
        counts[index].count += 1
      } else {
        counts.append((problem.reason.group, 1))
      }
    }
    let total = count + problems.count
    let reasons = counts.map { "\($0.count) \($0.group)" }.joined(separator: ", ")
    return "\(problems.count) of \(total) rows were left out: \(reasons) (first: \(first))"
  }
}
