import Foundation
import TestSupport
import Testing

@testable import LanguageModels

/// The estimate written for clarity: dictionaries of n-grams, and the formulas as they stand in the paper.
private struct PlainKneserNey {
  var probability: [[String]: Double] = [:]
  var backOff: [[String]: Double] = [:]

  init(_ texts: [[String]], order: Int) {
    var counts: [[String]: Double] = [:]
    for text in texts {
      let words = ["<s>"] + text + ["</s>"]
      for length in 1...order where length <= words.count {
        for start in 0...words.count - length {
          counts[Array(words[start..<start + length]), default: 0] += 1
        }
      }
    }
    let vocabulary = Set(texts.flatMap(\.self)).union(["<unk>", "</s>"])
    var adjusted: [[String]: Double] = [["<unk>"]: 0]
    for (ngram, count) in counts where ngram != ["<s>"] {
      let before = counts.keys.filter {
        $0.count == ngram.count + 1 && Array($0.dropFirst()) == ngram
      }
      adjusted[ngram] =
        ngram.count == order || ngram[0] == "<s>" ? count : Double(before.count)
    }
    for length in 1...order {
      let level = adjusted.filter { $0.key.count == length }
      let discounts = Self.discounts(Array(level.values))
      for (ngram, count) in level.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let context = Array(ngram.dropLast())
        let siblings = level.filter { Array($0.key.dropLast()) == context }.values
        let total = siblings.reduce(0, +)
        let gamma = siblings.reduce(0) { $0 + discounts[Int(min($1, 3))] } / total
        backOff[context] = gamma
        let lower =
          length == 1 ? 1 / Double(vocabulary.count) : probability[Array(ngram.dropFirst())] ?? 0
        probability[ngram] = (count - discounts[Int(min(count, 3))]) / total + gamma * lower
      }
    }
  }

  static func discounts(_ counts: [Double]) -> [Double] {
    func n(_ count: Int) -> Double { Double(counts.count { $0 == Double(count) }) }
    guard n(1) > 0, n(2) > 0, n(3) > 0, n(4) > 0 else { return [0, 0.5, 1, 1.5] }
    let y = n(1) / (n(1) + 2 * n(2))
    let all = [0, 1 - 2 * y * n(2) / n(1), 2 - 3 * y * n(3) / n(2), 3 - 4 * y * n(4) / n(3)]
    let isSensible = all.enumerated().allSatisfy {
      $0.element >= 0 && $0.element <= Double($0.offset)
    }
    return isSensible ? all : [0, 0.5, 1, 1.5]
  }

  func logProbability(_ word: String, after context: [String]) -> Double {
    if let own = probability[context + [word]] { return log10(own) }
    if context.isEmpty { return log10(probability[["<unk>"]] ?? 0) }
    return log10(backOff[context] ?? 1) + logProbability(word, after: Array(context.dropFirst()))
  }
}

private func corpus(seed: UInt64, texts: Int, words: Int) -> [[String]] {
  var random = Randomness(seed: seed)
  return (0..<texts).map { _ in
    (0..<Int.random(in: 1...7, using: &random)).map { _ in
      let first = Int.random(in: 0..<words, using: &random)
      return "w\(min(first, Int.random(in: 0..<words, using: &random)))"
    }
  }
}

@Test(arguments: [(1, 40, 6, 1), (2, 60, 8, 2), (3, 80, 9, 3), (4, 120, 12, 4), (5, 5, 3, 3)])
func `agrees with the formulas of the paper`(seed: Int, texts: Int, words: Int, order: Int) throws {
  let corpus = corpus(seed: UInt64(seed), texts: texts, words: words)
  let plain = PlainKneserNey(corpus, order: order)
  let model = try LanguageModel(texts: corpus.map { $0.joined(separator: " ") }, order: order)
  for text in corpus.prefix(20) + [["w0", "strange", "w1"], ["w2", "w2", "w2", "w2"], []] {
    let words = ["<s>"] + text + ["</s>"]
    var expected = 0.0
    for place in 1..<words.count {
      let start = max(place - order + 1, 0)
      expected += plain.logProbability(words[place], after: Array(words[start..<place]))
    }
    let own = model.score(text.joined(separator: " "))
    #expect(abs(own - expected) < 1e-4, "\(text)")
  }
}

@Test(arguments: 1...4)
func `what may follow adds up to 1`(order: Int) throws {
  let corpus = corpus(seed: 9, texts: 90, words: 10)
  let model = try LanguageModel(texts: corpus.map { $0.joined(separator: " ") }, order: order)
  let start = try #require(model.id(of: "<s>"))
  for context in [[], ["w0"], ["w1", "w2"], ["w3", "w0", "w1"], ["strange", "w1"]] {
    for isStart in [true, false] {
      var state = isStart ? model.textStart : 0
      for word in context {
        state = model.score(model.id(of: word) ?? LanguageModel.unknown, after: state).state
      }
      let sum = (0..<model.counts[0]).filter { $0 != start }.reduce(0.0) {
        $0 + pow(10, Double(model.score($1, after: state).score))
      }
      #expect(abs(sum - 1) < 1e-5, "\(context)")
    }
  }
}

@Test func `a file of an estimate gives the same scores`() throws {
  let texts = corpus(seed: 3, texts: 50, words: 8).map { $0.joined(separator: " ") }
  let model = try LanguageModel(texts: texts, order: 3)
  let read = try LanguageModel(arpa: model.arpa)
  for text in texts { #expect(read.score(text) == model.score(text)) }
}

@Test func `a model of letters has a sign for the space`() throws {
  let model = try LanguageModel(texts: ["ab ba", "ab"], order: 3, unit: .character)
  #expect(model.ids(of: "a b").count == 3)
  #expect(model.id(of: "|") != nil)
  let read = try LanguageModel(arpa: model.arpa)
  #expect(read.unit == .character)
}

@Test func `texts that nothing can be made of are errors`() {
  func error(_ texts: [String], order: Int = 2) -> LanguageModelError? {
    do throws(LanguageModelError) {
      _ = try LanguageModel(texts: texts, order: order)
      return nil
    } catch {
      return error
    }
  }
  #expect(error([]) == .noText)
  #expect(error(["", " "]) == .noText)
  #expect(error(["a", "b </s>"]) == .reservedWord("</s>", text: 1))
  #expect(error(["a"], order: 0) == .badOrder(0, limit: 8))
}
