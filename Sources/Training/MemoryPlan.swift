internal import Foundation

/// A leaf of a batch, with how it is learned from.
public struct PlannedLeaf: Sendable, Equatable {
  /// The places of its recordings in the batch.
  public let places: Range<Int>
  /// Whether layers are computed again on the way back rather than kept.
  public let checkpointsGradients: Bool
  /// The bytes that it takes at most, those of all gradients included that are there meanwhile.
  public let bytes: Int
}

/// Decides for each leaf of a batch whether its layers are kept or computed again, to fit a budget of memory.
///
/// Both give the same bits, so the budget changes nothing but the time.
public struct MemoryPlan: Sendable {
  /// A leaf that does not fit, even with layers computed again.
  public struct TooLarge: Error, Equatable {
    /// The place in the batch of its longest recording.
    public let place: Int
    /// The places of its recordings in the batch.
    public let leaf: Range<Int>
    /// The bytes that it would take.
    public let needed: Int
  }

  /// What learning takes.
  public let model: MemoryModel
  /// The bytes that gradients and what is kept of a leaf may take.
  public let budget: Int
  /// Whether layers are always computed again.
  public let alwaysCheckpoints: Bool

  /// Makes a plan.
  public init(_ model: MemoryModel, budget: Int, alwaysCheckpoints: Bool = false) {
    (self.model, self.budget, self.alwaysCheckpoints) = (model, budget, alwaysCheckpoints)
  }

  /// Plans the leaves of a batch.
  ///
  /// - Parameters:
  ///   - seconds: The length of each recording, as its header says.
  ///   - frames: The frames of features of each.
  ///   - earlier: How many leaves of the same update come before.
  /// - Returns: The leaves, one after the other.
  /// - Throws: ``TooLarge`` for the first leaf that does not fit.
  public func leaves(
    seconds: [Double], frames: [Int], after earlier: Int = 0
  ) throws(TooLarge) -> [PlannedLeaf] {
    var leaves: [PlannedLeaf] = []
    for places in Leaves.places(seconds) {
      let frames = Array(frames[places])
      let heldSums = (earlier + leaves.count).nonzeroBitCount
      guard let leaf = leaf(places, frames, heldSums) else {
        let longest = places.max { frames[$0 - places.lowerBound] < frames[$1 - places.lowerBound] }
        throw TooLarge(
          place: longest ?? places.lowerBound, leaf: places,
          needed: model.bytes(frames, checkpointsGradients: true, heldSums: heldSums))
      }
      leaves.append(leaf)
    }
    return leaves
  }

  /// How recordings are learned from at once, or `nil` if they do not fit.
  ///
  /// - Parameters:
  ///   - places: The places of the recordings in their batch.
  ///   - frames: The frames of features of each.
  ///   - heldSums: How many sums of gradients of other leaves are held meanwhile.
  /// - Returns: The leaf.
  func leaf(_ places: Range<Int>, _ frames: [Int], _ heldSums: Int) -> PlannedLeaf? {
    for checkpoints in alwaysCheckpoints ? [true] : [false, true] {
      let bytes = model.bytes(frames, checkpointsGradients: checkpoints, heldSums: heldSums)
      guard bytes > budget else {
        return PlannedLeaf(places: places, checkpointsGradients: checkpoints, bytes: bytes)
      }
    }
    return nil
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
