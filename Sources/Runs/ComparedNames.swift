internal import ExactStrings
internal import Files

/// The files and the output of a run under the names by which two runs of a recipe are compared.
///
/// A training of one run may lie in another folder than that of the other; what is compared has the
/// folder's name in the recipe. Of a training the weights, the optimizer's means and the log are compared:
/// its other files hold times, processes and names that chance gave.
struct ComparedNames {
  private var trainings: [(folder: String, name: String)] = []

  init(_ record: RunRecord) {
    var counts: [ExactString: Int] = [:]
    for training in record.trainings
    where !trainings.contains(where: { $0.folder.isExactly(training.folder) }) {
      let count = counts[ExactString(training.output), default: 0] + 1
      counts[ExactString(training.output)] = count
      let name = count == 1 ? training.output : "\(training.output) (\(count))"
      trainings.append((training.folder, name))
    }
    // A folder's name may begin with that of another.
    trainings.sort { $0.folder.utf8.count > $1.folder.utf8.count }
  }

  /// What a conversion keeps of its sources, their times too, beside what it made.
  private static let journal = "conversion.jsonl"

  /// The name of a file, or `nil` if it is not compared.
  func name(of path: String) -> String? {
    for (folder, name) in trainings where path.startsExactly(with: folder.inFolder("")) {
      let rest = String(
        decoding: path.utf8.dropFirst(folder.inFolder("").utf8.count), as: UTF8.self)
      let isCompared = rest.endsExactly(with: ".safetensors") || rest.isExactly("metrics.jsonl")
      return isCompared ? name.inFolder(rest) : nil
    }
    return path.pathName.isExactly(Self.journal) ? nil : path
  }

  /// The files that are compared, under their names.
  func files(_ files: [FileFingerprint]) -> [FileFingerprint] {
    files.compactMap { file in
      name(of: file.path).map {
        FileFingerprint(path: $0, content: file.content, byteCount: file.byteCount)
      }
    }
  }

  /// The output of a step without times, in which folders of trainings have their names.
  func output(of step: RunRecord.Step) -> String {
    var rest = step.output[...]
    var text = ""
    for part in step.varying {
      guard let range = rest.firstRange(of: part) else { continue }
      text += rest[..<range.lowerBound] + "…"
      rest = rest[range.upperBound...]
    }
    return trainings.reduce(text + rest) { text, training in
      training.folder.isExactly(training.name)
        ? text : text.replacing(training.folder, with: training.name)
    }
  }
}
