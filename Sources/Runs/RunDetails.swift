internal import Text

/// The end of a report: parameters, files, program and machine.
struct RunDetails {
  private let record: RunRecord

  init(_ record: RunRecord) {
    self.record = record
  }

  var html: String {
    var sections: [String] = []
    let parameters = record.parameters.map {
      [$0.name, $0.value, $0.given == nil ? "default" : "command line"]
    }
    if !parameters.isEmpty {
      sections.append(part("Parameters", table(["name", "value", "from"], parameters)))
    }
    let trainings = record.trainings.map { [$0.output, $0.folder] }
    if !trainings.isEmpty {
      sections.append(part("Trainings", table(["output", "kept in"], trainings)))
    }
    if !record.inputs.isEmpty { sections.append(part("Files read", files(record.inputs))) }
    if !record.outputs.isEmpty { sections.append(part("Files written", files(record.outputs))) }
    var settings = [
      ["seed", String(record.seed)], ["folder", record.folder ?? "its path is not UTF-8"],
    ]
    for group in [record.engine, record.device, record.environment] {
      settings += group.members.map { [$0.key, $0.value.string ?? ""] }
    }
    sections.append(part("Program and machine", table([], settings)))
    return element("footer", sections.joined(separator: "\n"))
  }

  private func part(_ title: String, _ content: String) -> String {
    element(
      "details", element("summary", escapedForHTML(title)) + element("div", class: "wide", content))
  }

  /// The files with the beginning of their hashes; a page for people needs no more.
  private func files(_ files: [FileFingerprint]) -> String {
    let shown = files.prefix(200).map { file in
      switch file.content {
      case .hash(let digits): [file.path, "\(file.byteCount)", String(digits.prefix(16))]
      case .problem(let text): [file.path, "\(file.byteCount)", text]
      }
    }
    let rest = files.count > 200 ? "\(files.count - 200) more in run.json" : ""
    return table(["path", "bytes", "sha256"], Array(shown))
      + (rest.isEmpty ? "" : element("p", class: "notice", rest))
  }
}
