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
/// where ⊕ adds probabilities given as natural logarithms. Every frame is shifted so that its best
/// state is 0 and the shifts are added in double precision: long recordings lose no digits.
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
  private let skip: Storage

  /// Elements before state 0, all impossible, so that state -1 can be read.
  private static let front = 16

  init(labels: [Int], blank: Int) {
    self.labels = labels
    self.blank = blank
    width = Self.front + ((labels.count + 1 + 15) & ~15) + 16
    skip = Storage(repeating: Self.impossible, count: width)
    let skips = view(of: skip)
    for index in labels.indices.dropFirst() where labels[index] != labels[index - 1] {
      skips[Self.front + index] = 0
    }
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
  /// - Returns: The loss; infinite if no path spells the labels.
  func loss(_ logProbabilities: Floats, symbols: Int, gradient: Floats?) -> Double {
    let frames = logProbabilities.count / symbols
    guard frames > 0 else { return labels.isEmpty ? 0 : .infinity }
    guard Self.framesNeeded(labels) <= frames else { return .infinity }
    // Without a gradient two frames of states are enough.
    let kept = gradient == nil ? 2 : frames
    // The states of the kept frames, two rows for the way back, and a frame's emissions.
    let rows = 2 * kept + 2 * 2 + 1
    return withScratch(repeating: Self.impossible, count: rows * width) { scratch in
      let states = scratch[0..<2 * kept * width]
      let turning = scratch[2 * kept * width..<(2 * kept + 4) * width]
      let emissions = scratch[(rows - 1) * width..<rows * width]
      let loss = forward(logProbabilities, symbols, states, kept: kept, emissions)
      if let gradient, loss.isFinite {
        backward(logProbabilities, symbols, states, turning, emissions, into: gradient)
      }
      return loss
    }
  }

  /// A view of a storage that this lattice owns.
  private func view(of storage: Storage) -> Floats {
    var span = storage.mutableSpan(0..<storage.count)
    return Floats(&span)
  }

  private func forward(
    _ scores: Floats, _ symbols: Int, _ states: Floats, kept: Int, _ emissions: Floats
  ) -> Double {
    let frames = scores.count / symbols
    var shift = 0.0
    for frame in 0..<frames {
      let row = scores[frame * symbols..<(frame + 1) * symbols]
      let (blanks, labelled) = arrays(states, frame % kept)
      if frame == 0 {
        blanks[Self.front] = max(row[blank], Self.impossible)
        if let first = labels.first { labelled[Self.front] = max(row[first], Self.impossible) }
      } else {
        gather(row, into: emissions)
        let (lastBlanks, lastLabelled) = arrays(states, (frame - 1) % kept)
        advance(
          lastBlanks, lastLabelled, into: blanks, labelled, emissions,
          blankEmission: max(row[blank], Self.impossible))
      }
      let best = normalise(blanks, labelled)
      guard best > Self.impossible / 10 else { return .infinity }
      shift += Double(best)
    }
    let (blanks, labelled) = arrays(states, (frames - 1) % kept)
    let last = Self.front + labels.count
    let end = sumOfLogarithms(blanks[last], labels.isEmpty ? Self.impossible : labelled[last - 1])
    return end > Self.impossible / 10 ? -(shift + Double(end)) : .infinity
  }

  @inline(__always)
  private func advance(
    _ lastBlanks: Floats, _ lastLabelled: Floats, into blanks: Floats, _ labelled: Floats,
    _ emissions: Floats, blankEmission: Float
  ) {
    let skips = view(of: skip)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let before = lastLabelled[lanes: index - 1]
      let blank = lastBlanks[lanes: index]
      blanks[lanes: index] = sumOfLogarithms(blank, before) + blankEmission
      labelled[lanes: index] =
        sumOfLogarithms(lastLabelled[lanes: index], blank, before + skips[lanes: index])
        + emissions[lanes: index]
    }
  }

  /// Walks back through the frames, turning the states into the gradient frame by frame.
  private func backward(
    _ scores: Floats, _ symbols: Int, _ states: Floats, _ turning: Floats, _ emissions: Floats,
    into gradient: Floats
  ) {
    let frames = scores.count / symbols
    let now = turning[0..<2 * width]
    let later = turning[2 * width..<4 * width]
    let (nowBlanks, nowLabelled) = arrays(now, 0)
    for frame in stride(from: frames - 1, through: 0, by: -1) {
      if frame == frames - 1 {
        nowBlanks[Self.front + labels.count] = 0
        if !labels.isEmpty { nowLabelled[Self.front + labels.count - 1] = 0 }
      } else {
        let row = scores[(frame + 1) * symbols..<(frame + 2) * symbols]
        gather(row, into: emissions)
        retreat(now, through: later, emissions, blankEmission: max(row[blank], Self.impossible))
        _ = normalise(nowBlanks, nowLabelled)
      }
      let place = frame * symbols..<(frame + 1) * symbols
      occupy(arrays(states, frame), (nowBlanks, nowLabelled))
      subtractOccupancy(arrays(states, frame), scores[place], from: gradient[place])
    }
  }

  /// Moves the backward sums in `states` from a frame to the one before it.
  @inline(__always)
  private func retreat(
    _ states: Floats, through later: Floats, _ emissions: Floats, blankEmission: Float
  ) {
    let (blanks, labelled) = arrays(states, 0)
    let (laterBlanks, laterLabelled) = arrays(later, 0)
    let skips = view(of: skip)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      laterBlanks[lanes: index] = blanks[lanes: index] + blankEmission
      laterLabelled[lanes: index] = labelled[lanes: index] + emissions[lanes: index]
    }
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let label = laterLabelled[lanes: index]
      blanks[lanes: index] = sumOfLogarithms(laterBlanks[lanes: index], label)
      labelled[lanes: index] = sumOfLogarithms(
        label, laterBlanks[lanes: index + 1],
        laterLabelled[lanes: index + 1] + skips[lanes: index + 1])
    }
  }

  /// Turns forward sums into the share of every state in all paths, which adds up to 1.
  @inline(__always)
  private func occupy(_ forward: (Floats, Floats), _ backward: (Floats, Floats)) {
    var best = Lanes(repeating: -.infinity)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let blanks = forward.0[lanes: index] + backward.0[lanes: index]
      let labelled = forward.1[lanes: index] + backward.1[lanes: index]
      forward.0[lanes: index] = blanks
      forward.1[lanes: index] = labelled
      best.replace(with: blanks, where: blanks .> best)
      best.replace(with: labelled, where: labelled .> best)
    }
    let shift = best.max()
    var total = Lanes.zero
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let blanks = exponential(forward.0[lanes: index] - shift)
      let labelled = exponential(forward.1[lanes: index] - shift)
      forward.0[lanes: index] = blanks
      forward.1[lanes: index] = labelled
      total += blanks + labelled
    }
    let inverse = 1 / total.sum()
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      forward.0[lanes: index] *= inverse
      forward.1[lanes: index] *= inverse
    }
  }

  /// Sets a frame's gradient: each symbol's probability less its occupancy.
  @inline(__always)
  private func subtractOccupancy(
    _ occupancy: (Floats, Floats), _ scores: Floats, from gradient: Floats
  ) {
    mapRow(scores, into: gradient) { exponential($0) }
    let count = labels.count
    gradient[blank] -= sumOfRow(occupancy.0[Self.front..<Self.front + count + 1])
    for index in 0..<count { gradient[labels[index]] -= occupancy.1[Self.front + index] }
  }

  @inline(__always)
  private func gather(_ row: Floats, into emissions: Floats) {
    for index in labels.indices {
      emissions[Self.front + index] = max(row[labels[index]], Self.impossible)
    }
  }

  /// Shifts a frame's states so that the best is 0, and returns by how much.
  @inline(__always)
  private func normalise(_ blanks: Floats, _ labelled: Floats) -> Float {
    var lanes = Lanes(repeating: -.infinity)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let (blank, label) = (blanks[lanes: index], labelled[lanes: index])
      lanes.replace(with: blank, where: blank .> lanes)
      lanes.replace(with: label, where: label .> lanes)
    }
    let best = lanes.max()
    let floor = Lanes(repeating: Self.impossible)
    for index in stride(from: Self.front, to: width - 16, by: 16) {
      let (blank, label) = (blanks[lanes: index] - best, labelled[lanes: index] - best)
      blanks[lanes: index] = blank.replacing(with: floor, where: blank .< floor)
      labelled[lanes: index] = label.replacing(with: floor, where: label .< floor)
    }
    return best
  }

  @inline(__always)
  private func arrays(_ states: Floats, _ frame: Int) -> (Floats, Floats) {
    let start = frame * 2 * width
    return (states[start..<start + width], states[start + width..<start + 2 * width])
  }
}

/// Returns ln(e^a + e^b) of each lane.
@inline(__always)
private func sumOfLogarithms(_ a: Lanes, _ b: Lanes) -> Lanes {
  let larger = a.replacing(with: b, where: b .> a)
  let smaller = b.replacing(with: a, where: b .> a)
  return larger + logarithm(1 + exponential(smaller - larger))
}

/// Returns ln(e^a + e^b + e^c) of each lane.
@inline(__always)
private func sumOfLogarithms(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
  var best = a.replacing(with: b, where: b .> a)
  best.replace(with: c, where: c .> best)
  return best + logarithm(exponential(a - best) + exponential(b - best) + exponential(c - best))
}

private func sumOfLogarithms(_ a: Float, _ b: Float) -> Float {
  max(a, b) + log1pf(expf(min(a, b) - max(a, b)))
}
