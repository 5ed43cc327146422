internal import Tensors

/// How much of a sound is cut off, as by an amplifier that is driven too hard.
public enum ClippingLevel: Sendable, Equatable {
  /// What is beyond so many decibels of the clip's peak: -6 leaves half of it.
  case decibels(Double)
  /// So great a share of the samples, the largest ones.
  case share(Double)
}

extension AudioClip {
  /// The clip with everything beyond a threshold cut off at it.
  ///
  /// - Parameter level: Where the threshold lies: from -200 to 0 dB of the peak, or so that a share of
  ///   the samples from 0 up to 1 lies beyond it.
  /// - Returns: A clip with as many frames, not made louder.
  /// - Throws: ``AudioError/invalidSetting(name:value:requirement:)``.
  public func clipped(_ level: ClippingLevel) throws(AudioError) -> AudioClip {
    let threshold: Float
    switch level {
    case .decibels(let decibels):
      guard (-200...0).contains(decibels) else {
        throw .invalidSetting(
          name: "db", value: "\(decibels)", requirement: "a number from -200 to 0")
      }
      threshold = peak * Float(amplitude(of: decibels))
    case .share(let share):
      guard share >= 0, share < 1 else {
        throw .invalidSetting(
          name: "share", value: "\(share)", requirement: "a number from 0 up to, but not, 1")
      }
      threshold = largest(after: Int(share * Double(samples.count)))
    }
    var result = samples
    var target = result.mutableSpan
    for index in target.indices { target[index] = max(-threshold, min(threshold, target[index])) }
    return AudioClip(samples: result, samplingRate: samplingRate)
  }

  /// The size of the largest sample but `count`.
  ///
  /// Sizes are counted by the upper half of their bits, then by the lower half of those that share
  /// the upper half in question: the bits of positive floats are in the order of the numbers.
  private func largest(after count: Int) -> Float {
    let source = samples.span
    guard !source.isEmpty else { return 0 }
    func place(in counts: [Int], after count: Int) -> (value: Int, left: Int) {
      var left = count
      for value in counts.indices.reversed() {
        if left < counts[value] { return (value, left) }
        left -= counts[value]
      }
      return (0, 0)
    }
    var upper = [Int](repeating: 0, count: 1 << 15)
    for index in source.indices { upper[Int(source[index].magnitude.bitPattern >> 16)] += 1 }
    let (high, left) = place(in: upper, after: count)
    var lower = [Int](repeating: 0, count: 1 << 16)
    for index in source.indices {
      let bits = source[index].magnitude.bitPattern
      if bits >> 16 == UInt32(high) { lower[Int(bits & 0xFFFF)] += 1 }
    }
    return Float(bitPattern: UInt32(high) << 16 | UInt32(place(in: lower, after: left).value))
  }
}
