/// Counts of what was heard right and wrong, from which an error rate follows.
///
/// Add the counts of several rows to get the rate of the corpus: long rows weigh more than short
/// ones, as is usual for speech recognition (and unlike the mean of the rows' rates).
public struct ErrorRate: Equatable, Sendable, Codable {
  /// The symbols of the references that were heard right.
  public var hits = 0
  /// The symbols of the references that were heard as others.
  public var substitutions = 0
  /// The symbols of the references that were not heard.
  public var deletions = 0
  /// The symbols that were heard and are not in the references.
  public var insertions = 0

  /// Makes counts of nothing.
  public init() {}

  /// The number of symbols in the references.
  public var referenceCount: Int { hits + substitutions + deletions }

  /// The number of errors.
  public var errorCount: Int { substitutions + deletions + insertions }

  /// The errors for every symbol of the references; it can exceed 1.
  ///
  /// If the references have no symbol, it is the number of insertions, as jiwer has it.
  public var rate: Double {
    referenceCount == 0 ? Double(insertions) : Double(errorCount) / Double(referenceCount)
  }

  /// Adds the counts of another row or corpus.
  public static func += (total: inout ErrorRate, other: ErrorRate) {
    total.hits += other.hits
    total.substitutions += other.substitutions
    total.deletions += other.deletions
    total.insertions += other.insertions
  }

  /// Counts the steps of an alignment.
  mutating func count(_ operations: [EditOperation]) {
    for operation in operations {
      switch operation {
      case .hit: hits += 1
      case .substitution: substitutions += 1
      case .deletion: deletions += 1
      case .insertion: insertions += 1
      }
    }
  }
}

/// Returns the word errors of hypotheses against their references.
///
/// Words stand between spaces. Case and punctuation count; more than one space counts as one. An
/// empty reference adds the words of its hypothesis as insertions. The figures are jiwer's.
///
/// - Parameters:
///   - references: What was said, a text a row.
///   - hypotheses: What was heard, in the same order.
/// - Returns: The counts over all rows.
/// - Throws: ``TextError/differentCounts(references:hypotheses:)`` if one list is longer.
public func wordErrorRate(
  references: [String], hypotheses: [String]
) throws(TextError) -> ErrorRate {
  try checkCounts(references, hypotheses)
  var numbering = WordNumbering()
  let spoken = references.map { numbering.numbers(of: $0) }
  let heard = hypotheses.map { numbering.numbers(of: $0) }
  return errorRate(spoken, heard, symbolCount: numbering.count)
}

/// Returns the word errors of one hypothesis against its reference.
public func wordErrorRate(reference: String, hypothesis: String) -> ErrorRate {
  var numbering = WordNumbering()
  let (spoken, heard) = (numbering.numbers(of: reference), numbering.numbers(of: hypothesis))
  return errorRate([spoken], [heard], symbolCount: numbering.count)
}

/// Returns the character errors of hypotheses against their references.
///
/// A character is a Unicode scalar. Spaces between words are characters, each of them; those at the
/// ends of a text are not. The figures are jiwer's.
///
/// - Parameters:
///   - references: What was said, a text a row.
///   - hypotheses: What was heard, in the same order.
/// - Returns: The counts over all rows.
/// - Throws: ``TextError/differentCounts(references:hypotheses:)`` if one list is longer.
public func characterErrorRate(
  references: [String], hypotheses: [String]
) throws(TextError) -> ErrorRate {
  try checkCounts(references, hypotheses)
  var numbering = CharacterNumbering()
  let spoken = references.map { numbering.numbers(of: $0) }
  let heard = hypotheses.map { numbering.numbers(of: $0) }
  return errorRate(spoken, heard, symbolCount: numbering.count)
}

/// Returns the character errors of one hypothesis against its reference.
public func characterErrorRate(reference: String, hypothesis: String) -> ErrorRate {
  var numbering = CharacterNumbering()
  let (spoken, heard) = (numbering.numbers(of: reference), numbering.numbers(of: hypothesis))
  return errorRate([spoken], [heard], symbolCount: numbering.count)
}

private func checkCounts(_ references: [String], _ hypotheses: [String]) throws(TextError) {
  guard references.count == hypotheses.count else {
    throw .differentCounts(references: references.count, hypotheses: hypotheses.count)
  }
}

private func errorRate(_ spoken: [[Int32]], _ heard: [[Int32]], symbolCount: Int) -> ErrorRate {
  var total = ErrorRate()
  var aligner = EditAligner(symbolCount: symbolCount)
  for (reference, hypothesis) in zip(spoken, heard) {
    aligner.align(reference: reference, hypothesis: hypothesis)
    total.count(aligner.operations)
  }
  return total
}
