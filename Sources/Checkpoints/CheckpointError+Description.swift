extension CheckpointError: CustomStringConvertible {
  /// The error in a sentence, with what is still good.
  public var description: String {
    switch self {
    case .busy(let folder, let holder):
      "\"\(folder)\" is in use: \(holder) trains there"
    case .folder(let path, let reason): "\"\(path)\" cannot be used: \(reason)"
    case .occupied(let folder):
      "\"\(folder)\" holds a run already; resume=true goes on with it, another output begins a new one"
    case .noRoom(let path, let needed, let free, let lastGood):
      "\"\(path)\" has \(size(free)) free, and a checkpoint needs \(size(needed)); \(good(lastGood))"
    case .noFiles(let path, let needed, let free, let lastGood):
      "the disk of \"\(path)\" has room for \(free) more files, and a checkpoint has \(needed); "
        + good(lastGood)
    case .notSaved(let step, let failure, let needed, let free, let lastGood):
      "the checkpoint of step \(step) is not saved: \(failure.call) of \"\(failure.path)\": "
        + "\(failure.reason)\(room(needed, free)); \(good(lastGood))"
    case .notFinite(let step, let tensors, let lastGood):
      "the checkpoint of step \(step) is not saved: \(list(tensors)) not finite; \(good(lastGood))"
    case .notVerified(let step, let problem, let lastGood):
      "the checkpoint of step \(step) is not saved, what is read again \(problem); \(good(lastGood))"
    case .badPart(let name, let problem):
      "no checkpoint can have a part \(name.debugDescription): \(problem)"
    case .badStep(let step):
      "there is no checkpoint of step \(step): steps go from 0 to \(StepName.largest)"
    case .damaged(let path, let problem): "\"\(path)\" \(problem)"
    case .nothingGood(let folder, let skipped):
      "no checkpoint in \"\(folder)\" can be used: "
        + skipped.prefix(5).map { "\($0.name) \($0.problem)" }.joined(separator: "; ")
        + (skipped.count > 5 ? "; and \(skipped.count - 5) more" : "")
    case .log(let path, let reason): "\"\(path)\" cannot be written: \(reason)"
    }
  }

  /// What to do about it, if there is something to say.
  public var hint: String? {
    switch self {
    case .busy: "wait for its end, or choose another output"
    case .noRoom, .noFiles: "make room, or choose an output on another disk"
    case .notSaved(_, let failure, _, _, _) where failure.isFull:
      "make room; the next checkpoint is tried as usual"
    case .notSaved, .notVerified, .nothingGood, .damaged: "asrsh verify FOLDER looks at all of them"
    case .notFinite: "resume=true goes on from the last checkpoint; a lower learning_rate may help"
    case .folder, .occupied, .badPart, .badStep, .log: nil
    }
  }
}

private func good(_ step: Int?) -> String {
  step.map { "the checkpoint of step \($0) is good" } ?? "no checkpoint is saved yet"
}

private func room(_ needed: Int, _ free: Int?) -> String {
  guard let free else { return "" }
  return " (\(size(needed)) needed, \(size(free)) free)"
}

private func list(_ names: [String]) -> String {
  let shown = names.prefix(3).map(\.debugDescription).joined(separator: ", ")
  let more = names.count > 3 ? " and \(names.count - 3) more tensors" : ""
  return shown + more + (names.count == 1 ? " is" : " are")
}

/// A number of bytes as people read it.
private func size(_ bytes: Int) -> String {
  if bytes < 10_000 { return "\(bytes) bytes" }
  let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)]
  let (name, unit) = units.first { bytes >= $0.1 } ?? ("kB", 1000)
  let tenths = bytes / (unit / 10)
  return "\(tenths / 10).\(tenths % 10) \(name)"
}
