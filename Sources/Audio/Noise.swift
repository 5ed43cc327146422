internal import Glibc
internal import Kernels
internal import Tensors

/// Noise that is made rather than recorded.
public enum NoiseKind: String, Sendable, CaseIterable {
  /// Equal power at all frequencies.
  case white
  /// Power that falls by 3 dB an octave: equal power in all octaves.
  case pink
  /// Many voices at once, made of recordings of speech.
  case babble
}

/// Noise of `kind`, which is white or pink, with a mean square of about 1.
///
/// White noise is of the normal distribution. Pink noise is white noise filtered by the square root
/// of 1/f, which holds from 1/2048 of the sampling rate up to half of it.
///
/// - Parameters:
///   - kind: White or pink; babble needs speech, see ``babble(of:frames:stream:)``.
///   - frames: The number of samples.
///   - stream: Where the noise is drawn from.
/// - Returns: A vector.
func coloredNoise(_ kind: NoiseKind, frames: Int, stream: RandomStream) -> Tensor {
  guard kind == .pink else { return stream.noise(frames) }
  let filter = PinkFilter.taps
  let white = stream.noise(frames + filter.count - 1)
  var pink = Tensor(uninitialized: [frames])
  var target = pink.mutableSpan
  convolve(white.span, filter.span, from: filter.count - 1, into: &target)
  return pink
}

/// Many voices at once: eight stretches of recordings of speech, each as loud as the others.
///
/// Each begins at a place of its own, goes on from the beginning where the recording ends, and is
/// played backwards half of the time: voices without words.
///
/// - Parameters:
///   - speech: The recordings to take from, at least one; several channels count as their mean.
///   - frames: The number of samples.
///   - stream: Where recordings and places are drawn from.
/// - Returns: A vector.
/// - Throws: ``AudioError/silent(sound:)`` if a recording that was drawn has no sound.
func babble(
  of speech: [AudioClip], frames: Int, stream: RandomStream
) throws(AudioError) -> Tensor {
  var stream = stream
  var sum = Tensor(zeros: [frames])
  for _ in 0..<8 {
    let voice = speech[stream.integer(below: speech.count)].mono()
    let power = voice.power
    guard power > 0 else { throw .silent(sound: "The recording that babble is made of") }
    let start = stream.integer(below: voice.frameCount)
    let isBackwards = stream.uniform() < 0.5
    let factor = Float(1 / power.squareRoot())
    let source = voice.samples.span
    var target = sum.mutableSpan
    for frame in 0..<frames {
      let place = (start + frame) % source.count
      target[frame] += factor * source[isBackwards ? source.count - 1 - place : place]
    }
  }
  return sum
}

/// The filter that makes white noise pink.
///
/// Its response at frequency k of 4,096 is proportional to the root of 1/k, and 0 at 0; its taps are
/// the sum of cosines of these sizes, symmetric around the middle, with a sum of squares of 1.
private enum PinkFilter {
  static let taps: Tensor = {
    let length = 4_096
    let cosines = (0..<length).map { cos(2 * Double.pi * Double($0) / Double(length)) }
    var taps = (0..<length / 2).map { tap in
      var sum = 0.0
      for frequency in 1..<length / 2 {
        sum += cosines[tap * frequency % length] / Double(frequency).squareRoot()
      }
      return sum
    }
    taps = taps.dropFirst().reversed() + taps
    let size = taps.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return Tensor(taps.map { Float($0 / size) })
  }()
}
