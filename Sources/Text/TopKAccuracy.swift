internal import ExactStrings

/// Returns the share of references that stand among the `k` first of their ranked candidates.
///
/// - Parameters:
///   - references: What was said.
///   - ranked: The candidates of each, the likeliest first; fewer than `k` are taken as they are.
///   - k: How many of the first count.
/// - Returns: From 0 to 1; not a number if there are no references.
/// - Throws: ``TextError/differentCounts(references:hypotheses:)``.
public func topKAccuracy<Candidate: Equatable>(
  references: [Candidate], ranked: [[Candidate]], k: Int
) throws(TextError) -> Double {
  guard references.count == ranked.count else {
    throw .differentCounts(references: references.count, hypotheses: ranked.count)
  }
  let found = zip(references, ranked).count { $1.prefix(max(0, k)).contains($0) }
  return Double(found) / Double(references.count)
}

/// Returns the share of texts that stand among the `k` first of their ranked candidates, letter by
/// letter, as ``wordErrorRate(reference:hypothesis:)`` compares words.
///
/// - Parameters:
///   - references: What was said.
///   - ranked: The candidates of each, the likeliest first; fewer than `k` are taken as they are.
///   - k: How many of the first count.
/// - Returns: From 0 to 1; not a number if there are no references.
/// - Throws: ``TextError/differentCounts(references:hypotheses:)``.
public func topKAccuracy(
  references: [String], ranked: [[String]], k: Int
) throws(TextError) -> Double {
  try topKAccuracy(
    references: references.map { ExactString($0) },
    ranked: ranked.map { $0.map { ExactString($0) } }, k: k)
}
