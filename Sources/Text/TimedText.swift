internal import Letters

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
  /// What kind of word it is, as CTM says it: `lex` for a word of the lexicon, `fp` for a filled pause.
  public var type: String?
  /// Who said it, where that is known.
  public var speaker: String?

  /// Makes an interval.
  public init(
    _ text: String, start: Double, end: Double, score: Double? = nil, type: String? = nil,
    speaker: String? = nil
  ) {
    (self.text, self.start, self.end, self.score) = (text, start, end, score)
    (self.type, self.speaker) = (type, speaker)
  }

  /// Whether nothing is said: the text has white space alone, or nothing.
  public var isBlank: Bool { text.unicodeScalars.allSatisfy(isWhiteSpace) }

  /// The interval without white space at the ends of its text.
  var trimmed: TimedInterval {
    let scalars = text.unicodeScalars
    let start = scalars.firstIndex { !isWhiteSpace($0) } ?? scalars.endIndex
    let end = scalars.lastIndex { !isWhiteSpace($0) }.map(scalars.index(after:)) ?? start
    var trimmed = self
    trimmed.text = String(scalars[start..<end])
    return trimmed
  }
}

/// What was said in a recording, and when: tiers of intervals and of points, as Praat calls them.
public struct TimedText: Sendable, Equatable {
  /// Intervals that follow one another, such as words; or points in time, such as beats.
  public struct Tier: Sendable, Equatable {
    /// What a tier is made of.
    public enum Kind: String, Sendable {
      /// Intervals, which have a length.
      case interval
      /// Points, which end where they begin.
      case point
    }

    /// What the tier is made of.
    public var kind: Kind
    /// What the intervals are: `words`.
    public var name: String
    /// The intervals in the order of their beginnings; silence between them may be an interval
    /// without text.
    public var intervals: [TimedInterval]

    /// Makes a tier.
    public init(_ name: String, _ intervals: [TimedInterval], kind: Kind = .interval) {
      (self.kind, self.name, self.intervals) = (kind, name, intervals)
    }

    /// The intervals that have a text, and all points.
    public var content: [TimedInterval] {
      kind == .point ? intervals : intervals.filter { !$0.isBlank }
    }
  }

  /// Where the time begins that the tiers are about, in seconds of the recording.
  public var start: Double
  /// Where it ends, in seconds: the length of the recording.
  public var duration: Double
  /// The tiers, from the first to the last.
  public var tiers: [Tier]

  /// Makes the text of a recording.
  public init(start: Double = 0, duration: Double, tiers: [Tier]) {
    (self.start, self.duration, self.tiers) = (start, duration, tiers)
  }
}

extension [TimedInterval] {
  /// The intervals in the order of their beginnings; those that begin together stay as they are.
  func inOrder() -> [TimedInterval] {
    let isOrdered = zip(self, dropFirst()).allSatisfy { $0.start <= $1.start }
    if isOrdered { return self }
    return enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
      .map(\.element)
  }
}
