internal import Autograd
internal import Kernels
internal import Tensors

/// Masks frames and columns of what the encoder reads at a training step.
///
/// Each recording's masks are drawn over its own frames, and one that is shorter than a mask has
/// none.
///
/// - Parameters:
///   - x: Frames × columns, the recordings one after the other.
///   - lengths: The number of frames of each recording.
///   - vector: What stands in the place of masked frames.
///   - training: How much is masked.
///   - stream: Where chance comes from.
/// - Returns: A variable of the shape of `x`.
func masked(
  _ x: Variable, lengths: [Int], by vector: Variable?, _ training: Wav2Vec2Training,
  _ stream: RandomStream
) -> Variable {
  guard training.masks else { return x }
  var stream = stream
  var x = x
  if let vector, training.timeMasks.probability > 0 {
    let masks = training.timeMasks.spans(rounding: Double(stream.uniform()))
    var start = 0
    var rows: [Range<Int>] = []
    for length in lengths {
      rows += masks.draw(of: length, from: &stream).map {
        start + $0.lowerBound..<start + $0.upperBound
      }
      start += length
    }
    if !rows.isEmpty { x = replacingRows(x, rows, with: vector) }
  }
  if training.featureMasks.probability > 0 {
    let masks = training.featureMasks.spans(rounding: Double(stream.uniform()))
    var start = 0
    var blocks: [Block] = []
    for length in lengths {
      blocks += masks.draw(of: x.value.rowLength, from: &stream).map {
        Block(rows: start..<start + length, columns: $0)
      }
      start += length
    }
    if !blocks.isEmpty { x = clearing(x, blocks) }
  }
  return x
}

extension Wav2Vec2Training.Masks {
  /// The spans of one step.
  fileprivate func spans(rounding: Double) -> SpanMasks {
    SpanMasks(probability: probability, length: length, fewest: fewest, rounding: rounding)
  }
}
