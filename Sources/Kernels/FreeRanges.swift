/// Stretches of memory that are free, those that touch as one.
struct FreeRanges {
  /// Where a stretch begins, and its bytes.
  struct Stretch: Equatable {
    var start: Int
    var bytes: Int
    /// When a part of it was freed last.
    fileprivate var time = 0

    init(start: Int, bytes: Int) { (self.start, self.bytes) = (start, bytes) }

    fileprivate var end: Int { start + bytes }
  }

  /// By where they begin.
  private var stretches: [Stretch] = []
  private var clock = 0
  /// The bytes of all of them.
  private(set) var byteCount = 0

  /// Adds a stretch, none of which is free already.
  mutating func add(_ freed: Stretch) {
    clock += 1
    byteCount += freed.bytes
    var freed = freed
    freed.time = clock
    var place = place(of: freed.start)
    if place < stretches.count, stretches[place].start == freed.end {
      freed.bytes += stretches[place].bytes
      stretches.remove(at: place)
    }
    if place > 0, stretches[place - 1].end == freed.start {
      place -= 1
      freed = joined(stretches.remove(at: place), freed)
    }
    stretches.insert(freed, at: place)
  }

  /// Takes so many bytes that follow each other, if there are, from the smallest stretch that has them:
  /// of several such, from the one freed last, which the processor's caches may still hold.
  ///
  /// - Returns: Where they begin.
  mutating func take(_ bytes: Int) -> Int? {
    var best: Int?
    for (place, stretch) in stretches.enumerated() where stretch.bytes >= bytes {
      let isBetter =
        best.map {
          (stretch.bytes, -stretch.time) < (stretches[$0].bytes, -stretches[$0].time)
        } ?? true
      if isBetter { best = place }
    }
    guard let best else { return nil }
    let start = stretches[best].start
    if stretches[best].bytes == bytes {
      stretches.remove(at: best)
    } else {
      stretches[best].start += bytes
      stretches[best].bytes -= bytes
    }
    byteCount -= bytes
    return start
  }

  /// Takes so many bytes in all, from the stretches that have been free the longest, from their ends.
  ///
  /// - Returns: What was taken: all that there was if it was not so much.
  mutating func takeOldest(_ bytes: Int) -> [Stretch] {
    var taken: [Stretch] = []
    var left = bytes
    while left > 0,
      let oldest = stretches.indices.min(by: { stretches[$0].time < stretches[$1].time })
    {
      let count = min(left, stretches[oldest].bytes)
      stretches[oldest].bytes -= count
      taken.append(Stretch(start: stretches[oldest].end, bytes: count))
      if stretches[oldest].bytes == 0 { stretches.remove(at: oldest) }
      left -= count
      byteCount -= count
    }
    return taken
  }

  /// Where a stretch with such a beginning belongs.
  private func place(of start: Int) -> Int {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func joined(_ first: Stretch, _ second: Stretch) -> Stretch {
    var both = second
    both.start = first.start
    both.bytes = first.bytes + second.bytes
    return both
  }
}
