internal import Autograd
public import Layers
public import Recognizers
internal import Tensors
public import Text

/// The objective of an encoder-decoder: behind the tokens before it, each token of a text is to be the most
/// probable one.
///
/// A network gives rows for the decoder to look at. A target is a prompt, the text and its end; the prompt is
/// given and not learned. With label smoothing, a share of each token's weight is spread over all tokens in
/// training; evaluation has none (C. Szegedy et al., "Rethinking the Inception Architecture", 2016,
/// section 7).
public struct SequenceObjective: Objective {
  /// Spells texts.
  public let tokenizer: any SequenceTokenizer
  /// Scores tokens.
  public let decoder: AttentionDecoder
  /// The most rows of a recording that the network has places for, or `nil` for any number.
  public let mostFrames: Int?
  /// The share of a token's weight that is spread over all tokens in training.
  public let labelSmoothing: Float
  /// How losses count; `zeroInfinity` changes nothing, as any text fits any recording.
  public var lossOptions: LossOptions

  /// Describes an objective.
  ///
  /// - Parameters:
  ///   - tokenizer: Spells texts in the decoder's tokens.
  ///   - decoder: Scores tokens.
  ///   - mostFrames: The most rows of a recording that the network has places for, or `nil`.
  ///   - labelSmoothing: The share of a token's weight that is spread over all tokens in training.
  ///   - lossOptions: How losses count.
  public init(
    _ tokenizer: any SequenceTokenizer, _ decoder: AttentionDecoder, mostFrames: Int? = nil,
    labelSmoothing: Float = 0, _ lossOptions: LossOptions = LossOptions()
  ) {
    precondition(
      tokenizer.count <= decoder.options.vocabulary && !tokenizer.prompt.isEmpty,
      "A decoder scores all tokens that a text may have.")
    (self.tokenizer, self.decoder, self.mostFrames) = (tokenizer, decoder, mostFrames)
    (self.labelSmoothing, self.lossOptions) = (labelSmoothing, lossOptions)
  }

  /// The prompt, the tokens of a text and its end.
  public func target(for text: String) throws(TextError) -> Target {
    target(try tokenizer.encode(text))
  }

  private func target(_ tokens: [Int]) -> Target {
    Target(
      tokenizer.prompt + tokens + [tokenizer.end], promptLength: tokenizer.prompt.count)
  }

  /// One: a decoder needs something to look at.
  public func fewestFrames(for target: Target) -> Int { 1 }

  /// A target fits if the decoder has places for its tokens, and the network for the frames.
  public func problem(with target: Target, frames: Int) -> String? {
    guard frames > 0 else { return "has no frames, and the decoder needs one" }
    let places = decoder.options.mostTokens
    // The last token is learned and not read.
    guard target.tokens.count - 1 <= places else {
      return "has \(target.tokens.count - 1) tokens with the beginning; the decoder has places for "
        + "\(places)"
    }
    guard let mostFrames, frames > mostFrames else { return nil }
    return "has \(frames) frames; the encoder has places for \(mostFrames)"
  }

  /// The cross-entropy of a batch.
  public func loss(
    _ encoded: Batch, _ targets: [Target], _ pass: ForwardPass
  ) throws -> Loss {
    try check(targets, encoded.lengths)
    let scores = decoder(
      targets.map { Array($0.tokens.dropLast()) }, lookingAt: encoded, pass)
    let next = targets.flatMap { target in
      target.tokens.enumerated().dropFirst().map { place, token in
        place < target.promptLength ? nil : token
      }
    }
    let entropy = CrossEntropy(
      scores.rows, targets: next, labelSmoothing: pass.isTraining ? labelSmoothing : 0)
    let rows = sequenceSums(entropy.losses, lengths: scores.lengths)
    let losses = rows.value.elements.map(Double.init)
    return Loss(
      value: reduced(rows, targets), rowLosses: losses,
      brokenRows: losses.indices.filter { !losses[$0].isFinite })
  }

  private func reduced(_ losses: Variable, _ targets: [Target]) -> Variable {
    switch lossOptions.reduction {
    case .none: return losses
    case .sum: return sum(losses)
    case .mean:
      let weights = targets.map { 1 / Float(max($0.learnedCount, 1) * targets.count) }
      return sum(multiply(losses, Variable(Tensor(weights))))
    }
  }

  private func check(_ targets: [Target], _ frames: [Int]) throws(TargetError) {
    let vocabulary = decoder.options.vocabulary
    for (index, target) in targets.enumerated() {
      if let token = target.tokens.first(where: { !(0..<vocabulary).contains($0) }) {
        throw TargetError(
          index: index,
          problem: "its tokens have \(token), but the decoder scores the \(vocabulary) tokens 0 to "
            + "\(vocabulary - 1)")
      }
      if target.tokens.isEmpty { throw TargetError(index: index, problem: "its tokens are none") }
      if let problem = problem(with: target, frames: frames[index]) {
        throw TargetError(index: index, problem: "it \(problem)")
      }
    }
  }

  /// A text without tokens.
  public var shortestTarget: Target { target([]) }

  /// What the tokenizer says.
  public func advice(for texts: [String]) -> String? { tokenizer.advice(for: texts) }
}
