/// The n-grams of one order, in any sequence.
struct NgramLevel {
  let order: Int
  /// ``order`` words for each n-gram.
  var words: [UInt32] = []
  var scores: [Float] = []
  var backOffs: [Float] = []
  /// The line of the first one, where they come from a file.
  var firstLine = 0
  /// How many lines of the file are passed over before which n-gram, in their order.
  private var skipped: [(entry: Int, lines: Int)] = []

  init(order: Int) { self.order = order }

  var count: Int { scores.count }

  /// Notes that a line is passed over before the n-gram `entry`.
  mutating func skipLine(before entry: Int, line: Int) {
    if entry == 0 {
      firstLine = line + 1
    } else if skipped.last?.entry == entry {
      skipped[skipped.count - 1].lines += 1
    } else {
      skipped.append((entry, 1))
    }
  }

  /// The line of an n-gram.
  func line(of entry: Int) -> Int {
    skipped.reduce(firstLine + entry) { $1.entry <= entry ? $0 + $1.lines : $0 }
  }
}

/// What is wrong with an n-gram of a level.
struct NgramFault: Error {
  let level: Int
  let entry: Int
  let isDuplicate: Bool
}

/// The n-grams of a language model in arrays, from which the compact form is made.
///
/// A node is an n-gram. The root, node 0, is the empty one; below it are the words, and the children
/// of a node are the n-grams that go on with one more word, in the order of the words' numbers. The
/// nodes of an order lie end to end, so that one array tells where children begin and end. Each node
/// has a *link* to the longest n-gram that ends alike and is shorter, where a search goes on after
/// it paid the back-off. Links leave out nodes that have no children and no back-off: nothing
/// would be different there.
struct NgramTrie {
  /// The last word of each node.
  private(set) var words: [UInt32] = [0]
  /// Where the children of each node begin; those of the last one end at the one more element.
  private(set) var starts: [UInt32] = [1]
  /// The log-probability of each node's last word after the others, to the base 10.
  private(set) var scores: [Float] = [0]
  /// The back-off of each node, to the base 10.
  private(set) var backOffs: [Float] = [0]
  /// The link of each node.
  private(set) var links: [UInt32] = [0]
  /// Where the nodes of each order begin, and where the last end.
  private(set) var levels: [Int] = [1]

  var count: Int { words.count }

  /// Makes a trie of levels, of which the first has every word at the place of its number.
  ///
  /// - Throws: ``NgramFault`` for an n-gram that stands twice, or whose first words are none.
  init(levels entries: [NgramLevel]) throws(NgramFault) {
    for (place, level) in entries.enumerated() {
      try append(level, place)
    }
    // The nodes of the last order, and the end behind them.
    while starts.count <= count { starts.append(UInt32(count)) }
    addLinks()
  }

  /// Whether a search has to stop at a node: it has children or a back-off.
  func isState(_ node: Int) -> Bool {
    starts[node] != starts[node + 1] || backOffs[node] != 0
  }

  /// The child of `node` with the last word `word`, or `nil`.
  @inline(__always)
  private func child(of node: Int, _ word: Int) -> Int? {
    if node == 0 { return word + 1 }
    return child(in: Int(starts[node])..<Int(starts[node + 1]), word)
  }

  @inline(__always)
  private func child(in range: Range<Int>, _ word: Int) -> Int? {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if Int(words[middle]) < word { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && Int(words[low]) == word ? low : nil
  }

  private mutating func append(_ level: NgramLevel, _ place: Int) throws(NgramFault) {
    let first = count
    let parents = try parents(of: level, place)
    let order = level.order
    var sequence: [(key: UInt64, entry: UInt32)] = []
    sequence.reserveCapacity(level.count)
    for entry in 0..<level.count {
      let key = UInt64(parents[entry]) << 32 | UInt64(level.words[entry * order + order - 1])
      sequence.append((key, UInt32(entry)))
    }
    sequence.sort { ($0.key, $0.entry) < ($1.key, $1.entry) }
    words.reserveCapacity(first + level.count)
    for (position, item) in sequence.enumerated() {
      if position > 0, sequence[position - 1].key == item.key {
        throw NgramFault(level: place, entry: Int(item.entry), isDuplicate: true)
      }
      words.append(UInt32(truncatingIfNeeded: item.key))
      scores.append(level.scores[Int(item.entry)])
      backOffs.append(level.backOffs[Int(item.entry)])
    }
    if place > 0 {
      // `starts` reaches to the first node of the order below; each of its nodes gets its beginning.
      var position = 0
      for node in levels[place - 1]..<first {
        while position < sequence.count, Int(sequence[position].key >> 32) < node { position += 1 }
        starts.append(UInt32(first + position))
      }
    }
    levels.append(count)
  }

  /// The node of the first words of each entry.
  private func parents(of level: NgramLevel, _ place: Int) throws(NgramFault) -> [UInt32] {
    let order = level.order
    var parents = [UInt32](repeating: 0, count: level.count)
    guard order > 1 else { return parents }
    for entry in 0..<level.count {
      let start = entry * order
      var node = 0
      for offset in 0..<order - 1 {
        guard let child = childWhileBuilding(of: node, Int(level.words[start + offset])) else {
          throw NgramFault(level: place, entry: entry, isDuplicate: false)
        }
        node = child
      }
      parents[entry] = UInt32(node)
    }
    return parents
  }

  /// As ``child(of:_:)``, where the last order has no beginnings yet.
  private func childWhileBuilding(of node: Int, _ word: Int) -> Int? {
    if node > 0, node + 1 >= starts.count {
      return node + 1 == starts.count ? child(in: Int(starts[node])..<count, word) : nil
    }
    return child(of: node, word)
  }

  private mutating func addLinks() {
    links = [UInt32](repeating: 0, count: count)
    for node in levels[0]..<count { addLinks(below: node) }
  }

  /// Links the children of a node, whose own link is there.
  private mutating func addLinks(below node: Int) {
    for place in Int(starts[node])..<Int(starts[node + 1]) {
      var context = Int(links[node])
      while true {
        if let shorter = child(of: context, Int(words[place])) {
          links[place] = UInt32(isState(shorter) ? shorter : Int(links[shorter]))
          break
        }
        context = Int(links[context])
      }
    }
  }
}
