import Tensors
import Testing

@testable import Models

/// The number of spans by the rule of transformers' `_compute_mask_indices` for a recording alone,
/// step by step.
private func spanCount(_ length: Int, _ masks: SpanMasks) -> Int? {
  guard masks.length <= length else { return nil }
  var count = Int(masks.probability * Double(length) / Double(masks.length) + masks.rounding)
  count = max(count, masks.fewest)
  if count * masks.length > length { count = length / masks.length }
  if length - (masks.length - 1) < count { count = max(length - (masks.length - 1), 0) }
  return count
}

private let settings: [(probability: Double, length: Int, fewest: Int)] = [
  (0.05, 10, 2), (0.5, 10, 0), (0.65, 3, 0), (1, 1, 0), (0.3, 7, 5), (0, 4, 1), (0.05, 2, 100),
]

@Test func `there are as many spans as transformers draws, and none where it would raise`() {
  for (probability, length, fewest) in settings {
    for rounding in [0, 0.25, 0.5, 0.999] {
      let masks = SpanMasks(
        probability: probability, length: length, fewest: fewest, rounding: rounding)
      for count in 0...300 {
        #expect(masks.spanCount(of: count) == spanCount(count, masks) ?? 0)
      }
    }
  }
}

@Test func `the spans lie inside, do not touch, and cover what so many spans can cover`() {
  var stream = RandomStream(seed: 1, purpose: "test")
  for (probability, length, fewest) in settings {
    let masks = SpanMasks(probability: probability, length: length, fewest: fewest, rounding: 0.5)
    for count in [1, 2, 9, 10, 11, 25, 100, 299] {
      let runs = masks.draw(of: count, from: &stream)
      let spans = masks.spanCount(of: count)
      #expect(runs.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= count })
      #expect(runs.allSatisfy { $0.count >= length })
      #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
      let covered = runs.reduce(0) { $0 + $1.count }
      #expect(covered <= spans * length && covered >= min(spans, 1) * (length + spans - 1))
    }
  }
}

@Test func `every start is as likely as any other, and all differ`() {
  // Spans of one place show their starts.
  let masks = SpanMasks(probability: 0.3, length: 1, fewest: 0, rounding: 0)
  var stream = RandomStream(seed: 2, purpose: "test")
  var counts = [Int](repeating: 0, count: 20)
  let draws = 6_000
  for _ in 0..<draws {
    let places = masks.draw(of: 20, from: &stream).flatMap { Array($0) }
    #expect(places.count == 6 && Set(places).count == 6)
    for place in places { counts[place] += 1 }
  }
  // Six of twenty each time: the deviation of a count is √(n·0.3·0.7).
  let deviation = (Double(draws) * 0.21).squareRoot()
  for count in counts { #expect(abs(Double(count) - 0.3 * Double(draws)) < 4.5 * deviation) }
}

@Test func `rounding by chance gives the share on average`() {
  var stream = RandomStream(seed: 3, purpose: "test")
  var total = 0
  let draws = 20_000
  for _ in 0..<draws {
    let masks = SpanMasks(
      probability: 0.05, length: 10, fewest: 0, rounding: Double(stream.uniform()))
    total += masks.spanCount(of: 149)
  }
  // 0.05 · 149 / 10 = 0.745 spans on average.
  #expect(abs(Double(total) / Double(draws) - 0.745) < 0.015)
}
