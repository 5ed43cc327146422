internal import Files
internal import Interpreter
internal import Kernels
internal import Training

/// Where a call of `fit` keeps its training.
///
/// A training that is there is never written over: a new one goes beside it, to `run-2`, `run-3` …, and
/// that is said. `resume=true` goes on with the one that was begun last. A rerun of a recorded run has a
/// folder of its own, and a rehearsal one that is removed.
struct TrainingPlace {
  /// The folder, if the call names one.
  let folder: TrainingFolder?
  /// Its path as recipes can use it.
  let output: String?

  private init(_ folder: TrainingFolder?, _ output: String?) {
    (self.folder, self.output) = (folder, output)
  }

  /// Finds the place.
  ///
  /// - Parameters:
  ///   - call: The call of `fit`.
  ///   - options: How it trains.
  ///   - isExact: Whether the training in the very folder that is named goes on.
  /// - Throws: ``TrainingError``, or what the way to files throws.
  init(_ call: Call, _ options: FitOptions, isExact: Bool) throws {
    let resumes = try call.bool("resume")
    guard try !call.isNone("output") else {
      guard !resumes else {
        throw BuiltinError(
          "there is no run to resume without a folder", hint: "output=\"run\" names it",
          argument: "resume")
      }
      self.init(nil, nil)
      return
    }
    var policy = TrainingFolder.Policy()
    policy.resumes = resumes
    policy.allowsChanges = try call.bool("allow_changes")
    policy.keep = options.saveTotalLimit
    policy.engine = "asrsh \(engineVersion), \(MatrixKernels.current.rawValue) kernels"
    if call.session.rehearsal != nil {
      try self.init(rehearsing: call, policy, isExact)
    } else if isExact {
      let path = try call.outputPath("output")
      call.session.files.keepsTraining(try call.meantOutput(), in: path)
      self.init(try TrainingFolder(path, policy), path)
    } else {
      try self.init(call, policy)
    }
  }

  private init(_ call: Call, _ policy: TrainingFolder.Policy) throws {
    let files = call.session.files
    let asked = try call.meantOutput()
    let place = try files.placeOfTraining(asked)
    let latest = TrainingFolder.latest(of: place)
    let folder =
      try policy.resumes
      ? TrainingFolder(latest?.path ?? place, policy) : TrainingFolder.begin(at: place, policy)
    _ = try files.writing(folder.path)
    files.keepsTraining(asked, in: folder.path)
    let isAsAsked = folder.path.utf8.elementsEqual(asked.utf8)
    if !place.utf8.elementsEqual(asked.utf8) {
      call.notice("fit: a rerun keeps its training apart, in \(folder.path.quoted)")
    } else if !isAsAsked {
      if let latest { call.notice("fit: " + latest.words(goesOn: policy.resumes, folder.path)) }
      call.session.trainingsElsewhere.append((output: asked, folder: folder.path))
    }
    self.init(folder, isAsAsked ? try call.string("output") : folder.path)
  }

  /// A rehearsal trains where nothing is yet; what is there it leaves alone, and does not go on with.
  private init(
    rehearsing call: Call, _ policy: TrainingFolder.Policy, _ isExact: Bool
  ) throws {
    var policy = policy
    let files = call.session.files
    let asked = try call.meantOutput()
    if policy.resumes, let latest = TrainingFolder.latest(of: asked) {
      let path = isExact ? asked : latest.path
      call.session.rehearsal?.leave("fit: \(path.quoted) is left alone; the run goes on with it")
      self.init(nil, path)
      return
    }
    policy.resumes = false
    var (path, number) = (asked, 1)
    while Self.isUsed(files.reading(path)) {
      number += 1
      path = TrainingFolder.path(beside: asked, number)
    }
    self.init(
      try TrainingFolder(files.writing(path), policy),
      number == 1 ? try call.string("output") : path)
  }

  /// Whether a training was ever begun in a folder.
  private static func isUsed(_ path: String) -> Bool {
    if case .success = systemKind(path.inFolder("LOCK"), followsLinks: false) { return true }
    return false
  }
}

extension Call {
  /// The path that the argument `output` means.
  fileprivate func meantOutput() throws -> String {
    do {
      return try meantPath(string("output"))
    } catch var error as BuiltinError {
      error.argument = "output"
      throw error
    }
  }
}

extension TrainingFolder.Held {
  /// What is said of a training beside which another is kept, or which goes on.
  fileprivate func words(goesOn: Bool, _ folder: String) -> String {
    if goesOn { return "\(path.quoted) is the training of this output that was begun last" }
    let rest = "this one goes to \(folder.quoted)"
    if isGoingOn { return "in \(path.quoted) a training goes on; \(rest)" }
    if isDone { return "\(path.quoted) holds a finished training, which is kept; \(rest)" }
    let place = step.map { "behind step \($0)" } ?? "before its first checkpoint"
    return "\(path.quoted) holds a training that was broken off \(place). It is kept, and "
      + "resume(\(path.quoted)) goes on with it; \(rest)"
  }
}
