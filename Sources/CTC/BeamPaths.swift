/// The likeliest single path of every prefix in the beam, from which its labels have their times.
///
/// It is the path that forced alignment finds for the text, among those that the search kept: each frame
/// takes the best of what it adds up. Memory grows with the texts in view, not with the frames.
struct BeamPaths {
  /// A label on a path, once another symbol has come: a link in a chain of them.
  private struct Link {
    var before: Int32
    let label: Int32
    let frames: Range<Int32>
    /// The sum of its logarithms in its frames.
    let sum: Double
  }

  /// The likeliest paths of a prefix: the one that ends in a blank, and the one in its last label.
  private struct Paths {
    var blank = -Double.infinity
    /// The last label on the path that ends in a blank; -1 for none.
    var blankChain: Int32 = -1
    var label = -Double.infinity
    /// The label before the last one; -1 for none.
    var labelChain: Int32 = -1
    /// The first frame of the last label, and the sum of its logarithms since.
    var start: Int32 = 0
    var sum = 0.0
  }

  private var beam = [Paths(blank: 0)]
  private var stays: [Paths] = []
  private var next: [Paths] = []
  /// The link of each prefix's last label if it was to end in this frame; -1 where none is made yet.
  private var ends: [Int32] = []
  private var links: [Link] = []
  private var frame: Int32 = -1

  /// Goes on to the next frame.
  mutating func begin() {
    frame += 1
    stays.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    for _ in beam { ends.append(-1) }
  }

  /// Finds the paths of a prefix that stays as it is; called for each in the order of the beam.
  ///
  /// - Parameters:
  ///   - slot: Its place.
  ///   - label: Its last label, -1 for none.
  ///   - scores: The frame's logarithms of the blank, and of the last label; the latter `nil` if it is
  ///     pruned.
  ///   - parent: The place of the prefix without its last label and that one's last label, if it is in
  ///     the beam.
  mutating func stay(
    _ slot: Int, label: Int32, scores: (blank: Double, label: Double?),
    parent: (slot: Int, label: Int32)?
  ) {
    let old = beam[slot]
    var new = Paths()
    if let own = scores.label {
      new = old
      (new.label, new.sum) = (old.label + own, old.sum + own)
      if let parent {
        let (score, isBlank) = extended(parent.slot, by: label, parent.label)
        if score + own > new.label {
          begin(&new, behind: parent.slot, parent.label, isBlank, score, own)
        }
      }
    }
    let goesOn = old.blank >= old.label
    new.blank = (goesOn ? old.blank : old.label) + scores.blank
    new.blankChain = goesOn ? old.blankChain : end(of: slot, label)
    stays.append(new)
  }

  /// The next prefix of the beam is one that stays.
  mutating func keep(_ slot: Int) { next.append(stays[slot]) }

  /// The next prefix of the beam is one that goes on with a label, whose logarithm is `score`.
  mutating func extend(_ slot: Int, _ last: Int32, by label: Int32, _ score: Double) {
    var new = Paths()
    let (before, isBlank) = extended(slot, by: label, last)
    begin(&new, behind: slot, last, isBlank, before, score)
    next.append(new)
  }

  /// The beam has the prefixes that were named.
  mutating func finish() { swap(&beam, &next) }

  /// The best score of a prefix before another label, and whether that path ends in a blank.
  private func extended(_ slot: Int, by label: Int32, _ last: Int32) -> (Double, Bool) {
    let paths = beam[slot]
    // The same label again is a new one only behind a blank.
    let isBlank = label == last || paths.blank >= paths.label
    return (isBlank ? paths.blank : paths.label, isBlank)
  }

  /// Begins a label in this frame.
  private mutating func begin(
    _ paths: inout Paths, behind slot: Int, _ last: Int32, _ isBlank: Bool, _ score: Double,
    _ own: Double
  ) {
    paths.label = score + own
    paths.labelChain = isBlank ? beam[slot].blankChain : end(of: slot, last)
    (paths.start, paths.sum) = (frame, own)
  }

  /// The link of a prefix's last label, if the frame before this one is its last.
  private mutating func end(of slot: Int, _ label: Int32) -> Int32 {
    if ends[slot] < 0 {
      let paths = beam[slot]
      ends[slot] = Int32(links.count)
      links.append(
        Link(
          before: paths.labelChain, label: label, frames: paths.start..<frame, sum: paths.sum))
    }
    return ends[slot]
  }

  /// Forgets the links that no path goes on from.
  mutating func forget() {
    let ends = beam.lazy.flatMap { [$0.blankChain, $0.labelChain] }
    let (places, count) = keptPlaces(of: links.count, ends: ends) { links[$0].before }
    for (old, place) in places.enumerated() where place >= 0 {
      var link = links[old]
      if link.before >= 0 { link.before = places[Int(link.before)] }
      links[Int(place)] = link
    }
    links.removeLast(links.count - count)
    for slot in beam.indices {
      let (blank, label) = (beam[slot].blankChain, beam[slot].labelChain)
      if blank >= 0 { beam[slot].blankChain = places[Int(blank)] }
      if label >= 0 { beam[slot].labelChain = places[Int(label)] }
    }
  }

  /// The labels of a prefix, each with its frames on the likeliest path.
  func spans(_ slot: Int, label: Int32) -> [(label: Int, span: LabelSpan)] {
    let paths = beam[slot]
    let isOver = label < 0 || paths.blank >= paths.label
    var spans: [(label: Int, span: LabelSpan)] = []
    if !isOver { spans.append(Self.span(label, paths.start..<frame + 1, paths.sum)) }
    var at = Int(isOver ? paths.blankChain : paths.labelChain)
    while at >= 0 {
      spans.append(Self.span(links[at].label, links[at].frames, links[at].sum))
      at = Int(links[at].before)
    }
    return spans.reversed()
  }

  private static func span(
    _ label: Int32, _ frames: Range<Int32>, _ sum: Double
  ) -> (label: Int, span: LabelSpan) {
    let frames = Int(frames.lowerBound)..<Int(frames.upperBound)
    return (
      Int(label), LabelSpan(frames: frames, meanLogProbability: sum / Double(frames.count))
    )
  }
}
