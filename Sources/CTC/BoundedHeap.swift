/// The best of many candidates, at most so many, in room that is taken once.
///
/// The worst of those kept is on top, so that most candidates cost one comparison.
struct BoundedHeap {
  /// A candidate: its score, and its place among all, which decides between equal scores.
  struct Candidate {
    var score: Double
    var place: Int

    /// Whether it comes before another: a higher score, or the earlier of equals.
    @inline(__always)
    func precedes(_ other: Candidate) -> Bool {
      score > other.score || (score == other.score && place < other.place)
    }
  }

  private(set) var candidates: [Candidate]
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    candidates = []
    self.capacity = capacity
  }

  /// The score that a candidate needs at least to be kept.
  @inline(__always)
  var threshold: Double { count < capacity ? -.infinity : candidates[0].score }

  /// Removes all, and keeps at most so many from now on; room that is there stays.
  mutating func reset(capacity: Int) {
    count = 0
    self.capacity = capacity
    while candidates.count < capacity { candidates.append(Candidate(score: 0, place: 0)) }
  }

  @inline(__always)
  mutating func add(_ candidate: Candidate) {
    if count < capacity {
      candidates[count] = candidate
      count += 1
      rise()
    } else if candidate.precedes(candidates[0]) {
      candidates[0] = candidate
      sink(within: count)
    }
  }

  /// Puts the candidates into the order of their rank; nothing can be added until all are removed.
  mutating func sort() {
    var end = count
    while end > 1 {
      end -= 1
      candidates.swapAt(0, end)
      sink(within: end)
    }
  }

  private mutating func rise() {
    var place = count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard candidates[parent].precedes(candidates[place]) else { return }
      candidates.swapAt(parent, place)
      place = parent
    }
  }

  private mutating func sink(within end: Int) {
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < end else { return }
      if child + 1 < end, candidates[child].precedes(candidates[child + 1]) { child += 1 }
      guard candidates[place].precedes(candidates[child]) else { return }
      candidates.swapAt(place, child)
      place = child
    }
  }
}
