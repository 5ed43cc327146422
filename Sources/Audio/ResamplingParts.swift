/// How a long clip is divided so that several threads resample it.
///
/// Parts begin where a frame of the old rate and one of the new fall together. Each is resampled with
/// some of its neighbours' sound on both sides, more than the filter reaches, so that the parts fit
/// each other. Where they lie depends on the clip alone.
struct ResamplingParts {
  /// A part of a clip.
  struct Part {
    /// The frames that are resampled, those of the neighbours among them.
    let input: Range<Int>
    /// The resampled frames before those of the part.
    let skipped: Int
    /// The resampled frames of the part; `nil` for all to the end.
    let count: Int?
  }

  /// The parts, in order.
  let parts: [Part]

  /// About how many frames a part has.
  static let length = 100_000

  /// How far a part reaches over its ends, in frames of the lower rate.
  ///
  /// The filter of libsoxr's high-quality recipe has about 190 taps there.
  private static let margin = 1_024

  /// Divides a clip of `frames`; makes nothing of one that is short or has rates with little in common.
  init?(frames: Int, from rate: Int, to newRate: Int) {
    let divisor = greatestCommonDivisor(rate, newRate)
    // So many old frames last as long as so many new ones.
    let (old, new) = (rate / divisor, newRate / divisor)
    let wanted = frames / Self.length
    guard wanted >= 2, max(old, new) <= 4_410 else { return nil }
    let length = roundedUp((frames + wanted - 1) / wanted, to: old)
    let reach = (Self.margin * max(rate, newRate) + newRate - 1) / newRate
    let margin = roundedUp(reach, to: old)
    parts = stride(from: 0, to: frames, by: length).map { start in
      let (end, first) = (start + length, max(0, start - margin))
      return Part(
        input: first..<min(end + margin, frames), skipped: (start - first) / old * new,
        count: end < frames ? length / old * new : nil)
    }
  }
}

private func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  second == 0 ? first : greatestCommonDivisor(second, first % second)
}

/// The smallest multiple of `step` that is not below `number`.
private func roundedUp(_ number: Int, to step: Int) -> Int { (number + step - 1) / step * step }
