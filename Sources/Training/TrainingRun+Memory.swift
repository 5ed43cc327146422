extension TrainingRun {
  /// Refuses rows of which a leaf might not fit the memory, before anything is learned.
  ///
  /// Every epoch puts the rows into other leaves, none of which is longer than the longest rows together, as
  /// many as a leaf may have.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - batches: The batches of the first epoch.
  ///   - memory: What fits.
  ///   - options: How batches are made.
  /// - Throws: ``TrainingError/tooLarge(name:row:seconds:recordings:needed:budget:)``.
  static func checkLargestLeaf(
    _ rows: [PreparedRow], _ batches: [[Int]], _ memory: MemoryPlan, _ options: FitOptions
  ) throws(TrainingError) {
    let longest = rows.map(\.utterance).sorted { $0.duration > $1.duration }
      .prefix(min(options.batchSize, Leaves.mostRecordings))
    guard let first = longest.first else { return }
    let most = min(Leaves.mostSeconds, options.maxFrames.map { Double($0) / 100 } ?? .infinity)
    let together = longest.reduce(0) { $0 + $1.duration }
    let frames = max(first.duration, min(together, most)) * memory.model.framesPerSecond
    let leafCounts = batches.map { batch in
      Leaves.places(batch.map { rows[$0].utterance.duration }).count
    }
    let accumulated = options.gradientAccumulationSteps
    let mostLeaves = stride(from: 0, to: batches.count, by: accumulated).map { start in
      leafCounts[start..<min(start + accumulated, batches.count)].reduce(0, +)
    }.max()
    let heldSums = PairwiseSum<LeafSum>.mostHeld(mostLeaves ?? 0)
    guard memory.leaf(0..<1, [Int(frames)], heldSums) == nil else { return }
    throw .doesNotFit(
      first, of: first.duration < most ? Array(longest) : [first],
      needed: memory.model.bytes([Int(frames)], checkpointsGradients: true, heldSums: heldSums),
      of: memory.budget)
  }
}
