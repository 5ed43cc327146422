internal import Datasets
internal import Display
internal import Interpreter

/// What a dataset is made of, as recipes see it.
final class DescriptionObject: EngineObject {
  let description: DatasetDescription
  /// The names of the shortest and the longest recording.
  private let extremes: (shortest: String, longest: String)?

  init(_ description: DatasetDescription, extremes: (shortest: String, longest: String)?) {
    self.description = description
    self.extremes = extremes
  }

  var typeName: String { "description" }

  func text() -> String {
    let rows = formatCount(description.rowCount, of: "row")
    return "description(\(rows)\(description.seconds.map { ", " + formatDuration($0) } ?? ""))"
  }

  func display(width: Int, color: Bool) -> String {
    let terminal = displayTerminal(width: width, color: color)
    return lines.map { name, value in
      (name.padded(toWidth: 12) + escapeForTerminal(value)).truncated(toWidth: terminal.width)
    }.joined(separator: "\n")
  }

  private var lines: [(name: String, value: String)] {
    var lines = [("rows", formatCount(description.rowCount))]
    if let seconds = description.seconds, let shortest = description.lengths.first,
      let longest = description.lengths.last
    {
      lines.append(("sound", formatDuration(seconds)))
      lines.append(
        ("mean", "\(formatDuration(mean)), median \(formatDuration(description.medianLength))"))
      lines.append(("shortest", "\(formatDuration(shortest))  \(extremes?.shortest ?? "")"))
      lines.append(("longest", "\(formatDuration(longest))  \(extremes?.longest ?? "")"))
      let rates = description.samplingRates.map { rate, count in
        "\(formatCount(rate)) Hz"
          + (description.samplingRates.count > 1 ? " (\(formatCount(count)))" : "")
      }
      lines.append(("rates", rates.joined(separator: ", ")))
    }
    if let speakers = description.speakerCount { lines.append(("speakers", formatCount(speakers))) }
    if let words = description.wordCount {
      lines.append(
        ("words", "\(formatCount(words)), \(formatCount(description.vocabularyCount)) different"))
      lines.append(
        (
          "characters",
          "\(formatCount(description.letterCount)), \(formatCount(description.characterCount)) different"
        ))
    }
    return lines
  }

  private var mean: Double {
    (description.seconds ?? .nan) / Double(description.lengths.count)
  }

  var fieldNames: [String] {
    [
      "rows", "hours", "shortest", "longest", "mean", "median", "sampling_rates", "speakers",
      "words", "vocabulary", "letters", "characters",
    ]
  }

  func field(_ name: String) -> Value? {
    func whole(_ number: Int?) -> Value { number.map { .int($0) } ?? .none }
    func length(_ number: Double?) -> Value { number.map { .float($0) } ?? .none }
    let hasSound = !description.lengths.isEmpty
    let hasText = description.wordCount != nil
    return switch name {
    case "rows": .int(description.rowCount)
    case "hours": length(description.seconds.map { $0 / 3_600 })
    case "shortest": length(description.lengths.first)
    case "longest": length(description.lengths.last)
    case "mean": length(hasSound ? mean : nil)
    case "median": length(hasSound ? description.medianLength : nil)
    case "sampling_rates":
      tableValue(
        ["rate", "count"], description.samplingRates.map { [.int($0.rate), .int($0.count)] })
    case "speakers": whole(description.speakerCount)
    case "words": whole(description.wordCount)
    case "vocabulary": whole(hasText ? description.vocabularyCount : nil)
    case "letters": whole(hasText ? description.letterCount : nil)
    case "characters": whole(hasText ? description.characterCount : nil)
    default: nil
    }
  }

  func isEqual(to other: any EngineObject) -> Bool {
    (other as? DescriptionObject)?.description == description
  }
}
