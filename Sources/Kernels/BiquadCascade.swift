/// A recursive filter of the second order: y = (b0 + b1·z⁻¹ + b2·z⁻²) / (1 + a1·z⁻¹ + a2·z⁻²) · x.
public struct Biquad: Sendable, Equatable {
  /// The factors of the inputs.
  public let b0, b1, b2: Double
  /// The factors of the earlier outputs.
  public let a1, a2: Double

  /// Names a filter.
  public init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
    (self.b0, self.b1, self.b2, self.a1, self.a2) = (b0, b1, b2, a1, a2)
  }

  /// The filter that changes nothing.
  static let identity = Biquad(b0: 1, b1: 0, b2: 0, a1: 0, a2: 0)
}

/// Filters every channel of `samples` by sections one after the other, in place, from silence on.
///
/// The sections run in double precision in the transposed direct form II (A. V. Oppenheim and R. W.
/// Schafer, "Discrete-Time Signal Processing", section 6.4). Four of them work side by side, each one
/// sample behind the one before.
///
/// - Parameters:
///   - samples: The samples, the channels side by side.
///   - channels: The number of channels.
///   - sections: The filters.
public func filter(
  _ samples: inout MutableSpan<Float>, channels: Int, by sections: [Biquad]
) {
  let samples = Floats(&samples)
  precondition(channels > 0 && samples.count.isMultiple(of: channels), "Frames must be full.")
  for start in stride(from: 0, to: sections.count, by: 4) {
    let four = (start..<start + 4).map { $0 < sections.count ? sections[$0] : .identity }
    parallel(count: channels, grain: 1) { range in
      for channel in range { filter(samples, channel, channels, four) }
    }
  }
}

private func filter(_ samples: Floats, _ channel: Int, _ channels: Int, _ four: [Biquad]) {
  typealias Sections = SIMD4<Double>
  func factors(_ path: KeyPath<Biquad, Double>) -> Sections {
    Sections(
      four[0][keyPath: path], four[1][keyPath: path], four[2][keyPath: path],
      four[3][keyPath: path])
  }
  let (b0, b1, b2) = (factors(\.b0), factors(\.b1), factors(\.b2))
  let (a1, a2) = (-factors(\.a1), -factors(\.a2))
  var (first, second, output) = (Sections(), Sections(), Sections())
  let frames = samples.count / channels
  // The last section is three samples behind the first.
  for frame in 0..<frames + 3 {
    let next = frame < frames ? Double(samples[frame * channels + channel]) : 0
    let input = Sections(next, output[0], output[1], output[2])
    output = first.addingProduct(input, b0)
    first = second.addingProduct(input, b1).addingProduct(output, a1)
    second = (input * b2).addingProduct(output, a2)
    if frame >= 3 { samples[(frame - 3) * channels + channel] = Float(output[3]) }
  }
}
