internal import Foundation

/// A part of a batch that is learned from at once.
public struct MemoryPart: Sendable, Equatable {
  /// The places of its recordings in the batch.
  public let places: Range<Int>
  /// Whether layers are computed again on the way back rather than kept.
  public let checkpointsGradients: Bool
  /// The bytes that it takes at most, those of the gradients included that are there meanwhile.
  public let bytes: Int
}

/// Cuts batches into parts that fit a budget of memory.
///
/// The gradients of the parts add up to those of the batch. Cutting costs next to nothing, since nothing
/// is padded; layers are computed again only for a recording that does not fit otherwise.
public struct MemoryPlan: Sendable {
  /// A recording that does not fit.
  public struct TooLong: Error, Equatable {
    /// Its place in the batch.
    public let place: Int
    /// The bytes that it would take.
    public let needed: Int
  }

  /// What learning takes.
  public let model: MemoryModel
  /// The bytes that gradients and what is kept of a part may take.
  public let budget: Int
  /// Whether layers are always computed again.
  public let alwaysCheckpoints: Bool

  /// Makes a plan.
  public init(_ model: MemoryModel, budget: Int, alwaysCheckpoints: Bool = false) {
    (self.model, self.budget, self.alwaysCheckpoints) = (model, budget, alwaysCheckpoints)
  }

  /// Cuts a batch.
  ///
  /// - Parameters:
  ///   - frames: The frames of features of each recording.
  ///   - holdsGradients: Whether the gradients of another batch are there that it is added to.
  /// - Returns: The parts, one after the other.
  /// - Throws: ``TooLong`` for the first recording that does not fit alone.
  public func parts(
    of frames: [Int], holdsGradients: Bool = false
  ) throws(TooLong) -> [MemoryPart] {
    var parts: [MemoryPart] = []
    var start = 0
    while start < frames.count {
      let part = try part(from: start, of: frames, holdsGradients || start > 0)
      parts.append(part)
      start = part.places.upperBound
    }
    return parts
  }

  /// The longest part from a place on that fits; behind the first one all gradients are there.
  private func part(
    from start: Int, of frames: [Int], _ holdsGradients: Bool
  ) throws(TooLong) -> MemoryPart {
    for checkpoints in alwaysCheckpoints ? [true] : [false, true] {
      var end = start
      var bytes = 0
      while end < frames.count {
        let more = model.bytes(
          Array(frames[start...end]), checkpointsGradients: checkpoints,
          holdsGradients: holdsGradients)
        guard more <= budget else { break }
        (bytes, end) = (more, end + 1)
      }
      guard end > start else { continue }
      return MemoryPart(places: start..<end, checkpointsGradients: checkpoints, bytes: bytes)
    }
    throw TooLong(
      place: start,
      needed: model.bytes(
        [frames[start]], checkpointsGradients: true, holdsGradients: holdsGradients))
  }
}

/// The bytes of memory of this machine, or those that its keeper grants the process.
public var machineMemory: Int {
  let pages = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    .compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    .compactMap { Int($0.filter(\.isNumber)) }
  return limits.reduce(Int(pages)) { min($0, $1) }
}
