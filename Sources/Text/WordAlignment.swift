/// A step between a reference and a hypothesis, with the words that it is about.
public struct AlignedWord: Equatable, Sendable {
  /// What happened to the word.
  public let operation: EditOperation
  /// The word of the reference, or `nil` for an insertion.
  public let reference: String?
  /// The word of the hypothesis, or `nil` for a deletion.
  public let hypothesis: String?
}

/// Returns the words of both texts side by side, with the fewest errors.
///
/// The counts of its operations are those of ``wordErrorRate(reference:hypothesis:)``.
public func alignWords(reference: String, hypothesis: String) -> [AlignedWord] {
  var numbering = WordNumbering()
  let (spoken, heard) = (numbering.numbers(of: reference), numbering.numbers(of: hypothesis))
  var aligner = EditAligner(symbolCount: numbering.count)
  aligner.align(reference: spoken, hypothesis: heard)
  var spokenWords = words(of: reference).makeIterator()
  var heardWords = words(of: hypothesis).makeIterator()
  return aligner.operations.map { operation in
    AlignedWord(
      operation: operation,
      reference: operation == .insertion ? nil : spokenWords.next(),
      hypothesis: operation == .deletion ? nil : heardWords.next())
  }
}

/// The words of a text, as the word error rate counts them.
public func words(of text: String) -> [String] {
  var text = text
  text.makeContiguousUTF8()
  var ranges: [Range<Int>] = []
  forEachWord(text.utf8.span) { ranges.append($0) }
  let utf8 = text.utf8
  return ranges.map { range in
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return String(text[start..<utf8.index(start, offsetBy: range.count)])
  }
}
