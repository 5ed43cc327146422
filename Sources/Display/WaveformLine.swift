/// The loudest sample of each of `count` equal stretches of audio, as a magnitude.
///
/// - Parameters:
///   - samples: The samples of one channel.
///   - count: The number of stretches; fewer are made where there are fewer samples.
/// - Returns: A level for each stretch, from the first to the last; NaN where a sample is NaN.
public func peakLevels(_ samples: Span<Float>, count: Int) -> [Float] {
  let stretches = min(max(0, count), samples.count)
  return (0..<stretches).map { stretch in
    let start = bucketStart(stretch, of: stretches, over: samples.count)
    let end = bucketStart(stretch + 1, of: stretches, over: samples.count)
    var peak: Float = 0
    for index in start..<end {
      let level = abs(samples[index])
      if level.isNaN { return .nan }
      peak = max(peak, level)
    }
    return peak
  }
}

/// Where a bucket starts when `length` things are dealt to `count` buckets as evenly as can be.
func bucketStart(_ bucket: Int, of count: Int, over length: Int) -> Int {
  let (each, rest) = length.quotientAndRemainder(dividingBy: count)
  return bucket * each + min(bucket, rest)
}

/// Levels as one line of blocks, such as `▁▁▂▅▇▆▃▂▁▁`.
///
/// - Parameters:
///   - levels: A magnitude for each column; more than the terminal is wide are drawn by their peaks.
///   - terminal: What the text is for.
///   - fullScale: The level of a full block; as given, the largest of the levels.
/// - Returns: The line. What is not a number is shown as `?`.
public func waveformLine(
  _ levels: [Float], for terminal: Terminal, fullScale: Float? = nil
) -> String {
  let shown =
    levels.count > terminal.width
    ? peakLevels(levels.span, count: terminal.width) : levels
  let largest = shown.lazy.filter { $0.isFinite }.map { abs($0) }.max() ?? 0
  let scale = fullScale ?? largest
  let blocks = Array(terminal.hasUnicode ? "▁▂▃▄▅▆▇█" : "_.:-=+*#")
  return String(
    shown.map { level -> Character in
      if level.isNaN { return "?" }
      guard scale > 0 else { return blocks[0] }
      let part = min(1, Double(abs(level)) / Double(scale))
      return blocks[min(blocks.count - 1, Int((part * Double(blocks.count - 1)).rounded()))]
    })
}
