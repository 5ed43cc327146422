/// What learning holds at most, beside gradients, at one stage of a pass forward and back.
///
/// Layers keep so much for each frame, and some things take the same for any batch. Nothing is kept for
/// each pair of frames: attention computes its scores again.
struct MemoryStage: Sendable {
  /// The bytes of the gradients that are there.
  let gradients: Int
  /// The bytes that do not depend on the batch.
  private let fixed: Double
  /// The bytes for each frame of features.
  private let perFrame: Double

  /// The bytes beside gradients for a batch of so many frames.
  func bytes(frames: Double) -> Double { fixed + perFrame * frames }

  /// The line through two points, which does not fall.
  ///
  /// - Parameters:
  ///   - gradients: The bytes of the gradients that are there.
  ///   - lengths: The frames of features of two recordings, the shorter one first.
  ///   - bytes: What was held at most beside gradients for each of them.
  init(gradients: Int, lengths: [Int], bytes: [Int]) {
    self.gradients = gradients
    guard lengths.count == 2, bytes.count == 2, lengths[0] < lengths[1] else {
      (fixed, perFrame) = (Double(bytes.max() ?? 0), 0)
      return
    }
    perFrame = Double(max(0, bytes[1] - bytes[0])) / Double(lengths[1] - lengths[0])
    fixed = Double(bytes[0]) - perFrame * Double(lengths[0])
  }

  /// The stages of learning, from what was held while recordings of two lengths were learned from.
  ///
  /// Stages with the same gradients that are equally many are the same ones. Where they are not, because
  /// one recording left an operation out, they are taken together, and so are those whose gradients only
  /// one of them has, with those before.
  static func stages(_ lengths: [Int], _ traces: [MemoryTrace]) -> [MemoryStage] {
    let levels = traces.map { Set($0.moments.map(\.gradients)) }
    let shared = levels.dropFirst().reduce(levels.first ?? []) { $0.intersection($1) }.sorted()
    let grouped = traces.map { trace in
      trace.moments.reduce(into: [Int: [Int]]()) { groups, moment in
        let level = shared.last { $0 <= moment.gradients } ?? 0
        groups[level, default: []].append(moment.bytes + moment.gradients - level)
      }
    }
    return shared.flatMap { level in
      let bytes = grouped.map { $0[level] ?? [] }
      let count = bytes.first?.count ?? 0
      guard bytes.allSatisfy({ $0.count == count }) else {
        return [
          MemoryStage(gradients: level, lengths: lengths, bytes: bytes.map { $0.max() ?? 0 })
        ]
      }
      return (0..<count).map { place in
        MemoryStage(gradients: level, lengths: lengths, bytes: bytes.map { $0[place] })
      }
    }
  }
}
