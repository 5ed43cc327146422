internal import Audio
internal import Foundation
internal import Tensors

/// The frequency of the strongest tone in the middle of a clip, in hertz.
///
/// The highest bin of a power spectrum of 8,192 samples, moved to the top of the parabola through the
/// logarithms of it and its neighbours.
func strongestFrequency(_ clip: AudioClip) throws -> Double {
  let length = 8_192
  let start = max(0, (clip.frameCount - length) / 2)
  let part = clip[start..<min(clip.frameCount, start + length)]
  let spectrum = try part.spectrogram(
    SpectrogramSettings(
      fftLength: part.frameCount >= length ? length : 4_096, hopLength: 8_192, alignment: .inside)
  ).elements.map { log(Double($0) + 1e-30) }
  let peak = spectrum.indices.dropFirst().dropLast().max { spectrum[$0] < spectrum[$1] } ?? 1
  let (a, b, c) = (spectrum[peak - 1], spectrum[peak], spectrum[peak + 1])
  let offset = (a - c) / (2 * (a - 2 * b + c))
  return (Double(peak) + offset) * Double(clip.samplingRate)
    / Double(2 * (spectrum.count - 1))
}

/// The mean power of a clip between two frequencies, by spectra of 4,096 samples.
func bandPower(_ clip: AudioClip, from low: Double, to high: Double) throws -> Double {
  let spectrum = try clip.spectrogram(
    SpectrogramSettings(fftLength: 4_096, hopLength: 2_048, alignment: .inside))
  let bins = spectrum.rowLength
  let width = Double(clip.samplingRate) / 4_096
  let wanted = (0..<bins).filter { Double($0) * width >= low && Double($0) * width < high }
  let elements = spectrum.elements
  var sum = 0.0
  for frame in 0..<spectrum.rowCount {
    for bin in wanted { sum += Double(elements[frame * bins + bin]) }
  }
  return sum / Double(spectrum.rowCount * wanted.count)
}
