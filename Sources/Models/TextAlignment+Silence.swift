public import Audio
internal import CTC

/// Which tokens of an alignment lie in silence, where nobody says anything.
public struct TokensInSilence: Sendable, Equatable {
  /// Their places among the tokens.
  public let tokens: [Int]
  /// The places among the words of those that they belong to.
  public let words: [Int]

  /// Names no token.
  public init() { (tokens, words) = ([], []) }

  init(tokens: [Int], words: [Int]) { (self.tokens, self.words) = (tokens, words) }
}

extension TextAlignment {
  /// The tokens that were put where the recording is silent: in their frames, and in one frame more on both
  /// sides.
  ///
  /// Spaces between words and the star do not count; they may well be silent.
  ///
  /// - Parameter silence: Where the recording is silent.
  /// - Returns: The tokens, and the words that they belong to.
  public func tokens(in silence: SilentStretches) -> TokensInSilence {
    let found = tokens.indices.filter { index in
      guard isLetter(path.labels[index].symbol) else { return false }
      let frames = tokens[index].frames
      return silence.contain(
        time(frames.lowerBound - 1), time(frames.upperBound + 1), of: duration)
    }
    var place = 0
    let owners = words.indices.filter { index in
      let frames = words[index].frames
      while place < found.count, tokens[found[place]].frames.lowerBound < frames.lowerBound {
        place += 1
      }
      return place < found.count && frames.contains(tokens[found[place]].frames.lowerBound)
    }
    return TokensInSilence(tokens: found, words: owners)
  }
}
