internal import ExactStrings
internal import Letters

/// Where two lists of texts differ: counts by row, what is mistaken for what, and how sure the rate is.
public struct ErrorReport: Sendable {
  /// What is counted.
  public enum Unit: String, CaseIterable, Sendable {
    /// What stands between spaces.
    case word
    /// Unicode scalars, spaces among them.
    case character
    /// What stands between spaces, as phones do.
    case phone
  }

  /// A unit that was said and another that was heard for it, and how often.
  public struct Confusion: Sendable, Equatable {
    /// What was said, or `nil` for what nobody said.
    public let reference: String?
    /// What was heard, or `nil` for what was missed.
    public let hypothesis: String?
    /// How often.
    public let count: Int
  }

  /// What is counted.
  public let unit: Unit
  /// The counts of every row.
  public let rows: [ErrorRate]
  /// All rows together.
  public let total: ErrorRate
  /// What was heard for something else, the most frequent first; of equals in the order of their
  /// scalars.
  public let substitutions: [Confusion]
  /// What was missed.
  public let deletions: [Confusion]
  /// What was heard and not said.
  public let insertions: [Confusion]

  /// Compares texts with what was heard.
  ///
  /// - Parameters:
  ///   - references: What was said.
  ///   - hypotheses: What was heard, a text for each.
  ///   - unit: What to count.
  /// - Throws: ``TextError/differentCounts(references:hypotheses:)``.
  public init(
    references: [String], hypotheses: [String], unit: Unit = .word
  ) throws(TextError) {
    guard references.count == hypotheses.count else {
      throw .differentCounts(references: references.count, hypotheses: hypotheses.count)
    }
    self.unit = unit
    var tally = Tally()
    let spoken = references.map { tally.numbers(of: Self.units(of: $0, unit)) }
    let heard = hypotheses.map { tally.numbers(of: Self.units(of: $0, unit)) }
    rows = tally.count(references: spoken, hypotheses: heard)
    total = rows.reduce(into: ErrorRate()) { $0 += $1 }
    substitutions = tally.sorted { $0.reference != nil && $0.hypothesis != nil }
    deletions = tally.sorted { $0.hypothesis == nil }
    insertions = tally.sorted { $0.reference == nil }
  }

  static func units(of text: String, _ unit: Unit) -> [String] {
    guard unit == .character else { return words(of: text) }
    return trimmedSpaces(text).unicodeScalars.map { String(Character($0)) }
  }

  /// Returns the bounds that the rate lies in with a confidence, by drawing rows anew.
  ///
  /// Reference: M. Bisani and H. Ney, "Bootstrap estimates for confidence intervals in ASR
  /// performance evaluation", ICASSP 2004.
  ///
  /// - Parameters:
  ///   - confidence: The share of the draws that lie between the bounds, such as 0.95.
  ///   - draws: How often to draw as many rows as there are.
  ///   - pick: Draws a number from 0 to below its argument, all alike.
  /// - Returns: The bounds, or `nil` for fewer than two rows.
  public func interval(
    confidence: Double, draws: Int = 1_000, _ pick: (Int) -> Int
  ) -> (low: Double, high: Double)? {
    guard rows.count > 1, draws > 1 else { return nil }
    var rates: [Double] = []
    for _ in 0..<draws {
      var (errors, spoken) = (0, 0)
      for _ in rows.indices {
        let row = rows[pick(rows.count)]
        errors += row.errorCount
        spoken += row.referenceCount
      }
      rates.append(spoken == 0 ? Double(errors) : Double(errors) / Double(spoken))
    }
    rates.sort()
    let tail = (1 - min(max(confidence, 0), 1)) / 2
    let low = Int((tail * Double(draws - 1)).rounded())
    return (rates[low], rates[draws - 1 - low])
  }
}

/// Counts what stands opposite of what.
private struct Tally {
  /// Numbers of units; -1 for none.
  private struct Pair: Hashable {
    let reference: Int32
    let hypothesis: Int32
  }

  private var numbers: [ExactString: Int32] = [:]
  private var units: [String] = []
  private var counts: [Pair: Int] = [:]

  mutating func numbers(of units: [String]) -> [Int32] {
    units.map { unit in
      let key = ExactString(unit)
      if let known = numbers[key] { return known }
      let next = Int32(truncatingIfNeeded: self.units.count)
      numbers[key] = next
      self.units.append(unit)
      return next
    }
  }

  mutating func count(references: [[Int32]], hypotheses: [[Int32]]) -> [ErrorRate] {
    var aligner = EditAligner(symbolCount: units.count)
    return zip(references, hypotheses).map { reference, hypothesis in
      aligner.align(reference: reference, hypothesis: hypothesis)
      var rate = ErrorRate()
      rate.count(aligner.operations)
      var (row, column) = (0, 0)
      for operation in aligner.operations {
        let said = operation == .insertion ? -1 : reference[row]
        let found = operation == .deletion ? -1 : hypothesis[column]
        if operation != .hit { counts[Pair(reference: said, hypothesis: found), default: 0] += 1 }
        if operation != .insertion { row += 1 }
        if operation != .deletion { column += 1 }
      }
      return rate
    }
  }

  func sorted(_ isWanted: (ErrorReport.Confusion) -> Bool) -> [ErrorReport.Confusion] {
    counts.map { pair, count in
      ErrorReport.Confusion(
        reference: pair.reference < 0 ? nil : units[Int(pair.reference)],
        hypothesis: pair.hypothesis < 0 ? nil : units[Int(pair.hypothesis)], count: count)
    }.filter(isWanted).sorted { first, second in
      if first.count != second.count { return first.count > second.count }
      let names = { (confusion: ErrorReport.Confusion) in
        "\(confusion.reference ?? "")\u{0}\(confusion.hypothesis ?? "")".unicodeScalars
      }
      return names(first).lexicographicallyPrecedes(names(second))
    }
  }
}
