internal import Datasets
internal import Interpreter
internal import Training

/// How long work is cut short when the session is a rehearsal.
extension Call {
  /// Does work on the rows of a dataset; in a rehearsal on some of them, spread over all.
  ///
  /// - Parameters:
  ///   - data: The dataset.
  ///   - work: Does it with the rows that it is given.
  /// - Returns: What `work` gives.
  /// - Throws: What `work` throws.
  func rehearsing<Result>(
    _ data: Dataset, _ work: (Dataset) throws -> Result
  ) throws -> Result {
    guard let rehearsal = session.rehearsal, data.count > rehearsal.rows else {
      return try work(data)
    }
    let places = rehearsal.sample(of: data.count)
    let start = ContinuousClock.now
    let result = try work(data.rows(at: places))
    rehearsal.note(
      builtin.name, done: Double(places.count), of: Double(data.count), unit: "rows",
      seconds: start.duration(to: .now) / .seconds(1))
    return result
  }

  /// The rows that a function of the recipe works on: all, or in a rehearsal some of them if all
  /// would take longer than it is patient.
  ///
  /// A function that only looks at texts is fast enough for every row, so that vocabularies are whole.
  ///
  /// - Parameters:
  ///   - data: The dataset.
  ///   - attempt: Does the work for one row; it is done again for those that are returned.
  /// - Returns: `data`, or some of its rows.
  /// - Throws: What `attempt` throws.
  func rehearsedRows(_ data: Dataset, trying attempt: (Row) throws -> Void) throws -> Dataset {
    guard let rehearsal = session.rehearsal, data.count > rehearsal.rows else { return data }
    let places = rehearsal.sample(of: data.count)
    let start = ContinuousClock.now
    for place in places { try attempt(data[place]) }
    let taken = start.duration(to: .now)
    guard taken * data.count / places.count > rehearsal.patience else { return data }
    rehearsal.note(
      builtin.name, done: Double(places.count), of: Double(data.count), unit: "rows",
      seconds: taken / .seconds(1), isData: true)
    return data.rows(at: places)
  }
}

/// A training that is rehearsed: a few updates on the longest recordings, which need the most memory.
struct RehearsedTraining {
  let training: [Utterance]
  let evaluation: [Utterance]
  let options: FitOptions
  /// What to say of the warm-up of the whole, or `nil`.
  let warmupRemark: String?
  /// The sound of an update of the rehearsal, and of all updates of the whole, in seconds.
  private let audio: (done: Double, total: Double)
  /// The rows of one evaluation of the rehearsal, and of all of the whole.
  private let scored: (done: Double, total: Double)

  /// Shortens a training.
  init(
    _ rehearsal: Rehearsal, _ training: [Utterance], _ evaluation: [Utterance],
    _ options: FitOptions
  ) {
    let batch = max(1, options.batchSize)
    let byLength = training.indices.sorted {
      (-training[$0].duration, $0) < (-training[$1].duration, $1)
    }
    self.training = byLength.prefix(rehearsal.steps * batch).sorted().map { training[$0] }
    self.evaluation = rehearsal.sample(of: evaluation.count).map { evaluation[$0] }
    var shortened = options
    shortened.maxSteps = min(rehearsal.steps, options.maxSteps ?? .max)
    // One evaluation, behind the last update.
    (shortened.evalSteps, shortened.loggingSteps) = (shortened.maxSteps, nil)
    // What there is to say of the warm-up is said of the whole.
    (shortened.warmupSteps, shortened.warmupRatio) = (0, 0)
    self.options = shortened
    let stepsOfEpoch = max(1, (training.count + batch - 1) / batch)
    let accumulated = options.gradientAccumulationSteps
    warmupRemark = options.remarkOnWarmup(
      of: options.maxSteps ?? options.epochs * ((stepsOfEpoch + accumulated - 1) / accumulated))
    let epochs =
      options.maxSteps.map { Double($0) / Double(stepsOfEpoch) } ?? Double(options.epochs)
    let evaluations = max(
      1, epochs * Double(stepsOfEpoch) / Double(max(1, options.evalSteps ?? stepsOfEpoch)))
    func seconds(_ rows: [Utterance]) -> Double { rows.reduce(0) { $0 + $1.duration } }
    audio = (seconds(Array(self.training.prefix(batch))), seconds(training) * epochs)
    scored = (Double(self.evaluation.count), Double(evaluation.count) * evaluations)
  }

  /// Tells how long it took.
  ///
  /// - Parameters:
  ///   - rehearsal: Whom to tell.
  ///   - steps: When each update ended; the last one counts, because the first has to read recordings
  ///     and find memory.
  ///   - start: When training began.
  ///   - end: When it ended, an evaluation behind the last update.
  func note(
    _ rehearsal: Rehearsal, steps: [ContinuousClock.Instant], start: ContinuousClock.Instant,
    end: ContinuousClock.Instant
  ) {
    guard let last = steps.last else { return }
    let update = (steps.dropLast().last ?? start).duration(to: last) / .seconds(1)
    rehearsal.note("fit", done: audio.done, of: audio.total, unit: "s of audio", seconds: update)
    rehearsal.note(
      "fit, evaluations", done: scored.done, of: scored.total, unit: "rows",
      seconds: last.duration(to: end) / .seconds(1))
  }
}
