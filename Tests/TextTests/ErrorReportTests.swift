internal import Testing

@testable internal import Text

struct ErrorReportTests {
  @Test func `rows and confusions are counted by hand`() throws {
    let report = try ErrorReport(
      references: ["the cat sat", "a dog", "", "same here"],
      hypotheses: ["the bat sat down", "dog", "noise", "same here"])
    #expect(report.rows.map(\.errorCount) == [2, 1, 1, 0])
    #expect(report.total.hits == 5 && report.total.substitutions == 1)
    #expect(report.total.deletions == 1 && report.total.insertions == 2)
    #expect(report.substitutions == [.init(reference: "cat", hypothesis: "bat", count: 1)])
    #expect(report.deletions == [.init(reference: "a", hypothesis: nil, count: 1)])
    #expect(report.insertions.map(\.hypothesis) == ["down", "noise"])
  }

  @Test func `counts are those of the error rates`() throws {
    let file = try fixture("error_rates.json")
    var compared = 0
    for example in file["cases"]?.array ?? file.array ?? [] {
      guard let references = example["references"]?.array?.compactMap(\.string),
        let hypotheses = example["hypotheses"]?.array?.compactMap(\.string)
      else { continue }
      let words = try ErrorReport(references: references, hypotheses: hypotheses)
      #expect(
        try words.total == wordErrorRate(references: references, hypotheses: hypotheses))
      let letters = try ErrorReport(
        references: references, hypotheses: hypotheses, unit: .character)
      #expect(
        try letters.total == characterErrorRate(references: references, hypotheses: hypotheses))
      compared += 1
    }
    #expect(compared > 5)
  }

  @Test func `confusions are sorted by count, then by scalars`() throws {
    let report = try ErrorReport(
      references: ["a b c d", "a b"], hypotheses: ["x y z w", "x q"])
    #expect(report.substitutions.map(\.reference) == ["a", "b", "b", "c", "d"])
    #expect(report.substitutions.map(\.hypothesis) == ["x", "q", "y", "z", "w"])
    #expect(report.substitutions.first?.count == 2)
  }

  @Test func `the bounds hold the normal approximation on many like rows`() throws {
    // 400 rows of one word, 100 of them wrong: the rate's deviation is √(0.25 · 0.75 / 400).
    let references = [String](repeating: "a", count: 400)
    let hypotheses = (0..<400).map { $0.isMultiple(of: 4) ? "b" : "a" }
    let report = try ErrorReport(references: references, hypotheses: hypotheses)
    var state: UInt64 = 7
    let bounds = report.interval(confidence: 0.95, draws: 4_000) { count in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    let deviation = (0.25 * 0.75 / 400).squareRoot()
    let (low, high) = try #require(bounds)
    #expect(abs(low - (0.25 - 1.96 * deviation)) < 0.006)
    #expect(abs(high - (0.25 + 1.96 * deviation)) < 0.006)
    let single = try ErrorReport(references: ["a"], hypotheses: ["b"])
    #expect(single.interval(confidence: 0.95) { _ in 0 } == nil)
  }

  @Test func `phones of TIMIT fold to their classes`() {
    #expect(
      PhoneFolding.fold("h# sh ix hv eh dcl jh ih q ux axr ao eng")
        == "sil sh ih hh eh sil jh ih uw er aa ng")
  }

  @Test func `lists of different lengths are refused`() {
    #expect(throws: TextError.differentCounts(references: 1, hypotheses: 2)) {
      try ErrorReport(references: ["a"], hypotheses: ["a", "b"])
    }
  }
}
