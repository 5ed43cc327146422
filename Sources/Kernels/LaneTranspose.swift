/// Sixteen rows of sixteen floats.
typealias LaneBlock = InlineArray<16, Lanes>

/// Returns the block whose rows are the columns of `block`.
///
/// Interleaving row i with row i + 8 moves the highest bit of the row number to the lowest bit of
/// the column number; four such steps swap the two numbers.
@inline(__always)
func transposed(_ block: LaneBlock) -> LaneBlock {
  interleaved(interleaved(interleaved(interleaved(block))))
}

@inline(__always)
private func interleaved(_ block: LaneBlock) -> LaneBlock {
  var result = LaneBlock(repeating: Lanes())
  for row in 0..<8 {
    result[2 * row] = interleavedLow(block[row], block[row + 8])
    result[2 * row + 1] = interleavedHigh(block[row], block[row + 8])
  }
  return result
}

/// Returns the lower lanes of `a` and `b` in turns.
@inline(__always)
func interleavedLow(_ a: Lanes, _ b: Lanes) -> Lanes {
  Lanes(
    a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3], a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7])
}

/// Returns the upper lanes of `a` and `b` in turns.
@inline(__always)
func interleavedHigh(_ a: Lanes, _ b: Lanes) -> Lanes {
  Lanes(
    a[8], b[8], a[9], b[9], a[10], b[10], a[11], b[11], a[12], b[12], a[13], b[13], a[14], b[14],
    a[15], b[15])
}
