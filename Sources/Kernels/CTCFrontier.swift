/// Where the search for a best path stands: the best path to every state in the frame before `frame`.
struct Frontier {
  /// The arrays, with 16 elements before state 0.
  typealias View = (blanks: Floats, labelled: Floats, emissions: Floats)

  /// The frame to take next.
  var frame = 0
  /// The first tile that has states which can be reached, and the one behind the last.
  private(set) var low = 0
  var high = 1
  /// The last tile that is wanted and one more; all if `nil`.
  var top: Int?
  /// The best state.
  var best: Float = 0
  /// What all states are shifted by.
  var shift = 0.0
  /// The sum of every frame's best symbol, if there is a margin.
  var mostPossible = 0.0
  /// How far below that a state may stand; all are kept if `nil`.
  var margin: Double?
  private let storage: Storage
  private let width: Int

  /// States none of which can be reached.
  init(width: Int) {
    self.width = width
    storage = Storage(repeating: CTCLattice.impossible, count: 3 * width)
  }

  /// The arrays; the frontier has to live as long.
  var view: View {
    let all = viewOf(storage)
    return (all[0..<width], all[width..<2 * width], all[2 * width..<3 * width])
  }

  /// Forgets the tiles below `tile`.
  mutating func raise(to tile: Int) {
    guard tile > low else { return }
    low = tile
    // What the first tile reads of the one below.
    view.labelled[CTCTrellis.front + 16 * tile - 1] = CTCLattice.impossible
  }

  /// Makes the states of a tile unreachable.
  func clear(_ tile: Int) {
    let place = CTCTrellis.front + 16 * tile
    view.blanks[lanes: place] = Lanes(repeating: CTCLattice.impossible)
    view.labelled[lanes: place] = Lanes(repeating: CTCLattice.impossible)
  }
}

/// The states before a frame, kept so that the search can begin there again.
struct KeptRow {
  let frame: Int
  let tiles: Range<Int>
  fileprivate let best: Float
  fileprivate let states: Storage
}

extension CTCTrellis {
  /// Keeps the states before `frame`.
  func keep(_ states: Frontier, _ frame: Int) -> KeptRow {
    let count = 16 * (states.high - states.low)
    let kept = Storage(count: 2 * count)
    let (view, target) = (states.view, viewOf(kept))
    let place = Self.front + 16 * states.low..<Self.front + 16 * states.high
    target[0..<count].copy(from: view.blanks[place])
    target[count..<2 * count].copy(from: view.labelled[place])
    return KeptRow(
      frame: frame, tiles: states.low..<states.high, best: states.best, states: kept)
  }

  /// The kept states from which `state` can be reached within so many frames, and no others.
  func restored(_ row: KeptRow, reaching state: Int, within frames: Int) -> Frontier {
    let first = max(row.tiles.lowerBound, (state / 2 - frames) / 16)
    let top = state / 32 + 1
    let last = min(row.tiles.upperBound, top)
    var states = start()
    states.view.blanks[Self.front] = CTCLattice.impossible
    (states.frame, states.top, states.high) = (row.frame, top, last)
    let view = states.view
    let (kept, count) = (viewOf(row.states), 16 * row.tiles.count)
    var best = Lanes(repeating: -.infinity)
    for tile in first..<max(first, last) {
      let (from, place) = (16 * (tile - row.tiles.lowerBound), Self.front + 16 * tile)
      let (blank, label) = (kept[lanes: from], kept[lanes: count + from])
      view.blanks[lanes: place] = blank
      view.labelled[lanes: place] = label
      best.replace(with: blank, where: blank .> best)
      best.replace(with: label, where: label .> best)
    }
    states.best = best.largest
    states.raise(to: first)
    return states
  }
}

/// Where every state was reached from, in one bit for a blank and two for a label at every frame.
///
/// The bits of 32 frames stand in a word, and the words in the places of floats.
final class BackPointers {
  private var blocks: [(tiles: Range<Int>, words: Storage)] = []

  /// Words for a block of frames, all bits 0.
  func block(_ tiles: Range<Int>) -> Floats {
    let words = Storage(repeating: 0, count: 48 * tiles.count)
    blocks.append((tiles, words))
    return viewOf(words)
  }

  /// How many states back the best path to `state` was in the frame before.
  ///
  /// - Parameters:
  ///   - frame: The frame, counted from the first that was recorded.
  ///   - state: The state.
  /// - Returns: 0, 1 or 2.
  func step(_ frame: Int, _ state: Int) -> Int {
    let (tiles, words) = blocks[frame / CTCTrellis.block]
    let index = state / 2
    let place = 48 * (index / 16 - tiles.lowerBound) + index % 16
    let bit = UInt32(1) << UInt32(frame % CTCTrellis.block)
    let view = viewOf(words)
    func isSet(_ plane: Int) -> Bool { view[place + 16 * plane].bitPattern & bit != 0 }
    guard state % 2 == 1 else { return isSet(0) ? 1 : 0 }
    return isSet(2) ? 2 : isSet(1) ? 1 : 0
  }
}
