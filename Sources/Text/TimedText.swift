/// A piece of text and when it was said.
public struct TimedInterval: Sendable, Equatable {
  /// The text.
  public var text: String
  /// Where it begins, in seconds.
  public var start: Double
  /// Where it ends, in seconds; where it begins, for a point.
  public var end: Double
  /// How sure it is, from 0 to 1, where that is known.
  public var score: Double?

  /// Makes an interval.
  public init(_ text: String, start: Double, end: Double, score: Double? = nil) {
    (self.text, self.start, self.end, self.score) = (text, start, end, score)
  }
}

/// What was said in a recording, and when: tiers of intervals, as Praat calls them.
public struct TimedText: Sendable, Equatable {
  /// Intervals that follow one another, such as words.
  public struct Tier: Sendable, Equatable {
    /// What the intervals are: `words`.
    public var name: String
    /// The intervals in the order of their beginnings; those without text are left out.
    public var intervals: [TimedInterval]

    /// Makes a tier.
    public init(_ name: String, _ intervals: [TimedInterval]) {
      (self.name, self.intervals) = (name, intervals)
    }
  }

  /// The length of the recording in seconds.
  public var duration: Double
  /// The tiers, from the first to the last.
  public var tiers: [Tier]

  /// Makes the text of a recording.
  public init(duration: Double, tiers: [Tier]) {
    (self.duration, self.tiers) = (duration, tiers)
  }

  /// The intervals of the tier called `name`, whatever its case, or `nil` if there is none.
  public func intervals(_ name: String) -> [TimedInterval]? {
    tiers.first { $0.name.lowercased() == name }?.intervals
  }
}
