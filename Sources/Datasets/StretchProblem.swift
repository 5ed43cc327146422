internal import Foundation

/// Why a stretch of an aligned recording is no row.
public struct StretchProblem: Sendable, Equatable {
  /// What is wrong with a stretch.
  public enum Reason: Sendable, Equatable {
    /// The recording does not fit the text well enough.
    case lowScore(Double, least: Double)
    /// It is longer or shorter than a row may be, in seconds.
    case length(ClosedRange<Double>)
    /// Something seems to be said there that the text lacks.
    case uncovered

    /// What rows with this problem have in common, for counting.
    var group: String {
      switch self {
      case .lowScore: "with a low score"
      case .length: "too long or too short"
      case .uncovered: "without text"
      }
    }
  }

  /// Where it begins, in seconds.
  public let start: Double
  /// Where it ends, in seconds.
  public let end: Double
  /// What is said to be in it; empty where nobody knows.
  public let text: String
  /// What is wrong.
  public let reason: Reason

  /// Names a stretch and what is wrong with it.
  public init(start: Double, end: Double, text: String, reason: Reason) {
    (self.start, self.end, self.text, self.reason) = (start, end, text, reason)
  }
}

extension StretchProblem: CustomStringConvertible {
  /// The problem in one line.
  public var description: String {
    func number(_ value: Double, _ decimals: Int = 2) -> String {
      String(format: "%.\(decimals)f", value)
    }
    let shown = text.count > 60 ? text.prefix(57) + "…" : text[...]
    let place = "\(number(start)) to \(number(end)) s" + (text.isEmpty ? "" : " (\(shown))")
    switch reason {
    case .lowScore(let score, let least):
      return "\(place): its score \(number(score, 3)) is below \(number(least, 3))"
    case .length(let lengths):
      let range = "\(number(lengths.lowerBound)) to \(number(lengths.upperBound)) s"
      return "\(place): it lasts \(number(end - start)) s, not \(range)"
    case .uncovered: return "\(place): something is said there that the text lacks"
    }
  }
}
