internal import Autograd
internal import Recognizers
public import Tensors

/// A text out of a closed list, and how unlikely it is.
public struct RankedCandidate: Equatable, Sendable {
  /// Which of the candidates, from 0.
  public let index: Int
  /// The negative natural logarithm of its probability over all paths; infinite if its labels need
  /// more frames than there are, so that it is 0.
  public let loss: Double
}

/// Ranks the candidates of a closed list by how likely each is to be what was said.
///
/// Every candidate's probability is summed over all its paths, as the loss does; nothing is divided
/// by its length, for these are the probabilities of whole texts.
///
/// - Parameters:
///   - logits: Frames × symbols of one recording, unnormalised.
///   - candidates: The labels of each.
///   - blank: Which symbol is the blank.
/// - Returns: All candidates, the likeliest first; equal ones in the order of the list.
/// - Throws: ``CTCError`` for a score that is not finite, if there are candidates and none fits the
///   frames, and for a label that is no symbol or is the blank; the row of the error is the candidate's
///   index.
public func rankCandidates(
  _ logits: Tensor, _ candidates: [[Int]], blank: Int
) throws(CTCError) -> [RankedCandidate] {
  try requireFinite(logits)
  let loss = CTCLoss(blank: blank, reduction: .none)
  var ranked: [RankedCandidate] = []
  for (index, labels) in candidates.enumerated() {
    do throws(CTCError) {
      let result = try loss(Variable(logits), lengths: [logits.rowCount], labels: [labels])
      ranked.append(RankedCandidate(index: index, loss: result.rowLosses.first ?? .infinity))
    } catch {
      throw error.aboutRow(index)
    }
  }
  // Where nothing can have been said there is no order.
  if !ranked.isEmpty, ranked.allSatisfy({ !$0.loss.isFinite }) {
    let needed = candidates.map(CTCLoss.framesNeeded).min() ?? 0
    throw .noCandidateFits(frames: logits.rowCount, needed: needed)
  }
  return ranked.sorted { ($0.loss, $0.index) < ($1.loss, $1.index) }
}

extension CTCError {
  /// The error with another row number.
  fileprivate func aboutRow(_ row: Int) -> CTCError {
    switch self {
    case .labelOutsideVocabulary(_, let position, let label, let symbols):
      .labelOutsideVocabulary(row: row, position: position, label: label, symbols: symbols)
    case .labelIsBlank(_, let position, let blank):
      .labelIsBlank(row: row, position: position, blank: blank)
    default: self
    }
  }
}
