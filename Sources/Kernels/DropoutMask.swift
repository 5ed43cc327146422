/// Which elements a dropout keeps: a function of the random stream of a sequence and of an element's place
/// in the sequence, so that it drops the same of a sequence whatever stands beside it.
///
/// Nothing of it has to be stored: the backward side draws again what the forward side drew, in any
/// order and on any thread. The draws are those of the generator Philox4x32-10, sixteen blocks of
/// four at a time (J. K. Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011).
public struct DropoutMask: Sendable {
  /// The draws of a sequence: a key of the generator, and the upper half of its counter.
  public typealias Stream = (key: SIMD2<UInt32>, place: SIMD2<UInt32>)

  private let generators: [PhiloxLanes]
  /// The first element of each sequence, and how many all have.
  private let starts: [Int]
  private let threshold: UInt32

  /// The factor of the elements that are kept, which makes good for those that are dropped.
  public let factor: Float

  /// Names a mask.
  ///
  /// - Parameters:
  ///   - probability: The chance of an element to be dropped, at least 0 and below 1.
  ///   - streams: Where the chances of each sequence come from.
  ///   - counts: The number of elements of each sequence.
  public init(probability: Float, streams: [Stream], counts: [Int]) {
    precondition((0..<1).contains(probability), "A dropout probability is at least 0 and below 1.")
    precondition(streams.count == counts.count, "Every sequence has draws of its own.")
    generators = streams.map { PhiloxLanes(key: $0.key, place: $0.place) }
    starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    // A draw's upper 24 bits are compared as whole numbers.
    threshold = UInt32((probability * 0x1p24).rounded(.up))
    factor = 1 / (1 - probability)
  }

  /// The number of elements of all sequences.
  var count: Int { starts[starts.count - 1] }

  /// Sets elements to ``factor`` where they are kept and to 0 where they are dropped.
  ///
  /// - Parameters:
  ///   - row: What is filled, of one sequence or of several that follow each other.
  ///   - start: Which of the elements of all sequences the first one is.
  func fill(_ row: Floats, from start: Int) {
    precondition(start >= 0 && start + row.count <= count, "A mask covers the elements.")
    var sequence = sequence(of: start)
    var index = 0
    while index < row.count {
      let end = min(starts[sequence + 1] - start, row.count)
      fill(row[index..<end], of: sequence, from: start + index - starts[sequence])
      index = end
      sequence += 1
    }
  }

  /// The last sequence that begins with an element or before it.
  private func sequence(of element: Int) -> Int {
    var (low, high) = (0, generators.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= element { low = middle } else { high = middle }
    }
    return low
  }

  /// Sets elements of a sequence to ``factor`` where they are kept and to 0 where they are dropped.
  ///
  /// - Parameters:
  ///   - row: What is filled.
  ///   - sequence: The place of the sequence.
  ///   - start: Which of its elements the first one is.
  func fill(_ row: Floats, of sequence: Int, from start: Int) {
    precondition(start >= 0, "A mask's elements are counted from 0.")
    let generator = generators[sequence]
    var block = UInt64(start / 4)
    var index = 0
    if !start.isMultiple(of: 4) {
      index = min(4 - start % 4, row.count)
      fillStart(row[0..<index], generator.words(block), skipping: start % 4)
      block &+= 1
    }
    while index < row.count {
      fill(row, at: index, generator.words(block))
      block &+= 16
      index += 64
    }
  }

  /// Calls `body` with each part of `x` and the mask of that part, side by side on the cores.
  @inline(__always)
  fileprivate func forStretches(of x: Floats, _ body: @Sendable (Range<Int>, Floats) -> Void) {
    // Small enough for the mask to stay in a level-1 cache.
    let length = 2_048
    withoutActuallyEscaping(body) { body in
      parallel(count: (x.count + length - 1) / length, scratch: length) { index, scratch in
        let place = index * length..<min((index + 1) * length, x.count)
        let kept = scratch[0..<place.count]
        fill(kept, from: place.lowerBound)
        body(place, kept)
      }
    }
  }

  /// Writes the rest of a block of which `skipped` elements lie before the row.
  private func fillStart(_ row: Floats, _ words: PhiloxLanes.Words, skipping skipped: Int) {
    let block = SIMD4(
      kept(words.0)[0], kept(words.1)[0], kept(words.2)[0], kept(words.3)[0])
    for index in 0..<row.count { row[index] = block[skipped + index] }
  }

  /// Writes up to 64 elements; block `b` of `words` belongs to the elements from `4·b` on.
  @inline(__always)
  private func fill(_ row: Floats, at index: Int, _ words: PhiloxLanes.Words) {
    let (first, third) = (kept(words.0), kept(words.2))
    let (second, fourth) = (kept(words.1), kept(words.3))
    let (even, odd) = (interleavedLow(first, third), interleavedLow(second, fourth))
    let (laterEven, laterOdd) = (interleavedHigh(first, third), interleavedHigh(second, fourth))
    let (a, b) = (interleavedLow(even, odd), interleavedHigh(even, odd))
    let (c, d) = (interleavedLow(laterEven, laterOdd), interleavedHigh(laterEven, laterOdd))
    guard index + 64 <= row.count else {
      let rest = row[index..<row.count]
      rest.fillStart(a, at: 0)
      rest.fillStart(b, at: 16)
      rest.fillStart(c, at: 32)
      rest.fillStart(d, at: 48)
      return
    }
    row[lanes: index] = a
    row[lanes: index + 16] = b
    row[lanes: index + 32] = c
    row[lanes: index + 48] = d
  }

  @inline(__always)
  private func kept(_ words: PhiloxLanes.Word) -> Lanes {
    Lanes(repeating: factor).replacing(
      with: Lanes.zero,
      where: words &>> PhiloxLanes.Word(repeating: 8) .< PhiloxLanes.Word(repeating: threshold))
  }
}

/// Computes `y = mask · x`.
public func drop(_ x: Span<Float>, _ mask: DropoutMask, into y: inout MutableSpan<Float>) {
  let (x, y) = (Floats(x), Floats(&y))
  precondition(
    x.count == y.count && mask.count == x.count, "A mask has the elements of its tensor.")
  parallel(count: y.count, grain: elementGrain) { range in
    let row = y[range]
    mask.fill(row, from: range.lowerBound)
    mapRow(row, x[range], into: row) { $0 * $1 }
  }
}

/// Computes `x = mask · x`.
public func dropInPlace(_ x: inout MutableSpan<Float>, _ mask: DropoutMask) {
  let x = Floats(&x)
  mask.forStretches(of: x) { place, kept in
    let row = x[place]
    mapRow(row, kept, into: row) { $0 * $1 }
  }
}

/// Turns the gradient of `mask · activation(x)` into that of `x`.
public func activateBackwardInPlace(
  _ x: Span<Float>, _ activation: Activation, _ mask: DropoutMask?,
  gradient: inout MutableSpan<Float>
) {
  let (x, gradient) = (Floats(x), Floats(&gradient))
  precondition(x.count == gradient.count, "A gradient is as long as its value.")
  activation.withDerivative { derivative in
    guard let mask else {
      map(x, gradient, into: gradient) { derivative($0, $1) }
      return
    }
    mask.forStretches(of: gradient) { place, kept in
      let row = gradient[place]
      mapRow(row, kept, into: row) { $0 * $1 }
      mapRow(x[place], row, into: row) { derivative($0, $1) }
    }
  }
}

extension Floats {
  /// Writes as many lanes from `index` on as there is room for; none if there is no room.
  @inline(__always)
  fileprivate func fillStart(_ lanes: Lanes, at index: Int) {
    guard index < count else { return }
    self[tail: index] = lanes
  }
}
