/// The tiers of a text as a TextGrid can hold them.
///
/// Intervals of a tier follow one another without gaps, and each has a length; of two points of a tier
/// each has its own time. (Praat drops one of two intervals that begin together.) What does not fit into
/// a tier goes into one of its own behind it, named after it: nothing is left out.
struct TextGridLayout {
  /// Where the time begins and ends.
  let span: ClosedRange<Double>
  /// The tiers, those of intervals without gaps.
  private(set) var tiers: [TimedText.Tier] = []
  /// What was moved, in words.
  private(set) var notices: [String] = []

  /// Words that overlap by less lose the overlap: times of CTM are often rounded to hundredths.
  private static let leastOverlap = 0.0105
  /// The most tiers that one becomes, since the search for room takes longer with each.
  private static let mostLayers = 16

  /// Lays out a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - path: The file that is written, for errors.
  /// - Throws: ``TextError/content(path:problem:)`` where too much of a tier sounds at once.
  init(_ text: TimedText, path: String) throws(TextError) {
    let all = text.tiers.flatMap(\.intervals)
    span =
      all.reduce(text.start) {
        min($0, $1.start)
      }...all.reduce(max(text.start, text.duration)) { max($0, $1.end) }
    for tier in text.tiers {
      switch tier.kind {
      case .interval: try appendIntervals(of: tier, path)
      case .point: try appendPoints(tier.name, tier.intervals, path)
      }
    }
  }

  private mutating func appendIntervals(of tier: TimedText.Tier, _ path: String) throws(TextError) {
    let said = tier.intervals.filter { !$0.isBlank }.inOrder()
    let points = said.filter { $0.start == $0.end }
    var cuts = 0
    let layers = try layers(tier.name, said.filter { $0.start < $0.end }, path) { last, next in
      guard last.end - next.start <= Self.leastOverlap, last.end < next.end else { return nil }
      guard last.end > next.start else { return next }
      // Less than a microsecond is no overlap but the error of a sum.
      if last.end - next.start > 1e-6 { cuts += 1 }
      var cut = next
      cut.start = last.end
      return cut
    }
    if cuts > 0 {
      notices.append(
        "\(cuts) of \"\(tier.name)\" begin up to 0.01 s before the one before them ends; they begin "
          + "where it ends")
    }
    let blanks = tier.intervals.filter { $0.isBlank && $0.start < $0.end }.inOrder()
    append(
      tier.name,
      (layers.isEmpty ? [[]] : layers).enumerated().map { index, layer in
        withoutGaps(layer, index == 0 ? blanks : [])
      }, .interval, moved: layers.dropFirst().reduce(0) { $0 + $1.count })
    guard !points.isEmpty else { return }
    let name = tier.name + " " + ContinuedTier.points
    notices.append(
      "\(points.count) of \"\(tier.name)\" have no length, which an interval of a TextGrid has; they "
        + "are points of the tier \"\(name)\"")
    try appendPoints(name, points, path)
  }

  private mutating func appendPoints(
    _ name: String, _ points: [TimedInterval], _ path: String
  ) throws(TextError) {
    let layers = try layers(name, points.inOrder(), path) { last, next in
      last.start < next.start ? next : nil
    }
    append(
      name, layers.isEmpty ? [[]] : layers, .point,
      moved: layers.dropFirst().reduce(0) { $0 + $1.count })
  }

  private mutating func append(
    _ name: String, _ layers: [[TimedInterval]], _ kind: TimedText.Tier.Kind, moved: Int
  ) {
    for (index, layer) in layers.enumerated() {
      let ending = index == 0 ? "" : " " + ContinuedTier.overlapping(index)
      tiers.append(TimedText.Tier(name + ending, layer, kind: kind))
    }
    guard layers.count > 1 else { return }
    let last =
      layers.count > 2 ? "\" to \"\(name) \(ContinuedTier.overlapping(layers.count - 1))" : ""
    notices.append(
      "\(moved) of \"\(name)\" overlap others, which a tier of a TextGrid does not hold; they are in "
        + "\"\(name) \(ContinuedTier.overlapping(1))\(last)\"")
  }

  /// Puts intervals, in the order of their beginnings, into layers that hold them one after the other.
  ///
  /// `fitting` gives the second of two as it may stand behind the first, or `nil` if it may not.
  private func layers(
    _ name: String, _ intervals: [TimedInterval], _ path: String,
    fitting: (TimedInterval, TimedInterval) -> TimedInterval?
  ) throws(TextError) -> [[TimedInterval]] {
    var layers: [[TimedInterval]] = []
    next: for interval in intervals {
      for index in layers.indices {
        guard let last = layers[index].last, let fitted = fitting(last, interval) else { continue }
        layers[index].append(fitted)
        continue next
      }
      guard layers.count < Self.mostLayers else {
        throw .content(
          path: path,
          problem: "cannot hold \"\(name)\": more than \(Self.mostLayers) of it sound at "
            + "\(interval.start) s")
      }
      layers.append([interval])
    }
    return layers
  }

  /// The intervals with others between them that say nothing, over the whole time; the silences
  /// `blanks` of the tier stay where there is room for them.
  private func withoutGaps(
    _ intervals: [TimedInterval], _ blanks: [TimedInterval]
  ) -> [TimedInterval] {
    var filled: [TimedInterval] = []
    var (last, rest) = (span.lowerBound, blanks[...])
    func fill(to end: Double) {
      while let blank = rest.first, blank.start < end {
        rest.removeFirst()
        guard blank.start >= last, blank.end <= end else { continue }
        if blank.start > last { filled.append(TimedInterval("", start: last, end: blank.start)) }
        filled.append(blank)
        last = blank.end
      }
      if end > last { filled.append(TimedInterval("", start: last, end: end)) }
      last = end
    }
    for interval in intervals {
      fill(to: interval.start)
      filled.append(interval)
      last = interval.end
    }
    fill(to: span.upperBound)
    if filled.isEmpty {
      filled.append(TimedInterval("", start: span.lowerBound, end: span.upperBound))
    }
    return filled
  }
}

/// A tier that holds what the tier before it could not, by its name.
enum ContinuedTier {
  /// Behind the name of a tier, for what of it has no length.
  static let points = "(points)"

  /// Behind the name of a tier, for what overlaps, counted from 1.
  static func overlapping(_ number: Int) -> String {
    number == 1 ? "(overlapping)" : "(overlapping \(number))"
  }

  /// Whether the tier called `name` holds more of the one called `first`.
  static func isMore(_ name: String, of first: String) -> Bool {
    guard name.utf8.starts(with: first.utf8) else { return false }
    let rest = Array(name.utf8.dropFirst(first.utf8.count))
    for middle in ["", " " + points] {
      for ending in [""] + (1..<16).map({ " " + overlapping($0) })
      where !(middle + ending).isEmpty && rest.elementsEqual((middle + ending).utf8) {
        return true
      }
    }
    return false
  }
}
