/// Counts n-grams and estimates an interpolated modified Kneser–Ney model of them.
///
/// The conventions are those of KenLM's lmplz: each text stands between `<s>` and `</s>`; an n-gram
/// below the highest order counts by how many words stand before it, unless it begins with `<s>`; the
/// words are interpolated with the uniform distribution over all of them with `<unk>` and `</s>`; and
/// where too few counts are there for the discounts of an order, they are 0.5, 1 and 1.5.
///
/// Reference: S. Chen and J. Goodman, "An Empirical Study of Smoothing Techniques for Language
/// Modeling", Computer Speech and Language, 1999, section 4.1.3; K. Heafield et al., "Scalable
/// Modified Kneser-Ney Language Model Estimation", ACL 2013.
struct KneserNey {
  private let order: Int
  private var words = WordTable()
  /// The children of nodes: the number of the parent above, the word below.
  private var children: [UInt64: UInt32] = [:]
  private var parents: [UInt32] = [0]
  private var lastWords: [UInt32] = [0]
  private var counts: [Double] = [0]
  /// The nodes of each order, from 1.
  private var levels: [[UInt32]]
  /// Whether a node's n-gram begins with `<s>`.
  private var beginsText: [Bool] = [false]

  private static let (start, end) = (1, 2)

  init(order: Int) {
    self.order = order
    levels = [[UInt32]](repeating: [], count: order)
    for word in ["<unk>", "<s>", "</s>"] { addWord(word) }
  }

  /// Every word is a node of the first order, also if nothing follows.
  @discardableResult
  private mutating func addWord(_ word: String) -> Int {
    let (id, isNew) = words.insert(word)
    if isNew { _ = child(of: 0, id, level: 0) }
    return id
  }

  private mutating func child(of node: Int, _ word: Int, level: Int) -> Int {
    let key = UInt64(node) << 32 | UInt64(word)
    if let known = children[key] { return Int(known) }
    let made = lastWords.count
    children[key] = UInt32(made)
    parents.append(UInt32(node))
    lastWords.append(UInt32(word))
    counts.append(0)
    beginsText.append(level == 0 ? word == Self.start : beginsText[node])
    levels[level].append(UInt32(made))
    return made
  }

  /// Counts the n-grams of a text.
  mutating func add(_ pieces: [String]) {
    let text = [Self.start] + pieces.map { addWord($0) } + [Self.end]
    for first in text.indices {
      var node = 0
      for (level, word) in text[first...].prefix(order).enumerated() {
        node = child(of: node, word, level: level)
        counts[node] += 1
      }
    }
  }

  /// The n-gram without its first word; the root for one word.
  private func shorter(_ node: Int) -> Int {
    var path: [Int] = []
    var at = node
    while at != 0 {
      path.append(Int(lastWords[at]))
      at = Int(parents[at])
    }
    var result = 0
    for word in path.reversed().dropFirst() {
      // Whatever stands in a text stands in it without its first word.
      result = children[UInt64(result) << 32 | UInt64(word)].map(Int.init) ?? 0
    }
    return result
  }

  /// The estimated model.
  func model(unit: LanguageUnit) -> LanguageModel? {
    let links = lastWords.indices.map { $0 == 0 ? 0 : shorter($0) }
    let adjusted = adjustedCounts(links)
    var probabilities = [Double](repeating: 0, count: lastWords.count)
    var backOffs = [Double](repeating: 0, count: lastWords.count)
    // Every word but <s> can come: <unk> and </s> too.
    probabilities[0] = 1 / Double(words.count - 1)
    for level in levels {
      let discounts = Self.discounts(level.map { adjusted[Int($0)] })
      var totals: [UInt32: Double] = [:]
      for node in level {
        let (parent, count) = (parents[Int(node)], adjusted[Int(node)])
        totals[parent, default: 0] += count
        backOffs[Int(parent)] += discounts[Int(min(count, 3))]
      }
      for (parent, total) in totals where total > 0 { backOffs[Int(parent)] /= total }
      for node in level.map({ Int($0) }) {
        let (parent, count) = (Int(parents[node]), adjusted[node])
        let total = totals[UInt32(parent)] ?? 0
        let own = total > 0 ? (count - discounts[Int(min(count, 3))]) / total : 0
        probabilities[node] = own + backOffs[parent] * probabilities[links[node]]
      }
    }
    // A text's beginning is given.
    if let first = children[UInt64(Self.start)] { probabilities[Int(first)] = 1 }
    let ngrams = (0..<order).map { level(at: $0, probabilities, backOffs) }
    return try? LanguageModel(
      words: words, levels: ngrams.filter { $0.count > 0 }, unit: unit, isExact: true)
  }

  /// Counts of different words before each n-gram, and plain counts where there can be none.
  private func adjustedCounts(_ links: [Int]) -> [Double] {
    var adjusted = [Double](repeating: 0, count: counts.count)
    for (place, level) in levels.enumerated() {
      for node in level.map({ Int($0) }) {
        if place == order - 1 || beginsText[node] { adjusted[node] = counts[node] }
        if place > 0, !beginsText[links[node]] { adjusted[links[node]] += 1 }
      }
    }
    // Nothing comes to <s>; what never came has no count.
    if order > 1 || counts.count > Self.start {
      if let first = children[UInt64(Self.start)] { adjusted[Int(first)] = 0 }
    }
    return adjusted
  }

  /// What is taken from counts of 0, 1, 2, and 3 or more.
  static func discounts(_ counts: [Double]) -> [Double] {
    var frequencies = [Double](repeating: 0, count: 5)
    for count in counts where count >= 1 && count <= 4 { frequencies[Int(count)] += 1 }
    let fallback = [0, 0.5, 1, 1.5]
    guard frequencies[1...4].allSatisfy({ $0 > 0 }) else { return fallback }
    let share = frequencies[1] / (frequencies[1] + 2 * frequencies[2])
    var discounts = [0.0]
    for count in 1...3 {
      let own = Double(count)
      let discount = own - (own + 1) * share * frequencies[count + 1] / frequencies[count]
      guard discount >= 0, discount <= own else { return fallback }
      discounts.append(discount)
    }
    return discounts
  }

  private func level(
    at place: Int, _ probabilities: [Double], _ backOffs: [Double]
  ) -> NgramLevel {
    var level = NgramLevel(order: place + 1)
    for node in levels[place].map({ Int($0) }) {
      var path: [UInt32] = []
      var at = node
      while at != 0 {
        path.append(lastWords[at])
        at = Int(parents[at])
      }
      let backOff = backOffs[node] > 0 ? Float(decimalLogarithm(backOffs[node])) : 0
      level.append(
        words: path.reversed(),
        // What cannot be has the score that such words have by custom.
        score: max(Float(decimalLogarithm(probabilities[node])), -99),
        backOff: place < order - 1 ? backOff : 0)
    }
    return level
  }
}

extension LanguageModel {
  /// The highest order that is estimated.
  public static let highestOrder = 8

  /// Estimates a model from texts: interpolated modified Kneser–Ney.
  ///
  /// - Parameters:
  ///   - texts: What was said or written, a text each; empty ones are left out.
  ///   - order: The number of words of the longest n-grams, from 1 to ``highestOrder``.
  ///   - unit: What the words are.
  /// - Throws: ``LanguageModelError`` if there is no word, if a text has one of `<s>`, `</s>` and
  ///   `<unk>`, or the order is none.
  public init(
    texts: [String], order: Int = 4, unit: LanguageUnit = .word
  ) throws(LanguageModelError) {
    guard (1...Self.highestOrder).contains(order) else {
      throw .badOrder(order, limit: Self.highestOrder)
    }
    var estimator = KneserNey(order: order)
    var isEmpty = true
    for (index, text) in texts.enumerated() {
      let words = pieces(of: text, unit)
      for word in words where ["<s>", "</s>", "<unk>"].contains(word) {
        throw .reservedWord(word, text: index)
      }
      if !words.isEmpty {
        isEmpty = false
        estimator.add(words)
      }
    }
    guard !isEmpty, let model = estimator.model(unit: unit) else { throw .noText }
    self = model
  }
}
