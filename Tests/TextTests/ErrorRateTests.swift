internal import Testing

@testable internal import Text

@Test func `error rates and their counts are jiwer's`() throws {
  let cases = try #require(try fixture("error_rates.json").array)
  #expect(cases.count == 15)
  for item in cases {
    let name = try #require(item["name"]?.string)
    let references = try #require(item["references"]?.array).compactMap(\.string)
    let hypotheses = try #require(item["hypotheses"]?.array).compactMap(\.string)
    let words = try wordErrorRate(references: references, hypotheses: hypotheses)
    let letters = try characterErrorRate(references: references, hypotheses: hypotheses)
    expect(words, item["words"], "words, \(name)")
    expect(letters, item["characters"], "characters, \(name)")
  }
}

@Test func `texts too long for a whole table have jiwer's counts too`() throws {
  for item in try #require(try fixture("large_error_rates.json").array) {
    let counts = try #require(item["counts"]?.array).compactMap(\.integer)
    let reference = drawn(counts[0], kinds: UInt64(counts[2]), state: 1)
    let hypothesis = drawn(counts[1], kinds: UInt64(counts[2]), state: 2)
    let rate = wordErrorRate(reference: reference, hypothesis: hypothesis)
    expect(rate, item["words"], "\(counts)")
  }
}

/// Words of a linear congruential generator, the fixture's own.
private func drawn(_ count: Int, kinds: UInt64, state: UInt64) -> String {
  var state = state
  let words = (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return String((state >> 33) % kinds)
  }
  return words.joined(separator: " ")
}

private func expect(_ rate: ErrorRate, _ figures: JSON?, _ name: String) {
  #expect(rate.hits == figures?["hits"]?.integer, "hits of \(name)")
  #expect(rate.substitutions == figures?["substitutions"]?.integer, "substitutions of \(name)")
  #expect(rate.deletions == figures?["deletions"]?.integer, "deletions of \(name)")
  #expect(rate.insertions == figures?["insertions"]?.integer, "insertions of \(name)")
  #expect(rate.rate == figures?["rate"]?.double, "rate of \(name)")
}

@Test func `the rate of a corpus is that of its rows' counts added up`() throws {
  let references = ["a b c", "", "d e"]
  let hypotheses = ["a x c", "y", "d"]
  var total = ErrorRate()
  for (reference, hypothesis) in zip(references, hypotheses) {
    total += wordErrorRate(reference: reference, hypothesis: hypothesis)
  }
  #expect(try total == wordErrorRate(references: references, hypotheses: hypotheses))
  #expect(total.rate == 3.0 / 5.0)
}

@Test func `nothing at all has no errors`() throws {
  #expect(try wordErrorRate(references: [], hypotheses: []).rate == 0)
  #expect(try characterErrorRate(references: [], hypotheses: []).rate == 0)
}

@Test func `lists of different lengths are refused`() {
  #expect(throws: TextError.differentCounts(references: 2, hypotheses: 1)) {
    try wordErrorRate(references: ["a", "b"], hypotheses: ["a"])
  }
  #expect(throws: TextError.differentCounts(references: 0, hypotheses: 1)) {
    try characterErrorRate(references: [], hypotheses: ["a"])
  }
}

@Test func `the distance agrees with the plain table`() {
  var state: UInt64 = 7
  func draw(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
  for _ in 0..<200 {
    let first = (0..<draw(150)).map { _ in draw(4) }
    let second = (0..<draw(150)).map { _ in draw(4) }
    #expect(editDistance(first, second) == plainDistance(first, second))
  }
}

/// The distance by its definition, cell by cell.
private func plainDistance(_ first: [Int], _ second: [Int]) -> Int {
  var row = Array(0...second.count)
  for (index, symbol) in first.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in second.indices {
      let best = min(row[column], row[column + 1]) + 1
      (diagonal, row[column + 1]) = (
        row[column + 1], min(best, diagonal + (symbol == second[column] ? 0 : 1))
      )
    }
  }
  return row[second.count]
}

@Test func `words are aligned with what they were heard as`() {
  let steps = alignWords(reference: "the cat sat down", hypothesis: "the bat sat right down")
  #expect(steps.map(\.operation) == [.hit, .substitution, .hit, .insertion, .hit])
  #expect(steps.map(\.reference) == ["the", "cat", "sat", nil, "down"])
  #expect(steps.map(\.hypothesis) == ["the", "bat", "sat", "right", "down"])
  #expect(alignWords(reference: "a", hypothesis: "").map(\.operation) == [.deletion])
  #expect(alignWords(reference: "", hypothesis: "").isEmpty)
}

@Test func `5000 texts of 12 words take a fraction of a second`() throws {
  let words = (0..<300).map { "word\($0 * 7919 % 1009)" }
  func text(_ row: Int, mistakes: Bool) -> String {
    let numbers = (0..<12).map { (column: Int) -> Int in
      let mistake = mistakes && (column + row) % 5 == 0 ? 1 : 0
      return (row * 31 + column * 17 + mistake) % 300
    }
    return numbers.map { words[$0] }.joined(separator: " ")
  }
  let references = (0..<5000).map { text($0, mistakes: false) }
  let hypotheses = (0..<5000).map { text($0, mistakes: true) }
  let clock = ContinuousClock()
  let time = try clock.measure {
    _ = try wordErrorRate(references: references, hypotheses: hypotheses)
  }
  #expect(time < .milliseconds(500))
}
