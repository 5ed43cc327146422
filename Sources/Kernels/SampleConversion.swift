/// Writes 16-bit samples into `target`, from the element at `start` on, full scale at ±1.
///
/// - Parameters:
///   - source: Samples whose channels lie side by side.
///   - channel: The channel to write, from 0.
///   - channelCount: How many there are; 1 writes all samples.
///   - target: Where to, with room for the samples.
///   - start: The element of the first.
public func copySamples(
  _ source: Span<Int16>, channel: Int, of channelCount: Int,
  into target: inout MutableSpan<Float>, at start: Int
) {
  precondition(
    channelCount >= 1 && (0..<channelCount).contains(channel), "A channel is one of those there.")
  let count = source.count / channelCount
  var part = target._mutatingExtracting(start..<start + count)
  let scale: Float = 1 / 32_768
  if channelCount == 1 {
    for index in 0..<count { part[index] = Float(source[index]) * scale }
  } else {
    for index in 0..<count { part[index] = Float(source[index * channelCount + channel]) * scale }
  }
}
