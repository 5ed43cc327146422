internal import ExactStrings
internal import Foundation
internal import Text

/// In what two runs of a recipe differ: what went in, and what came out.
public struct RunComparison: Sendable {
  /// One thing that is not the same.
  public struct Difference: Sendable, Equatable {
    /// What it is about: a file, a version, a step, a figure.
    public var subject: String
    /// What it was.
    public var before: String
    /// What it is now.
    public var after: String
  }

  /// Differences of what went in: the recipe, parameters, files, program, machine, environment.
  public let causes: [Difference]
  /// Differences of what came out: figures, the output of steps, files.
  public let results: [Difference]

  /// Compares two runs; times, folders of runs and memory are left out.
  ///
  /// - Parameters:
  ///   - before: The earlier run.
  ///   - after: The later one.
  public init(_ before: RunRecord, _ after: RunRecord) {
    let (oldNames, newNames) = (ComparedNames(before), ComparedNames(after))
    var causes: [Difference] = []
    if before.recipe.hash != after.recipe.hash {
      causes.append(Difference("the recipe", before.recipe.hash, after.recipe.hash))
    }
    causes += Self.pairs(
      before.parameters.map { ($0.name, $0.value) }, after.parameters.map { ($0.name, $0.value) },
      what: "parameter")
    causes += Self.files(oldNames.files(before.inputs), newNames.files(after.inputs))
    for (old, new) in [
      (before.engine, after.engine), (before.device, after.device),
      (before.environment, after.environment),
    ] {
      causes += Self.pairs(Self.texts(old), Self.texts(new), what: "")
    }
    if !before.folder.isExactly(after.folder) {
      causes.append(Difference("the working folder", before.folder ?? "", after.folder ?? ""))
    }
    var results: [Difference] = []
    if before.status != after.status {
      results.append(Difference("the end", before.status.rawValue, after.status.rawValue))
    }
    results += Self.figures(before.figures, after.figures)
    for (old, new) in zip(before.steps, after.steps) {
      let (first, second) = (oldNames.output(of: old), newNames.output(of: new))
      if !first.isExactly(second) { results.append(Self.firstLine(old.title, first, second)) }
    }
    if before.steps.count != after.steps.count {
      results.append(Difference("steps", "\(before.steps.count)", "\(after.steps.count)"))
    }
    results += Self.files(oldNames.files(before.outputs), newNames.files(after.outputs))
    (self.causes, self.results) = (causes, results)
  }

  /// Whether both runs gave the same to the last bit: figures, outputs and files.
  public var isIdentical: Bool { results.isEmpty }

  /// The comparison in lines.
  public var text: String {
    var lines: [String] = []
    func list(_ title: String, _ differences: [Difference]) {
      lines.append("\(title):")
      lines += differences.prefix(50).map { "  \($0.subject): \($0.before) → \($0.after)" }
      if differences.count > 50 { lines.append("  … and \(differences.count - 50) more") }
    }
    if causes.isEmpty {
      lines.append("same recipe, parameters, files, program and machine")
    } else {
      list("what went in differs", causes)
    }
    if results.isEmpty {
      lines.append("same results: every figure, output and file is the same to the last bit")
    } else {
      list("what came out differs", results)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func texts(_ object: JSONObject) -> [(String, String)] {
    object.members.map { ($0.key, $0.value.string ?? "") }
  }

  /// The differences of two lists of named values.
  private static func pairs(
    _ before: [(String, String)], _ after: [(String, String)], what: String
  ) -> [Difference] {
    let old = Dictionary(before.map { (ExactString($0.0), $0.1) }) { first, _ in first }
    let new = Dictionary(after.map { (ExactString($0.0), $0.1) }) { first, _ in first }
    return Set(old.keys).union(new.keys).sorted().compactMap { name in
      guard !old[name].isExactly(new[name]) else { return nil }
      let subject = what.isEmpty ? name.string : "\(what) \(name)"
      return Difference(subject, old[name] ?? "not there", new[name] ?? "not there")
    }
  }

  private static func files(
    _ before: [FileFingerprint], _ after: [FileFingerprint]
  ) -> [Difference] {
    func described(_ files: [FileFingerprint]) -> [(String, String)] {
      files.map { file in
        switch file.content {
        case .hash(let digits): (file.path, "\(digits.prefix(12)), \(file.byteCount) bytes")
        case .problem(let text): (file.path, text)
        }
      }
    }
    return pairs(described(before), described(after), what: "")
  }

  private static func figures(
    _ before: [RunRecord.Figure], _ after: [RunRecord.Figure]
  ) -> [Difference] {
    var differences = zip(before, after).compactMap { old, new -> Difference? in
      let isSame =
        old.name.isExactly(new.name)
        && (old.value == new.value || (old.value.isNaN && new.value.isNaN))
      return isSame ? nil : Difference(old.name, "\(old.value)", "\(new.value)")
    }
    if before.count != after.count {
      differences.append(Difference("figures", "\(before.count)", "\(after.count)"))
    }
    return differences
  }

  /// The first line in which the output of a step differs.
  private static func firstLine(
    _ title: String, _ before: String, _ after: String
  ) -> Difference {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    let new = after.split(separator: "\n", omittingEmptySubsequences: false)
    let title = title.isEmpty ? "before the first step" : "step \"\(title)\""
    for index in 0..<max(old.count, new.count) {
      let (first, second) = (old.dropFirst(index).first, new.dropFirst(index).first)
      if !first.map({ String($0) }).isExactly(second.map { String($0) }) {
        return Difference(
          "\(title), line \(index + 1)", first.map(short) ?? "nothing",
          second.map(short) ?? "nothing")
      }
    }
    return Difference(title, "", "")
  }

  private static func short(_ line: Substring) -> String {
    line.count > 100 ? "\"\(line.prefix(100))…\"" : "\"\(line)\""
  }
}

extension RunComparison.Difference {
  init(_ subject: String, _ before: String, _ after: String) {
    (self.subject, self.before, self.after) = (subject, before, after)
  }
}
