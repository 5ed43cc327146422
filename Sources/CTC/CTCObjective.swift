internal import Autograd
public import Layers
public import Recognizers
public import Tensors
public import Text

/// The objective of connectionist temporal classification: all paths through the frames that spell a
/// text are to be probable together.
///
/// A network gives scores of tokens for every frame, unnormalised; a target is the labels of the text.
public struct CTCObjective: Objective {
  /// Spells texts; its padding token is the blank.
  public let tokenizer: CTCTokenizer
  /// How losses count.
  public var lossOptions: LossOptions

  /// Describes an objective.
  public init(_ tokenizer: CTCTokenizer, _ lossOptions: LossOptions = LossOptions()) {
    (self.tokenizer, self.lossOptions) = (tokenizer, lossOptions)
  }

  private var blank: Int { tokenizer.paddingID }

  /// The labels that spell a text.
  public func target(for text: String) throws(TextError) -> Target {
    Target(try tokenizer.encode(text))
  }

  /// One frame for each label, and one for a blank between two that are equal.
  public func fewestFrames(for target: Target) -> Int { CTCLoss.framesNeeded(target.tokens) }

  /// A target fits if it has frames enough.
  public func problem(with target: Target, frames: Int) -> String? {
    let needed = fewestFrames(for: target)
    guard frames < needed else { return nil }
    let repeats = needed - target.tokens.count
    return "has \(target.tokens.count) labels and \(repeats) repeats, which need \(needed) frames; "
      + "the recording has \(frames)"
  }

  /// The CTC loss of a batch.
  public func loss(
    _ encoded: Batch, _ targets: [Target], _ pass: ForwardPass
  ) throws -> Loss {
    let loss = CTCLoss(
      blank: blank, reduction: lossOptions.reduction, zeroInfinity: lossOptions.zeroInfinity)
    let result: CTCLoss.Result
    do throws(CTCError) {
      result = try loss(encoded.rows, lengths: encoded.lengths, labels: targets.map(\.tokens))
    } catch {
      throw targetError(error) ?? error
    }
    let broken = result.rowLosses.indices.filter { index in
      let own = result.rowLosses[index]
      return !own.isFinite && !(lossOptions.zeroInfinity && own == .infinity)
    }
    return Loss(value: result.value, rowLosses: result.rowLosses, brokenRows: broken)
  }

  /// What an error says of the target of one recording, or `nil` if it says nothing of one.
  private func targetError(_ error: CTCError) -> (any Error)? {
    switch error {
    case .labelOutsideVocabulary(let row, _, let label, let symbols):
      TargetError(
        index: row,
        problem: "its labels have \(label), but the model scores the \(symbols) tokens 0 to "
          + "\(symbols - 1)")
    case .labelIsBlank(let row, _, let blank):
      TargetError(index: row, problem: "its labels have the blank (\(blank))")
    default: nil
    }
  }

  /// One label.
  public var shortestTarget: Target { Target([blank == 0 ? 1 : 0]) }

  /// The frames whose best token is the blank.
  public func silentFrames(of encoded: Tensor) -> Int? {
    encoded.rowMaximumIndices.count { $0 == blank }
  }

  /// Whether the vocabulary has the texts' letters in the other case.
  public func advice(for texts: [String]) -> String? { tokenizer.caseAdvice(for: texts) }
}
