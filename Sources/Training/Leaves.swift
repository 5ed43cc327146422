/// How batches are divided into leaves, from which gradients are learned one after the other.
///
/// A leaf is a few recordings that stand together in a batch. The batch alone says which: not the memory,
/// nor how many processes share the work. So do the bits of its gradients, and those of their sum
/// (``PairwiseSum``).
enum Leaves {
  /// The most recordings of a leaf.
  ///
  /// Recurrent layers compute those of a leaf side by side: in leaves of 8, DeepSpeech2 took 4 % more processor
  /// time for batches of 16 recordings of 2.5 s than all at once.
  static let mostRecordings = 16
  /// The most seconds of sound of a leaf, but for a recording that is longer alone.
  static let mostSeconds = 40.0

  /// The places of the recordings of each leaf.
  ///
  /// - Parameter seconds: The length of each recording of the batch, as its header says.
  /// - Returns: The leaves, which cover the batch in order.
  static func places(_ seconds: [Double]) -> [Range<Int>] {
    var leaves: [Range<Int>] = []
    var (start, sum) = (0, 0.0)
    for (place, duration) in seconds.enumerated() {
      if place > start, place - start == mostRecordings || sum + duration > mostSeconds {
        leaves.append(start..<place)
        (start, sum) = (place, 0)
      }
      sum += duration
    }
    if start < seconds.count { leaves.append(start..<seconds.count) }
    return leaves
  }
}
