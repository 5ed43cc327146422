internal import Glibc

/// The forward and backward sums of one label sequence over the frames of one recording.
///
/// Between any two labels, before the first and after the last, the lattice has a blank state. The
/// blank states and the label states are kept in arrays of their own, `blank[i]` before `label[i]`,
/// so that every step is a few vector operations without shuffles:
///
///     blank'[i] = blank[i] ⊕ label[i-1]                              then + emission of the blank
///     label'[i] = label[i] ⊕ blank[i] ⊕ (label[i-1] if it differs)   then + emission of label i
///
/// where ⊕ adds probabilities given as natural logarithms. Every frame is shifted by the best state
/// of the one before and the shifts are added in double precision: long recordings lose no digits.
///
/// Reference: A. Graves et al., "Connectionist Temporal Classification", ICML 2006, section 4.1.
struct CTCLattice {
  /// The logarithm that stands for "impossible"; finite, so that sums never meet inf - inf.
  static let impossible: Float = -1e30

  let labels: [Int]
  let blank: Int
  /// Elements in an array of states: a front of 16, `labels.count + 1` states, filled up to 16s.
  private let width: Int
  /// 0 where label i may follow label i-1 without a blank between, else impossible; at `front + i`.
  private let skip: Floats
  /// Where the states of frames go.
  private let work: Floats

  /// Elements before state 0, all impossible, so that state -1 can be read.
  private static let front = 16

  /// Lays out the lattice in `scratch`, which has room for ``scratchCount(_:frames:hasGradient:)``
  /// floats.
  init(labels: [Int], blank: Int, _ scratch: Floats) {
    self.labels = labels
    self.blank = blank
    width = Self.width(labels)
    skip = scratch[0..<width]
    work = scratch[width..<scratch.count]
    skip.fill(Self.impossible)
    for index in labels.indices.dropFirst() where labels[index] != labels[index - 1] {
      skip[Self.front + index] = 0
    }
  }

  private static func width(_ labels: [Int]) -> Int {
    front + ((labels.count + 1 + 15) & ~15) + 16
  }

  /// The frames whose states are kept: all for the way back, else two.
  private static func framesKept(_ frames: Int, hasGradient: Bool) -> Int {
    hasGradient ? frames : 2
  }

  /// The arrays of a lattice: the states of the kept frames, two for the way back, a frame's
  /// emissions.
  private static func rowCount(kept: Int) -> Int { 2 * kept + 2 * 2 + 1 }

  /// How many floats a lattice works in.
  static func scratchCount(_ labels: [Int], frames: Int, hasGradient: Bool) -> Int {
    let isPossible = frames > 0 && framesNeeded(labels) <= frames
    let kept = framesKept(frames, hasGradient: hasGradient)
    let rows = isPossible ? rowCount(kept: kept) : 0
    return (1 + rows) * width(labels)
  }

  /// The fewest frames that spell the labels: one each, and a blank between equal neighbours.
  static func framesNeeded(_ labels: [Int]) -> Int {
    labels.count + zip(labels, labels.dropFirst()).count { $0 == $1 }
  }

  /// Returns the negative log-likelihood of the labels, and writes its gradient.
  ///
  /// - Parameters:
  ///   - logProbabilities: Frames × symbols, natural logarithms that are normalised per frame.
  ///   - symbols: The number of symbols, with the blank.
  ///   - gradient: Where the gradient with respect to the unnormalised scores goes, or `nil`; may
  ///     not be `logProbabilities`.
  /// - Returns: The loss; infinite if no path spells the labels, NaN if a frame's scores are.
  func loss(_ logProbabilities: Floats, symbols: Int, gradient: Floats?) -> Double {
    let frames = logProbabilities.count / symbols
    guard frames > 0 else { return labels.isEmpty ? 0 : .infinity }
    guard Self.framesNeeded(labels) <= frames else { return .infinity }
    let kept = Self.framesKept(frames, hasGradient: gradient != nil)
    let rows = Self.rowCount(kept: kept)
    let work = work[0..<rows * width]
    work.fill(Self.impossible)
    let states = work[0..<2 * kept * width]
    let turning = work[2 * kept * width..<(2 * kept + 4) * width]
    let emissions = work[(rows - 1) * width..<rows * width]
    let loss = forward(logProbabilities, symbols, states, kept: kept, emissions)
    if let gradient, loss.isFinite {
      backward(logProbabilities, symbols, states, turning, emissions, into: gradient)
    }
    return loss
  }

  private func forward(
    _ scores: Floats, _ symbols: Int, _ states: Floats, kept: Int, _ emissions: Floats
  ) -> Double {
    let frames = scores.count / symbols
    let first = arrays(states, 0)
    first.blanks[Self.front] = max(scores[blank], Self.impossible)
    if let label = labels.first { first.labelled[Self.front] = max(scores[label], Self.impossible) }
    var shift = 0.0
    for frame in 1..<max(frames, 1) {
      let row = scores[frame * symbols..<(frame + 1) * symbols]
      let last = arrays(states, (frame - 1) % kept)
      let best = frame == 1 ? 0 : largestState(last)
      guard best > Self.impossible / 10 else { return hasNaN(last) ? .nan : .infinity }
      shift += Double(best)
      gather(row, shift: best, into: emissions)
      advance(
        last, into: arrays(states, frame % kept), emissions,
        blankEmission: max(row[blank], Self.impossible) - best)
    }
    let states = arrays(states, (frames - 1) % kept)
    let end = Self.front + labels.count
    let total = sumOfLogarithms(
      states.blanks[end], labels.isEmpty ? Self.impossible : states.labelled[end - 1])
    return total < Self.impossible / 10 ? .infinity : -(shift + Double(total))
  }

  @inline(__always)
  private func advance(
    _ last: States, into next: States, _ emissions: Floats, blankEmission: Float
  ) {
    let blankEmission = Lanes(repeating: blankEmission)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let before = last.labelled[lanes: index - 1]
      let blank = last.blanks[lanes: index]
      next.blanks[lanes: index] = sumOfLogarithms(blank, before) + blankEmission
      next.labelled[lanes: index] =
        sumOfLogarithms(last.labelled[lanes: index], blank, before + skip[lanes: index])
        + emissions[lanes: index]
    }
  }

  /// Walks back through the frames, turning the states into the gradient frame by frame.
  private func backward(
    _ scores: Floats, _ symbols: Int, _ states: Floats, _ turning: Floats, _ emissions: Floats,
    into gradient: Floats
  ) {
    let frames = scores.count / symbols
    let now = arrays(turning, 0)
    now.blanks[Self.front + labels.count] = 0
    if !labels.isEmpty { now.labelled[Self.front + labels.count - 1] = 0 }
    for frame in stride(from: frames - 1, through: 0, by: -1) {
      if frame < frames - 1 {
        let row = scores[(frame + 1) * symbols..<(frame + 2) * symbols]
        let best = largestState(now)
        gather(row, shift: best, into: emissions)
        retreat(
          now, through: arrays(turning, 1), emissions,
          blankEmission: max(row[blank], Self.impossible) - best)
      }
      let place = frame * symbols..<(frame + 1) * symbols
      let shared = arrays(states, frame)
      occupy(shared, now)
      subtractOccupancy(shared, scores[place], from: gradient[place])
    }
  }

  /// Moves the backward sums in `states` from a frame to the one before it.
  @inline(__always)
  private func retreat(
    _ states: States, through later: States, _ emissions: Floats, blankEmission: Float
  ) {
    let blankEmission = Lanes(repeating: blankEmission)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      later.blanks[lanes: index] = states.blanks[lanes: index] + blankEmission
      later.labelled[lanes: index] = states.labelled[lanes: index] + emissions[lanes: index]
    }
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let label = later.labelled[lanes: index]
      states.blanks[lanes: index] = sumOfLogarithms(later.blanks[lanes: index], label)
      states.labelled[lanes: index] = sumOfLogarithms(
        label, later.blanks[lanes: index + 1],
        later.labelled[lanes: index + 1] + skip[lanes: index + 1])
    }
  }

  /// Turns forward sums into the share of every state in all paths, which adds up to 1.
  @inline(__always)
  private func occupy(_ forward: States, _ backward: States) {
    var best = Lanes(repeating: -.infinity)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let blanks = forward.blanks[lanes: index] + backward.blanks[lanes: index]
      let labelled = forward.labelled[lanes: index] + backward.labelled[lanes: index]
      forward.blanks[lanes: index] = blanks
      forward.labelled[lanes: index] = labelled
      best.replace(with: blanks, where: blanks .> best)
      best.replace(with: labelled, where: labelled .> best)
    }
    let shift = Lanes(repeating: best.largest)
    var total = Lanes.zero
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let blanks = exponentialOfNegative(forward.blanks[lanes: index] - shift)
      let labelled = exponentialOfNegative(forward.labelled[lanes: index] - shift)
      forward.blanks[lanes: index] = blanks
      forward.labelled[lanes: index] = labelled
      total += blanks + labelled
    }
    let inverse = Lanes(repeating: 1 / total.total)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      forward.blanks[lanes: index] *= inverse
      forward.labelled[lanes: index] *= inverse
    }
  }

  /// Sets a frame's gradient: each symbol's probability less its occupancy.
  @inline(__always)
  private func subtractOccupancy(
    _ occupancy: States, _ scores: Floats, from gradient: Floats
  ) {
    mapRow(scores, into: gradient) { exponential($0) }
    let count = labels.count
    gradient[blank] -= sumOfRow(occupancy.blanks[Self.front..<Self.front + count + 1])
    for index in 0..<count { gradient[labels[index]] -= occupancy.labelled[Self.front + index] }
  }

  @inline(__always)
  private func gather(_ row: Floats, shift: Float, into emissions: Floats) {
    for index in labels.indices {
      emissions[Self.front + index] = max(row[labels[index]], Self.impossible) - shift
    }
  }

  /// The logarithm of a frame's best state, by which the next frame is shifted.
  @inline(__always)
  private func largestState(_ states: States) -> Float {
    var lanes = Lanes(repeating: -.infinity)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let (blank, label) = (states.blanks[lanes: index], states.labelled[lanes: index])
      lanes.replace(with: blank, where: blank .> lanes)
      lanes.replace(with: label, where: label .> lanes)
    }
    return lanes.largest
  }

  /// Whether the scores were no numbers: then no state is one.
  private func hasNaN(_ states: States) -> Bool {
    states.blanks[Self.front].isNaN || states.labelled[Self.front].isNaN
  }

  /// The states of one frame.
  private typealias States = (blanks: Floats, labelled: Floats)

  @inline(__always)
  private func arrays(_ states: Floats, _ frame: Int) -> States {
    let start = frame * 2 * width
    return (states[start..<start + width], states[start + width..<start + 2 * width])
  }
}

/// Returns ln(e^a + e^b) of each lane.
@inline(__always)
private func sumOfLogarithms(_ a: Lanes, _ b: Lanes) -> Lanes {
  let larger = a.replacing(with: b, where: b .> a)
  let smaller = b.replacing(with: a, where: b .> a)
  let one = Lanes(repeating: 1)
  return larger + logarithmOfPositive(one + exponentialOfNegative(smaller - larger))
}

/// Returns ln(e^a + e^b + e^c) of each lane.
@inline(__always)
private func sumOfLogarithms(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
  var best = a.replacing(with: b, where: b .> a)
  best.replace(with: c, where: c .> best)
  let total =
    exponentialOfNegative(a - best) + exponentialOfNegative(b - best)
    + exponentialOfNegative(c - best)
  return best + logarithmOfPositive(total)
}

/// Returns ln(e^a + e^b), NaN if one of them is.
private func sumOfLogarithms(_ a: Float, _ b: Float) -> Float {
  max(a, b) + log1pf(expf(-abs(a - b)))
}
