internal import Autograd
internal import Kernels
internal import Layers
internal import Tensors

/// Masks frames and columns of what the encoder reads at a training step.
///
/// Each recording's masks are drawn over its own frames, from a stream of its own, and one that is shorter
/// than a mask has none.
///
/// - Parameters:
///   - x: Frames × columns.
///   - vector: What stands in the place of masked frames.
///   - training: How much is masked.
///   - pass: How the model is run; nothing is masked but in training.
/// - Returns: Frames × columns.
func masked(
  _ x: Batch, by vector: Variable?, _ training: Wav2Vec2Training, _ pass: ForwardPass
) -> Batch {
  guard training.masks, pass.isTraining else { return x }
  var x = x
  if let vector, training.timeMasks.probability > 0 {
    let runs = drawn(training.timeMasks, "time", x, over: { $0 }, pass)
    let rows = runs.flatMap { rows, runs in
      runs.map { rows.lowerBound + $0.lowerBound..<rows.lowerBound + $0.upperBound }
    }
    if !rows.isEmpty { x = x.map { replacingRows($0, rows, with: vector) } }
  }
  if training.featureMasks.probability > 0 {
    let columns = x.rows.value.rowLength
    let runs = drawn(training.featureMasks, "features", x, over: { _ in columns }, pass)
    let blocks = runs.flatMap { rows, runs in runs.map { Block(rows: rows, columns: $0) } }
    if !blocks.isEmpty { x = x.map { clearing($0, blocks) } }
  }
  return x
}

/// Draws the masks of recordings along one axis.
///
/// - Parameters:
///   - masks: How much is masked.
///   - axis: Which axis, for the names of streams.
///   - batch: The recordings.
///   - size: The length of the axis in a recording of so many frames.
///   - pass: Where the chance of each recording comes from.
/// - Returns: The rows of each recording, and what is masked of its axis.
private func drawn(
  _ masks: Wav2Vec2Training.Masks, _ axis: String, _ batch: Batch, over size: (Int) -> Int,
  _ pass: ForwardPass
) -> [(rows: Range<Int>, runs: [Range<Int>])] {
  guard let streams = pass.streams("masks \(axis)", of: batch) else { return [] }
  return zip(batch.places, streams).map { rows, stream in
    var stream = stream
    let spans = SpanMasks(
      probability: masks.probability, length: masks.length, fewest: masks.fewest,
      rounding: Double(stream.uniform()))
    return (rows, spans.draw(of: size(rows.count), from: &stream))
  }
}
