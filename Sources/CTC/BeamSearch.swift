internal import Glibc

/// The state of a beam search between two frames.
///
/// All prefixes that were ever in the beam are nodes of a tree, which makes each unique. Room for them
/// is taken ahead; a frame takes none.
struct BeamSearch {
  /// A prefix: the labels on the way to it.
  private struct Node {
    var parent: Int32
    var label: Int32
    var firstChild: Int32 = -1
    var sibling: Int32 = -1
    /// Its place in the beam, or -1.
    var slot: Int32 = -1
    var text: TextState
  }

  /// What is known of a prefix in the beam.
  private struct Entry {
    var node: Int32 = 0
    /// The logarithms of the probability of the paths that end in a blank, and in the last label.
    var blank = -Double.infinity
    var label = -Double.infinity
    var total = -Double.infinity
    /// What the text is worth.
    var value = 0.0
  }

  private let decoder: BeamDecoder
  private let symbols: Int
  private let hasScoring: Bool
  private let scorer: TextScorer
  private var nodes: [Node] = []
  private var beam: [Entry]
  private var next: [Entry]
  private var count = 1
  private var heap: BoundedHeap
  /// The symbols of a frame that are near its best, and the logarithms of all.
  private var nearSymbols: [Int] = []
  private var frame: [Double]
  /// The frame in which an extension of a slot by a symbol was found in the beam already.
  private var taken: [Int32]
  private var frameNumber: Int32 = 0
  /// What becomes of the prefixes of the beam themselves.
  private var stays: [Entry]
  /// The likeliest path of each prefix, if times are wanted.
  private var paths: BeamPaths?

  init(_ decoder: BeamDecoder, frames: Int, keepsTimes: Bool) {
    self.decoder = decoder
    symbols = decoder.tokens.count
    let scoring = decoder.scoring
    hasScoring = scoring.model != nil || !scoring.hotWords.isEmpty
    scorer = TextScorer(scoring, tokens: decoder.tokens, delimiter: decoder.delimiter ?? -1)
    let width = max(decoder.width, 1)
    // A beam is never wider than there are prefixes: one that is asked for to be huge takes no room.
    beam = [Entry()]
    next = []
    stays = []
    beam.reserveCapacity(min(width, 1 << 12))
    heap = BoundedHeap(capacity: 0)
    frame = [Double](repeating: 0, count: symbols)
    nearSymbols.reserveCapacity(symbols)
    taken = []
    nodes.reserveCapacity(min(frames &* width, 1 << 16))
    nodes.append(Node(parent: -1, label: -1, slot: 0, text: scorer.start))
    beam[0].blank = 0
    beam[0].total = 0
    paths = keepsTimes ? BeamPaths() : nil
  }

  /// Goes on by a frame, whose logarithms begin at `offset`.
  mutating func step(_ scores: Span<Float>, at offset: Int) {
    frameNumber += 1
    paths?.begin()
    choose(scores, at: offset)
    stay()
    select()
    keep()
  }

  /// Takes over the logarithms of a frame, and lists the labels that are near its best.
  private mutating func choose(_ scores: Span<Float>, at offset: Int) {
    var best = -Double.infinity
    for symbol in 0..<symbols {
      frame[symbol] = Double(scores[offset + symbol])
      best = max(best, frame[symbol])
    }
    let least = best - decoder.tokenPruning
    nearSymbols.removeAll(keepingCapacity: true)
    for symbol in 0..<symbols {
      if frame[symbol] < least {
        frame[symbol] = -.infinity
      } else if symbol != decoder.blank {
        nearSymbols.append(symbol)
      }
    }
  }

  /// Computes what becomes of the prefixes of the beam themselves.
  private mutating func stay() {
    if taken.count < count * symbols {
      taken += [Int32](repeating: 0, count: count * symbols - taken.count)
    }
    stays.removeAll(keepingCapacity: true)
    let blank = frame[decoder.blank]
    for slot in 0..<count {
      var entry = beam[slot]
      let node = nodes[Int(entry.node)]
      var label = -Double.infinity
      var parent = -1
      let own = node.label >= 0 ? frame[Int(node.label)] : -.infinity
      if own > -.infinity {
        label = entry.label + own
        parent = Int(nodes[Int(node.parent)].slot)
        if parent >= 0 {
          taken[parent * symbols + Int(node.label)] = frameNumber
          label = logSum(label, extended(parent, Int(node.label)))
        }
      }
      paths?.stay(
        slot, label: node.label, scores: (blank, own > -.infinity ? own : nil),
        parent: parent >= 0 ? (parent, nodes[Int(node.parent)].label) : nil)
      entry.blank = entry.total + blank
      entry.label = label
      entry.total = logSum(entry.blank, entry.label)
      stays.append(entry)
    }
  }

  /// The logarithm of the probability of the paths of a slot's prefix that go on with a new label.
  @inline(__always)
  private func extended(_ slot: Int, _ label: Int) -> Double {
    let entry = beam[slot]
    // The same label again is a new one only behind a blank.
    let isRepeat = Int(nodes[Int(entry.node)].label) == label
    return (isRepeat ? entry.blank : entry.total) + frame[label]
  }

  /// Ranks the prefixes that stay and the new ones.
  private mutating func select() {
    let width = max(decoder.width, 1)
    let candidates = count + count * nearSymbols.count
    heap.reset(capacity: min(width, candidates))
    for slot in 0..<count {
      let score = stays[slot].total + stays[slot].value
      if score > -.infinity { heap.add(.init(score: score, place: slot)) }
    }
    for slot in 0..<count {
      let (value, node) = (beam[slot].value, Int(beam[slot].node))
      for symbol in nearSymbols where taken[slot * symbols + symbol] != frameNumber {
        var score = extended(slot, symbol)
        guard score > -.infinity else { continue }
        if hasScoring {
          score += scorer.value(scorer.extended(nodes[node].text, by: symbol))
        } else {
          score += value
        }
        guard score >= heap.threshold else { continue }
        heap.add(.init(score: score, place: count + slot * symbols + symbol))
      }
    }
    heap.sort()
  }

  /// Makes the beam of the best.
  private mutating func keep() {
    next.removeAll(keepingCapacity: true)
    for slot in 0..<count { nodes[Int(beam[slot].node)].slot = -1 }
    let least = (heap.count > 0 ? heap.candidates[0].score : 0) - decoder.scorePruning
    for rank in 0..<heap.count {
      let candidate = heap.candidates[rank]
      if candidate.score < least { break }
      if candidate.place < count {
        next.append(stays[candidate.place])
        paths?.keep(candidate.place)
      } else {
        let (slot, symbol) = (candidate.place - count).quotientAndRemainder(dividingBy: symbols)
        let last = nodes[Int(beam[slot].node)].label
        paths?.extend(slot, last, by: Int32(symbol), frame[symbol])
        var entry = Entry(node: child(of: Int(beam[slot].node), symbol))
        entry.label = extended(slot, symbol)
        entry.total = entry.label
        entry.value = hasScoring ? scorer.value(nodes[Int(entry.node)].text) : 0
        next.append(entry)
      }
    }
    swap(&beam, &next)
    paths?.finish()
    count = beam.count
    for slot in 0..<count { nodes[Int(beam[slot].node)].slot = Int32(slot) }
  }

  /// The node of a prefix with one more label, made if it is not there.
  private mutating func child(of parent: Int, _ label: Int) -> Int32 {
    var known = nodes[parent].firstChild
    while known >= 0 {
      if Int(nodes[Int(known)].label) == label { return known }
      known = nodes[Int(known)].sibling
    }
    let made = Int32(nodes.count)
    let text = hasScoring ? scorer.extended(nodes[parent].text, by: label) : TextState()
    nodes.append(
      Node(
        parent: Int32(parent), label: Int32(label), sibling: nodes[parent].firstChild, text: text))
    nodes[parent].firstChild = made
    return made
  }

  /// Forgets the prefixes that no prefix of the beam goes on from.
  ///
  /// What is found stays the same: one of them that comes up again is made anew.
  mutating func forget() {
    paths?.forget()
    let (places, kept) = keptPlaces(of: nodes.count, ends: beam.lazy.map(\.node)) {
      nodes[$0].parent
    }
    for (old, place) in places.enumerated() where place >= 0 {
      var node = nodes[old]
      (node.firstChild, node.sibling) = (-1, -1)
      if node.parent >= 0 {
        node.parent = places[Int(node.parent)]
        node.sibling = nodes[Int(node.parent)].firstChild
        nodes[Int(node.parent)].firstChild = place
      }
      nodes[Int(place)] = node
    }
    nodes.removeLast(nodes.count - kept)
    for slot in beam.indices { beam[slot].node = places[Int(beam[slot].node)] }
  }

  /// The best texts, with what ends them counted in.
  func hypotheses(_ wanted: Int) -> [BeamDecoder.Hypothesis] {
    ranking.prefix(max(wanted, 1)).map { candidate in
      let entry = beam[candidate.place]
      return BeamDecoder.Hypothesis(
        labels: labels(Int(entry.node)), score: candidate.score, acousticScore: entry.total)
    }
  }

  /// The labels of the best text, each with its frames on the likeliest path; none if times are not
  /// wanted.
  func spans() -> [(label: Int, span: LabelSpan)] {
    guard let best = ranking.first?.place else { return [] }
    return paths?.spans(best, label: nodes[Int(beam[best].node)].label) ?? []
  }

  /// The prefixes in view, with what ends them counted in, the best first.
  private var ranking: [BoundedHeap.Candidate] {
    var ended: [BoundedHeap.Candidate] = []
    for slot in 0..<count {
      let text = nodes[Int(beam[slot].node)].text
      let value = hasScoring ? scorer.finished(text) : 0
      ended.append(.init(score: beam[slot].total + value, place: slot))
    }
    ended.sort { $0.precedes($1) }
    return ended
  }

  private func labels(_ node: Int) -> [Int] {
    var (labels, at) = ([Int](), node)
    while nodes[at].label >= 0 {
      labels.append(Int(nodes[at].label))
      at = Int(nodes[at].parent)
    }
    return labels.reversed()
  }
}

/// The logarithm of the sum of two numbers that are given by their logarithms.
@inline(__always)
func logSum(_ first: Double, _ second: Double) -> Double {
  let (high, low) = first > second ? (first, second) : (second, first)
  // Two impossible things; a difference of infinities is no number.
  if low == -.infinity { return high }
  return high + log1p(exp(low - high))
}
