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
  return paired(aligner.operations, words(of: reference), words(of: hypothesis))
}

/// The units that steps are about.
private func paired(
  _ operations: [EditOperation], _ spoken: [String], _ heard: [String]
) -> [AlignedWord] {
  var (spoken, heard) = (spoken.makeIterator(), heard.makeIterator())
  return operations.map { operation in
    AlignedWord(
      operation: operation,
      reference: operation == .insertion ? nil : spoken.next(),
      hypothesis: operation == .deletion ? nil : heard.next())
  }
}

extension ErrorReport {
  /// Returns the units of both texts side by side, with the fewest errors, as a report counts them.
  public static func align(
    reference: String, hypothesis: String, unit: Unit
  ) -> [AlignedWord] {
    guard unit == .character else {
      return alignWords(reference: reference, hypothesis: hypothesis)
    }
    let (spoken, heard) = (units(of: reference, unit), units(of: hypothesis, unit))
    // Letters that are written alike but of other scalars are other letters.
    var numbers: [[Unicode.Scalar]: Int32] = [:]
    func number(_ letter: String) -> Int32 {
      let next = Int32(truncatingIfNeeded: numbers.count)
      let scalars = Array(letter.unicodeScalars)
      defer { numbers[scalars] = numbers[scalars] ?? next }
      return numbers[scalars] ?? next
    }
    let (rows, columns) = (spoken.map(number), heard.map(number))
    var aligner = EditAligner(symbolCount: numbers.count)
    aligner.align(reference: rows, hypothesis: columns)
    return paired(aligner.operations, spoken, heard)
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
