internal import Kernels
public import Models

extension FitOptions {
  /// The least that ``memory`` may be.
  public static let leastMemory = 16_000_000

  /// Which layers of a model are computed again so that what is learned from at once fits the memory.
  ///
  /// - Parameter model: The model, which learns from a little noise to see what it takes; its weights are
  ///   as they were afterwards.
  /// - Returns: The plan.
  /// - Throws: ``TrainingError/badSetting(name:problem:)`` if it cannot learn from so little.
  public func memoryPlan(for model: any SpeechModel) throws(TrainingError) -> MemoryPlan {
    let measured = try keepingFreeBlocks { () throws(TrainingError) in try MemoryModel(model) }
    // What the short recordings took is of no use for long ones.
    HeapMemory.giveBack()
    return MemoryPlan(
      measured, budget: learningMemory(model), alwaysCheckpoints: gradientCheckpointing)
  }

  /// The bytes that training may hold beside weights and running means.
  ///
  /// The default is a share of what the machine has, not of what is free: what else runs when training begins
  /// does not decide how it goes on.
  func wholeMemory(_ model: any SpeechModel) -> Int {
    if let memory { return memory }
    let (all, trainable) = model.parameterCounts
    return max(Self.leastMemory, machineMemory / 10 * 6 - 4 * (all + 2 * trainable))
  }

  /// The bytes of features of recordings that are kept, for training and as many for evaluation.
  func cachedBytes(_ model: any SpeechModel) -> Int {
    // Samples are read again in no time.
    min(model.masksInside ? 1 << 28 : 1 << 30, wholeMemory(model) / 8)
  }

  /// The bytes that are left for gradients and for what is kept of a leaf.
  func learningMemory(_ model: any SpeechModel) -> Int {
    wholeMemory(model) - 2 * cachedBytes(model)
  }
}
