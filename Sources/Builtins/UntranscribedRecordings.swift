internal import Audio
internal import Datasets
internal import Interpreter
internal import Models
internal import Text
internal import Recognizers

extension Call {
  /// The recordings of a folder or of a list, or `nil` if the argument is something else.
  ///
  /// Those whose header cannot be read are among the problems of the dataset.
  func untranscribed(_ name: String) throws -> Dataset? {
    switch try value(name) {
    case .list(let list):
      guard !list.items.isEmpty else {
        throw BuiltinError("the list has no recording", argument: name)
      }
      return try listed(list.items, name)
    case .string:
      let place = try inputPath(name)
      guard try pathKind(place) == .folder else { return nil }
      var options = LoadOptions()
      options.needsTranscripts = false
      return try loaded(place, options)
    default: return nil
    }
  }

  private func listed(_ items: [Value], _ name: String) throws -> Dataset {
    var rows: [Row] = []
    var problems: [RowProblem] = []
    for (index, item) in items.enumerated() {
      try checkInterruption()
      let source: AudioSource
      switch item {
      case .string(let path):
        let place = try session.reading(path)
        do throws(AudioError) {
          source = AudioSource(try audioInfo(place))
        } catch {
          problems.append(RowProblem(row: index + 1, path: path, reason: .audio(error)))
          continue
        }
      case .object(let object as RecordingObject): source = object.source
      case .object(let object as AudioObject): source = AudioSource(object.clip)
      default: throw BuiltinError("item \(index) is no recording", kind: "type", argument: name)
      }
      rows.append(
        Row([
          (name: "file", cell: source.path.map { Cell.text($0) } ?? Cell.none),
          (name: "audio", cell: .audio(source)),
        ]))
    }
    return Dataset(rows: rows, names: ["file", "audio"], problems: problems)
  }
}

/// Why a recording is left out for an error, or `nil` for one that ends all work.
private func unheardReason(_ error: any Error) -> RowProblem.Reason? {
  switch error {
  case AudioError.cancelled: nil
  case let error as AudioError: .audio(error)
  case ModelError.audio(let error): .audio(error)
  case ModelError.tooShort, ModelError.features: .unheard("\(error)")
  default: nil
  }
}

/// What was heard of recordings: rows of file, text, confidence and audio.
///
/// A recording that cannot be read to its end is named and left out, and the others are heard.
///
/// - Parameters:
///   - data: The recordings, with columns `file` and `audio`.
///   - call: The call, whose user may stop it and sees the progress.
///   - transcribe: Hears one.
/// - Returns: The rows.
/// - Throws: What `transcribe` throws, but for recordings that cannot be read.
func hearing(
  of data: Dataset, _ call: Call, _ transcribe: (AudioSource) throws -> Transcript
) throws -> Value {
  let recordings = try data.recordings()
  var (rows, problems): ([Row], [RowProblem]) = ([], data.problems)
  let progress = Progress(call)
  try progress.during("Transcribing", total: recordings.count, unit: "recordings") {
    for (index, recording) in recordings.enumerated() {
      try call.checkInterruption()
      let file = data[index]["file"] ?? .none
      do {
        let transcript = try transcribe(recording)
        rows.append(
          Row([
            (name: "file", cell: file), (name: "text", cell: .text(transcript.text)),
            (name: "confidence", cell: .number(transcript.confidence)),
            (name: "audio", cell: .audio(recording)),
          ]))
      } catch {
        guard let reason = unheardReason(error) else { throw error }
        problems.append(RowProblem(row: index + 1, path: file.text ?? "", reason: reason))
      }
      progress.update(index + 1)
    }
  }
  if !problems.isEmpty {
    let named = problems.prefix(5).map(\.description).joined(separator: "; ")
    let more = problems.count > 5 ? " and \(problems.count - 5) more, which .problems lists" : ""
    call.notice(
      "transcribe: \(problems.count) of \(rows.count + problems.count) recordings cannot be read: "
        + named + more)
  }
  return .object(
    DatasetObject(
      Dataset(rows: rows, names: ["file", "text", "confidence", "audio"], problems: problems)))
}
