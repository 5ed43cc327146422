/// The states of a label sequence, and how the best paths to them go on from frame to frame.
///
/// Blank and label states are kept in arrays of their own, `blank[i]` before `label[i]`, as in the
/// loss, in tiles of 16:
///
///     blank'[i] = max(blank[i], label[i-1])                             then + emission of the blank
///     label'[i] = max(label[i], blank[i], label[i-1] if it differs)     then + emission of label i
///
/// A tile needs nothing from those above it, so that the states are changed in place from the last
/// tile to the first. Every frame is shifted by the best state of the one before: long recordings lose
/// no digits.
struct CTCTrellis {
  let labels: [Int]
  let frames: Int
  private let scores: Floats
  private let symbols: Int
  private let blank: Int
  /// The tiles that hold `labels.count + 1` states.
  private let tiles: Int
  /// 0 where label i may follow label i-1 without a blank between, else impossible.
  private let skip: Storage

  /// Elements before state 0, all impossible, so that state -1 can be read.
  static let front = 16
  /// Frames whose steps fit the bits of a word.
  static let block = 32

  init(_ scores: Floats, symbols: Int, blank: Int, labels: [Int]) {
    (self.scores, self.symbols, self.blank, self.labels) = (scores, symbols, blank, labels)
    frames = scores.count / symbols
    tiles = (labels.count + 16) / 16
    skip = Storage(repeating: CTCLattice.impossible, count: Self.front + 16 * tiles)
    let skips = viewOf(skip)
    for index in labels.indices.dropFirst() where labels[index] != labels[index - 1] {
      skips[Self.front + index] = 0
    }
  }

  /// The states before the first frame: only the blank before the first label can be left.
  func start() -> Frontier {
    let states = Frontier(width: Self.front + 16 * tiles)
    states.view.blanks[Self.front] = 0
    return states
  }

  /// Goes on to the frame `end`, which is not taken any more.
  ///
  /// - Parameters:
  ///   - states: Where the search stands.
  ///   - end: The frame to stop before.
  ///   - steps: What is told where each state was reached from.
  /// - Returns: Whether there is a state left that can be reached.
  func run(_ states: inout Frontier, to end: Int, recording steps: BackPointers?) -> Bool {
    while states.frame < end {
      let stop = min(end, (states.frame / Self.block + 1) * Self.block)
      widen(&states)
      guard states.low < states.high else { return false }
      let words = steps?.block(states.low..<states.high)
      let (view, skips) = (states.view, viewOf(skip))
      while states.frame < stop {
        let row = scores[states.frame * symbols..<(states.frame + 1) * symbols]
        guard states.best > CTCLattice.impossible / 10 else { return false }
        gather(row, states, into: view.emissions)
        let bit = UInt32(1) << UInt32(states.frame % Self.block)
        let silence = max(row[blank], CTCLattice.impossible) - states.best
        if states.margin != nil { states.mostPossible += Double(largest(row)) }
        states.shift += Double(states.best)
        states.best = Self.advance(
          view, skips, states.low..<states.high, blankEmission: silence, words, bit)
        states.frame += 1
      }
      prune(&states)
    }
    return states.best > CTCLattice.impossible / 10
  }

  /// Adds the tiles that a block of frames can reach, and drops those from which there is no way to
  /// the end any more.
  private func widen(_ states: inout Frontier) {
    states.high = min(states.top ?? tiles, states.high + Self.block / 16)
    let first = labels.count - (frames - states.frame) - 1
    states.raise(to: max(first, 0) / 16)
  }

  /// Drops the tiles at both ends that are too far below the best that is possible.
  private func prune(_ states: inout Frontier) {
    guard let margin = states.margin else { return }
    let least = Float(states.mostPossible - states.shift - margin)
    let view = states.view
    func isLost(_ tile: Int) -> Bool {
      let place = Self.front + 16 * tile
      return view.blanks[lanes: place].largest < least
        && view.labelled[lanes: place].largest < least
    }
    var low = states.low
    while low < states.high, isLost(low) { low += 1 }
    states.raise(to: low)
    while states.high > states.low, isLost(states.high - 1) {
      states.high -= 1
      states.clear(states.high)
    }
  }

  @inline(__always)
  private func gather(_ row: Floats, _ states: Frontier, into emissions: Floats) {
    let (shift, labels) = (states.best, self.labels)
    let symbols = labels.span
    let end = min(16 * states.high, labels.count)
    for index in min(16 * states.low, end)..<end {
      emissions[Self.front + index] = max(row[symbols[index]], CTCLattice.impossible) - shift
    }
  }

  /// Moves the states one frame on, and returns the best of them.
  @inline(__always)
  private static func advance(
    _ states: Frontier.View, _ skips: Floats, _ tiles: Range<Int>, blankEmission: Float,
    _ words: Floats?, _ bit: UInt32
  ) -> Float {
    let silence = Lanes(repeating: blankEmission)
    let bit = SIMD16<UInt32>(repeating: bit)
    var best = Lanes(repeating: -.infinity)
    for tile in tiles.reversed() {
      let place = front + 16 * tile
      let before = states.labelled[lanes: place - 1]
      let (blank, label) = (states.blanks[lanes: place], states.labelled[lanes: place])
      let left = before .> blank
      let newBlank = blank.replacing(with: before, where: left) + silence
      let entered = blank .> label
      let reached = label.replacing(with: blank, where: entered)
      let direct = before + skips[lanes: place]
      let skipped = direct .> reached
      let newLabel =
        reached.replacing(with: direct, where: skipped) + states.emissions[lanes: place]
      states.blanks[lanes: place] = newBlank
      states.labelled[lanes: place] = newLabel
      best.replace(with: newBlank, where: newBlank .> best)
      best.replace(with: newLabel, where: newLabel .> best)
      if let words {
        let word = 48 * (tile - tiles.lowerBound)
        words.mark(word, bit, where: left)
        words.mark(word + 16, bit, where: entered)
        words.mark(word + 32, bit, where: skipped)
      }
    }
    return best.largest
  }

  /// The better of the two states in which a path may end, or `nil` if neither can be reached.
  func end(_ states: Frontier) -> Int? {
    let last = 2 * labels.count
    guard !labels.isEmpty else { return last }
    let (silent, spoken) = (value(of: last, states), value(of: last - 1, states))
    guard max(silent, spoken) > CTCLattice.impossible / 10 else { return nil }
    return silent > spoken ? last : last - 1
  }

  /// The logarithm of the best path to a state, without the shift.
  func value(of state: Int, _ states: Frontier) -> Float {
    let place = Self.front + state / 2
    guard (states.low..<states.high).contains(state / 32) else { return CTCLattice.impossible }
    return state % 2 == 0 ? states.view.blanks[place] : states.view.labelled[place]
  }

  /// Follows the steps back from a state in the last of `frames`.
  ///
  /// - Returns: The state in the frame before the first.
  @discardableResult
  func follow(
    _ steps: BackPointers, from end: Int, over frames: Range<Int>, into states: inout [Int]
  ) -> Int {
    var state = end
    for frame in frames.reversed() {
      states[frame] = state
      state -= steps.step(frame - frames.lowerBound, state)
    }
    return state
  }
}

extension Floats {
  /// Sets a bit of sixteen words, which stand in the places of floats, where a comparison holds.
  @inline(__always)
  fileprivate func mark(
    _ place: Int, _ bit: SIMD16<UInt32>, where mask: SIMDMask<SIMD16<Int32>>
  ) {
    var words = unsafe unsafeBitCast(self[lanes: place], to: SIMD16<UInt32>.self)
    words.replace(with: words | bit, where: mask)
    self[lanes: place] = unsafe unsafeBitCast(words, to: Lanes.self)
  }
}

/// A view of a storage, which has to live as long.
@inline(__always)
func viewOf(_ storage: Storage) -> Floats {
  var span = storage.mutableSpan(0..<storage.count)
  return Floats(&span)
}
