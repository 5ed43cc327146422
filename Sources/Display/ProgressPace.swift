/// When a line of progress is due, and how fast the work goes.
struct ProgressPace {
  /// Work that takes less than this many seconds shows nothing.
  static let patience = 1.0

  /// The seconds between two drawings on a terminal: ten drawings a second.
  static let drawInterval = 0.1

  private let start: Double
  private let startCount: Int
  private var lastShown: (time: Double, completed: Int)?
  private var mark: (time: Double, completed: Int)
  private(set) var rate: Double?

  init(start: Double, completed: Int) {
    self.start = start
    startCount = completed
    mark = (start, completed)
  }

  /// Whether a line has been shown.
  var hasShown: Bool { lastShown != nil }

  /// The seconds since the work began.
  func elapsed(at time: Double) -> Double { max(0, time - start) }

  /// Takes in what is done; the rate follows the last seconds more than the first.
  mutating func observe(_ completed: Int, at time: Double) {
    let (seconds, count) = (time - mark.time, Double(completed) - Double(mark.completed))
    guard seconds >= 0.5 || rate == nil, seconds > 0, count > 0 else { return }
    // The plain average of the first ten seconds; then one that forgets in about as long.
    let weight = seconds / min(seconds + 10, max(seconds, elapsed(at: time)))
    let recent = count / seconds
    rate = rate.map { $0 + (recent - $0) * weight } ?? recent
    mark = (time, completed)
  }

  /// Whether it is time to draw over the line on a terminal.
  func isDrawingDue(at time: Double) -> Bool {
    guard elapsed(at: time) >= Self.patience else { return false }
    return lastShown.map { time - $0.time >= Self.drawInterval } ?? true
  }

  /// Whether it is time for another plain line: 10 seconds (in long work, a twentieth of the time it
  /// has taken) or a tenth of the whole after the last one.
  func isLineDue(at time: Double, completed: Int, total: Int?) -> Bool {
    guard elapsed(at: time) >= Self.patience else { return false }
    let last = lastShown ?? (start, startCount)
    let waited = time - last.time
    if waited >= max(10, elapsed(at: time) / 20) { return true }
    guard waited >= Self.patience, let total, total > 0 else { return false }
    return Double(completed) - Double(last.completed) >= Double(total) / 10
  }

  /// Notes that a line has been shown.
  mutating func show(_ completed: Int, at time: Double) {
    lastShown = (time, completed)
  }
}
