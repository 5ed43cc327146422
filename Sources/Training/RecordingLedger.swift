internal import Datasets
internal import Kernels
internal import Synchronization

/// What the recordings held that a run has heard.
///
/// A recording is marked when it is first heard, so that nothing is read twice and training begins at
/// once. One that was not heard yet has had no part in the run and may still change.
final class RecordingLedger: Sendable {
  /// Which rows of a run.
  enum Part: String, Sendable {
    case training = "train"
    case evaluation = "eval"
  }

  /// A row of a run.
  struct Key: Hashable, Sendable, Comparable {
    let part: Part
    let row: Int

    static func < (one: Key, other: Key) -> Bool {
      (one.part.rawValue, one.row) < (other.part.rawValue, other.row)
    }
  }

  private let marking = RecordingMarks()
  private let marks = Mutex<[Key: RecordingMark]>([:])

  /// The same rows, which are marked here when they are heard.
  func watching(_ rows: [Utterance], _ part: Part) -> [Utterance] {
    rows.map { row in
      guard let recording = row.recording else { return row }
      let key = Key(part: part, row: row.row)
      return Utterance(
        row: row.row, name: row.name, text: row.text, duration: row.duration,
        recording: recording
      ) { [self] in
        guard marks.withLock({ $0[key] }) == nil else { return try row.audio() }
        // A file that changes while it is read has another stamp the next time.
        let stamp = marking.stamp(of: recording)
        let clip = try row.audio()
        let mark = try marking.mark(of: recording, stamp: stamp)
        marks.withLock { $0[key] = mark }
        return clip
      }
    }
  }

  /// Takes over what an earlier part of the run heard, and finds out which of it is another now.
  ///
  /// Only recordings whose files are not as they were left are read, on all cores.
  ///
  /// - Parameters:
  ///   - earlier: The marks of an earlier part.
  ///   - rows: The rows of a part of the run; marks of others are left out.
  ///   - part: Which part.
  ///   - shouldStop: Asked often.
  /// - Returns: The rows whose recordings are others, and those that cannot be read any more.
  /// - Throws: ``TrainingError/interrupted``.
  func resume(
    _ earlier: [Key: RecordingMark], _ rows: [Utterance], _ part: Part, _ shouldStop: () -> Bool
  ) throws(TrainingError) -> Comparison {
    var comparison = Comparison()
    var unsure: [Heard] = []
    for row in rows {
      let key = Key(part: part, row: row.row)
      guard let mark = earlier[key], let recording = row.recording else { continue }
      let stamp = marking.stamp(of: recording)
      if let stamp, stamp.text == mark.stamp {
        marks.withLock { $0[key] = mark }
      } else {
        unsure.append(Heard(row: row, recording: recording, stamp: stamp))
      }
    }
    let piece = 64
    for start in stride(from: 0, to: unsure.count, by: piece) {
      guard !shouldStop() else { throw .interrupted }
      let some = Array(unsure[start..<min(start + piece, unsure.count)])
      for (heard, now) in zip(some, marked(some)) {
        let key = Key(part: part, row: heard.row.row)
        switch now {
        case .success(let mark):
          if mark.content != earlier[key]?.content { comparison.changed.append(heard.row) }
          marks.withLock { $0[key] = mark }
        case .failure(let error): comparison.unread.append((heard.row, "\(error)"))
        case nil: break
        }
      }
    }
    comparison.readCount = unsure.count
    return comparison
  }

  /// A recording that has to be read to be compared.
  private struct Heard: Sendable {
    let row: Utterance
    let recording: AudioSource
    let stamp: RecordingMarks.Stamp?
  }

  /// The marks of recordings, made side by side on the cores.
  private func marked(_ heard: [Heard]) -> [Result<RecordingMark, DatasetError>?] {
    let results = Mutex([Result<RecordingMark, DatasetError>?](repeating: nil, count: heard.count))
    parallel(count: heard.count, grain: 1) { [marking] places in
      for place in places {
        let (recording, stamp) = (heard[place].recording, heard[place].stamp)
        let result = Result { () throws(DatasetError) in
          try marking.mark(of: recording, stamp: stamp)
        }
        results.withLock { $0[place] = result }
      }
    }
    return results.withLock(\.self)
  }

  /// What came of comparing recordings with what they were.
  struct Comparison {
    /// The rows whose recordings hold something else.
    var changed: [Utterance] = []
    /// The rows whose recordings cannot be read any more, and why.
    var unread: [(row: Utterance, problem: String)] = []
    /// How many had to be read.
    var readCount = 0
  }
}

extension RecordingLedger {
  private static let heading = "part\trow\tcontent\tstamp"

  /// The marks as lines of text.
  var encoded: [UInt8] {
    let marks = marks.withLock(\.self)
    var text = Self.heading + "\n"
    for (key, mark) in marks.sorted(by: { $0.key < $1.key }) {
      text += "\(key.part.rawValue)\t\(key.row)\t\(mark.content)\t\(mark.stamp ?? "")\n"
    }
    return Array(text.utf8)
  }

  /// Reads what ``encoded`` gave.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - file: What messages call it.
  /// - Returns: The marks of the rows.
  /// - Throws: ``TrainingError/badState(file:problem:)``.
  static func decoded(
    _ bytes: [UInt8], file: String
  ) throws(TrainingError) -> [Key: RecordingMark] {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")[...]
    guard lines.popFirst() == heading[...] else {
      throw .badState(file: file, problem: "does not say what the recordings held")
    }
    var marks: [Key: RecordingMark] = [:]
    for line in lines {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 4, let part = Part(rawValue: String(fields[0])),
        let row = Int(fields[1])
      else { throw .badState(file: file, problem: "has a line that says nothing: \(line)") }
      marks[Key(part: part, row: row)] = RecordingMark(
        content: String(fields[2]), stamp: fields[3].isEmpty ? nil : String(fields[3]))
    }
    return marks
  }
}

extension RecordingLedger.Comparison {
  /// What is not as it was, in words that name the rows.
  func changes(_ part: RecordingLedger.Part) -> [String] {
    let kind = part == .training ? "training" : "evaluation"
    func named(_ rows: [Utterance]) -> String {
      let first = rows.prefix(3).map { "row \($0.row) (\($0.name))" }.joined(separator: ", ")
      return rows.count > 3 ? "\(first) and \(rows.count - 3) more" : first
    }
    var changes: [String] = []
    if !changed.isEmpty {
      let words = changed.count == 1 ? "has another recording" : "have other recordings"
      changes.append("\(kind) \(named(changed)) \(words)")
    }
    if let first = unread.first {
      changes.append(
        "\(kind) \(named(unread.map(\.row))) cannot be read any more: \(first.problem)")
    }
    return changes
  }
}
