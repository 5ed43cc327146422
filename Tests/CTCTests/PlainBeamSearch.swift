import Foundation
import LanguageModels

/// The beam search written for clarity: dictionaries of texts, everything computed afresh.
///
/// It shares nothing with the decoder but the language model, which has tests of its own.
struct PlainBeamSearch {
  struct Found {
    var labels: [Int]
    var score: Double
    var acoustic: Double
  }

  var tokens: [String]
  var blank: Int
  var delimiter: Int?
  var width: Int
  var tokenPruning = Double.infinity
  var scorePruning = Double.infinity
  var model: LanguageModel?
  var alpha = 0.5
  var beta = 1.0
  var unknownWord = -10.0
  var hotWords: [(labels: [Int], weight: Double)] = []

  /// The texts of the last beam, the likeliest first; `rows` are logarithms of probabilities.
  func search(_ rows: [[Double]]) -> [Found] {
    var beam: [(labels: [Int], blank: Double, label: Double)] = [([], 0, -.infinity)]
    for row in rows {
      let least = (row.max() ?? 0) - tokenPruning
      let near = row.indices.filter { row[$0] >= least }
      var blanks: [[Int]: Double] = [:]
      var ends: [[Int]: Double] = [:]
      var order = beam.map(\.labels)
      for prefix in beam {
        let total = sum(prefix.blank, prefix.label)
        for symbol in near {
          if symbol == blank {
            blanks[prefix.labels] = sum(blanks[prefix.labels] ?? -.infinity, total + row[symbol])
            continue
          }
          let longer = prefix.labels + [symbol]
          var through = total
          if prefix.labels.last == symbol {
            ends[prefix.labels] = sum(
              ends[prefix.labels] ?? -.infinity, prefix.label + row[symbol])
            through = prefix.blank
          }
          guard through > -.infinity else { continue }
          if blanks[longer] == nil, ends[longer] == nil, !order.contains(longer) {
            order.append(longer)
          }
          ends[longer] = sum(ends[longer] ?? -.infinity, through + row[symbol])
        }
      }
      var ranked = order.enumerated().compactMap { place, labels in
        let (blank, label) = (blanks[labels] ?? -.infinity, ends[labels] ?? -.infinity)
        let acoustic = sum(blank, label)
        return acoustic == -.infinity
          ? nil : (place: place, labels: labels, blank, label, score: acoustic + value(labels))
      }
      ranked.sort { ($1.score, $0.place) < ($0.score, $1.place) }
      let lowest = (ranked.first?.score ?? 0) - scorePruning
      beam = ranked.prefix(width).filter { $0.score >= lowest }.map { ($0.labels, $0.2, $0.3) }
    }
    return beam.enumerated().map { place, prefix in
      let acoustic = sum(prefix.blank, prefix.label)
      return (
        place,
        Found(
          labels: prefix.labels, score: acoustic + value(prefix.labels, isEnd: true),
          acoustic: acoustic)
      )
    }.sorted { ($1.1.score, $0.0) < ($0.1.score, $1.0) }.map(\.1)
  }

  /// What a text is worth beside its sound.
  func value(_ labels: [Int], isEnd: Bool = false) -> Double {
    guard model != nil || !hotWords.isEmpty else { return 0 }
    let natural = alpha * log(10)
    var words = labels.split(separator: delimiter ?? -1, omittingEmptySubsequences: false)
    let open = isEnd ? [] : words.removeLast()
    var total = words.filter { !$0.isEmpty }.reduce(0) { $0 + hotWeight(Array($1)) }
    total += hotShare(Array(open))
    guard let model else { return total }
    var state = model.textStart
    func add(_ word: Int) {
      let step = model.score(word, after: state)
      state = step.state
      total += natural * Double(step.score)
    }
    if model.unit == .character {
      for label in labels {
        add(model.id(of: label == delimiter ? "|" : tokens[label]) ?? LanguageModel.unknown)
        total += beta
      }
    } else {
      for word in words where !word.isEmpty {
        let text = word.map { tokens[$0] }.joined()
        let id = ["<s>", "</s>", "<unk>"].contains(text) ? nil : model.id(of: text)
        add(id ?? LanguageModel.unknown)
        total += beta + (id == nil ? unknownWord * max(1, Double(word.count) / 6) : 0)
      }
      let text = open.map { tokens[$0] }.joined()
      if !open.isEmpty, !knownWords.contains(where: { $0.hasPrefix(text) }) {
        total += unknownWord * max(1, Double(open.count) / 6)
      }
    }
    if isEnd { add(model.textEnd) }
    return total
  }

  var knownWords: [String] = []

  private func hotWeight(_ word: [Int]) -> Double {
    hotWords.filter { $0.labels == word }.map(\.weight).max() ?? 0
  }

  private func hotShare(_ word: [Int]) -> Double {
    guard !word.isEmpty else { return 0 }
    return hotWords.filter { $0.labels.starts(with: word) }
      .map { $0.weight * Double(word.count) / Double($0.labels.count) }.max() ?? 0
  }

  private func sum(_ first: Double, _ second: Double) -> Double {
    let high = max(first, second)
    return high == -.infinity ? high : high + log1p(exp(min(first, second) - high))
  }
}
