/// What learning holds at most, beside gradients, from the moment at which so many gradients are there until
/// there are more.
///
/// Layers keep so much for each frame, attention may keep something for each pair of frames, and some
/// things take the same for any batch.
struct MemoryStage: Sendable {
  /// The bytes of the gradients that are there.
  let gradients: Int
  /// The bytes that do not depend on the batch.
  private let fixed: Double
  /// The bytes for each frame of features.
  private let perFrame: Double
  /// The bytes for each pair of frames of a recording.
  private let perPair: Double

  /// The bytes beside gradients for a batch with so many frames and so many pairs of them.
  func bytes(frames: Double, pairs: Double) -> Double {
    fixed + perFrame * frames + perPair * pairs
  }

  /// The polynomial of the second degree through three points, of which none falls.
  ///
  /// - Parameters:
  ///   - gradients: The bytes of the gradients that are there.
  ///   - lengths: The frames of features of recordings, growing.
  ///   - bytes: What was held at most beside gradients for each of them.
  init(gradients: Int, lengths: [Int], bytes: [Int]) {
    self.gradients = gradients
    let (x, y) = (lengths.map(Double.init), bytes.map(Double.init))
    guard x.count == 3, x[0] < x[1], x[1] < x[2] else {
      (fixed, perFrame, perPair) = (y.max() ?? 0, 0, 0)
      return
    }
    let first = (y[1] - y[0]) / (x[1] - x[0])
    let second = (y[2] - y[1]) / (x[2] - x[1])
    let pair = max(0, (second - first) / (x[2] - x[0]))
    // A curve that bends down is taken as a line through its ends, never below what was seen.
    let frame = pair > 0 ? first - pair * (x[0] + x[1]) : max(0, (y[2] - y[0]) / (x[2] - x[0]))
    (perFrame, perPair) = (frame, pair)
    fixed = zip(x, y).map { $1 - frame * $0 - pair * $0 * $0 }.max() ?? 0
  }

  /// The stages of learning, from what was held while recordings of several lengths were learned from.
  ///
  /// A stage that one of them does not have, because it leaves an operation out, belongs to the one
  /// before it.
  static func stages(_ lengths: [Int], _ traces: [MemoryTrace]) -> [MemoryStage] {
    let levels = traces.map { Set($0.most.keys) }
    let shared = levels.dropFirst().reduce(levels.first ?? []) { $0.intersection($1) }.sorted()
    let merged = traces.map { trace in
      trace.most.reduce(into: [Int: Int]()) { merged, stage in
        let level = shared.last { $0 <= stage.key } ?? 0
        merged[level] = max(merged[level] ?? 0, stage.value + stage.key - level)
      }
    }
    return shared.map { level in
      MemoryStage(gradients: level, lengths: lengths, bytes: merged.map { $0[level] ?? 0 })
    }
  }
}
