/// A part of a recording, in seconds.
struct Stretch {
  let start: Double
  let duration: Double?

  /// How far past the end of a recording a stretch may reach, in seconds.
  static let leeway = 0.01

  init(start: Double, duration: Double?) throws(AudioError) {
    guard start.isFinite, start >= 0 else { throw .invalidTime(argument: "start", seconds: start) }
    if let duration, !duration.isFinite || duration <= 0 {
      throw .invalidTime(argument: "duration", seconds: duration)
    }
    self.start = start
    self.duration = duration
  }

  /// Where the stretch ends, in seconds; nil for the end of the recording.
  var end: Double? { duration.map { start + $0 } }

  /// The frames of the stretch; the upper bound is `Int.max` for the end of the recording.
  ///
  /// Both ends are rounded to the nearest frame, so that stretches that follow one another neither
  /// share a frame nor leave one out.
  func frames(at rate: Int) -> Range<Int> {
    let lower = frame(start, rate)
    return lower..<max(lower, end.map { frame($0, rate) } ?? Int.max)
  }

  private func frame(_ seconds: Double, _ rate: Int) -> Int {
    Int(exactly: (seconds * Double(rate)).rounded()) ?? Int.max
  }

  /// Refuses a stretch that begins at or ends after the end of a recording of `frameCount` frames.
  func require(within frameCount: Int, at rate: Int, path: String) throws(AudioError) {
    let duration = Double(frameCount) / Double(rate)
    if frames(at: rate).lowerBound >= frameCount, start > 0 {
      throw .pastTheEnd(path: path, seconds: start, duration: duration)
    }
    if let end, end > duration + Self.leeway {
      throw .pastTheEnd(path: path, seconds: end, duration: duration)
    }
  }
}
