/// What a saved model's `README.md` says of it, for people and for the hub.
///
/// The hub reads the head between the two lines of dashes: it finds models by language, by the model
/// that they were made from and by what they were trained on, and shows their error rates.
public struct ModelCard: Sendable, Equatable {
  /// The title; the folder's name if there is none.
  public var title: String?
  /// The language, as the hub abbreviates it: `en`.
  public var language: String?
  /// The model that it was made from, as the hub names it: `facebook/wav2vec2-base`.
  public var baseModel: String?
  /// What it was trained on, as the hub names it.
  public var dataset: String?
  /// The licence, as the hub abbreviates it: `mit`.
  public var license: String?
  /// Error rates and other figures under the names that the hub has for them: `wer`.
  public var metrics: [Metric] = []
  /// What else is to be said, below the head.
  public var text: String?

  /// A figure of the model.
  public struct Metric: Sendable, Equatable {
    /// Its name: `wer`.
    public let name: String
    /// Its value, a share rather than per cent.
    public let value: Double

    /// Names a figure.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// A card that says nothing.
  public init() {}
}

extension ModelCard {
  /// The text of `README.md`.
  ///
  /// - Parameters:
  ///   - family: The model's family: `wav2vec2`.
  ///   - folder: The name of the folder that it stands in.
  ///   - opensInTransformers: Whether Hugging Face's library opens the model too.
  /// - Returns: Markdown with a head in YAML.
  func markdown(family: String, folder: String, opensInTransformers: Bool) -> String {
    let title = title ?? folder
    var lines = ["---"]
    lines += [("language", language), ("license", license), ("base_model", baseModel)].compactMap {
      entry in entry.1.map { "\(entry.0): \(quoted($0))" }
    }
    lines.append("library_name: \(opensInTransformers ? "transformers" : "asrsh")")
    lines.append("pipeline_tag: automatic-speech-recognition")
    lines += ["tags:", "- automatic-speech-recognition", "- \(quoted(family))", "- asrsh"]
    if let dataset { lines += ["datasets:", "- \(quoted(dataset))"] }
    let finite = metrics.filter { $0.value.isFinite }
    if !finite.isEmpty {
      lines += ["metrics:"] + finite.map { "- \(quoted($0.name))" }
      lines += results(title, finite)
    }
    lines += ["---", "", "# \(plain(title))", ""]
    lines += body(family: family, opensInTransformers: opensInTransformers)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The figures in the form that the hub shows, which needs the data that they are of.
  private func results(_ title: String, _ metrics: [Metric]) -> [String] {
    guard let dataset else { return [] }
    return [
      "model-index:", "- name: \(quoted(title))", "  results:", "  - task:",
      "      type: automatic-speech-recognition", "    dataset:",
      "      name: \(quoted(dataset))", "      type: \(quoted(dataset))", "    metrics:",
    ]
      + metrics.flatMap {
        ["    - type: \(quoted($0.name))", "      value: \($0.value)"]
      }
  }

  private func body(family: String, opensInTransformers: Bool) -> [String] {
    var lines = ["A speech recognizer of the family \(plain(family)), saved by asrsh."]
    if let baseModel { lines.append("It was made from \(plain(baseModel)).") }
    if let dataset { lines.append("It was trained on \(plain(dataset)).") }
    if let text { lines += ["", text] }
    if !metrics.isEmpty {
      lines += ["", "| figure | value |", "|---|---|"]
      lines += metrics.map { "| \(plain($0.name)) | \($0.value) |" }
    }
    lines += [
      "", "In asrsh:", "", "```", "load_model(\"FOLDER\").transcribe(\"speech.wav\")", "```",
    ]
    if opensInTransformers {
      lines += [
        "", "In Python:", "", "```python", "from transformers import pipeline", "",
        "pipeline(\"automatic-speech-recognition\", model=\"FOLDER\")(\"speech.wav\")", "```",
      ]
    }
    return lines
  }

  /// A text as YAML takes it: bare if it is a plain name, else with its special letters escaped.
  private func quoted(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { isLetter($0) } ?? false
      && text.utf8.allSatisfy { isLetter($0) || "0123456789-_./".utf8.contains($0) }
    let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    if isPlain, !words.contains(text.lowercased()) { return text }
    // A string of JSON is one of YAML too.
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// A text on one line of Markdown.
  private func plain(_ text: String) -> String {
    text.split { $0.isNewline || $0 == "|" || $0 == "`" || $0 == "<" }.joined(separator: " ")
  }
}
