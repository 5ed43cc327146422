/// Divides rows into batches, in an order drawn by a seed and an epoch.
///
/// With `groupByLength`, rows of about the same length come together, as in transformers: the
/// drawn order is cut into stretches of up to 50 batches, each stretch is sorted with its longest
/// row first, and the longest row of all is put at the very start, so that a step that needs too
/// much memory is the first one.
///
/// The batches are a function of the arguments and nothing else, so that a run continues in the
/// middle of an epoch with the batches that were left.
///
/// - Parameters:
///   - lengths: The length of every row in frames.
///   - batchSize: The most rows in a batch.
///   - maxFrames: The most frames in a batch, all rows together; a row that is longer is a batch
///     of its own.
///   - groupByLength: Whether rows of about the same length come together.
///   - seed: The seed of the order; `nil` leaves the rows in their order.
///   - epoch: Every epoch has an order of its own.
/// - Returns: The indices of the rows of every batch; every row is in one.
/// - Throws: ``DatasetError/badArgument(_:_:)`` if a size is below 1.
public func batches(
  lengths: [Int], batchSize: Int, maxFrames: Int? = nil, groupByLength: Bool = false,
  seed: Int? = 0, epoch: Int = 0
) throws(DatasetError) -> [[Int]] {
  guard batchSize >= 1 else { throw .badArgument("batch_size", "must be at least 1") }
  if let maxFrames, maxFrames < 1 { throw .badArgument("max_frames", "must be at least 1") }
  var order = Array(lengths.indices)
  if let seed {
    let stream = spread(UInt64(bitPattern: Int64(seed))) ^ UInt64(bitPattern: Int64(epoch))
    let draws = order.map { spread(spread(stream) ^ UInt64($0)) }
    order.sort { (draws[$0], $0) < (draws[$1], $1) }
  }
  if groupByLength { order = groupedByLength(order, lengths, batchSize: batchSize) }
  return cut(order, lengths, batchSize: batchSize, maxFrames: maxFrames ?? .max)
}

/// An order sorted by length within stretches of many batches, the longest row of all in front.
private func groupedByLength(_ order: [Int], _ lengths: [Int], batchSize: Int) -> [Int] {
  let batchesInStretch = min(order.count / (batchSize.multipliedOrMax(by: 4)), 50)
  let stretch = max(batchesInStretch, 1).multipliedOrMax(by: batchSize)
  var stretches: [[Int]] = []
  var start = 0
  while start < order.count {
    let end = order.count - start > stretch ? start + stretch : order.count
    stretches.append(
      order[start..<end].enumerated()
        .sorted { (lengths[$1.element], $0.offset) < (lengths[$0.element], $1.offset) }
        .map(\.element))
    start = end
  }
  let longest = stretches.indices.max { lengths[stretches[$0][0]] < lengths[stretches[$1][0]] }
  if let longest, lengths[stretches[longest][0]] > lengths[stretches[0][0]] {
    (stretches[0][0], stretches[longest][0]) = (stretches[longest][0], stretches[0][0])
  }
  return stretches.flatMap(\.self)
}

private func cut(
  _ order: [Int], _ lengths: [Int], batchSize: Int, maxFrames: Int
) -> [[Int]] {
  var batches: [[Int]] = []
  var frames = 0
  for row in order {
    let (sum, overflows) = frames.addingReportingOverflow(lengths[row])
    if let last = batches.last, last.count < batchSize, !overflows, sum <= maxFrames {
      batches[batches.count - 1].append(row)
      frames = sum
    } else {
      batches.append([row])
      frames = lengths[row]
    }
  }
  return batches
}

extension Int {
  /// The product, or the largest integer if it is larger.
  fileprivate func multipliedOrMax(by other: Int) -> Int {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? .max : product
  }
}
