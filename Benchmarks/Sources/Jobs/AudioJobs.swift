internal import Audio
internal import Foundation
internal import Tensors

/// Features and resampling of 30 seconds of noise.
let audioJobs = [
  Job(name: "logmel_30s") {
    let clip = noise(16_000)
    return { _ = try clip.logMel(style: .htk) }
  },
  Job(name: "logmel_whisper_30s") {
    let clip = noise(16_000)
    return { _ = try clip.logMel() }
  },
  Job(name: "fbank80_30s") {
    let clip = noise(16_000)
    return { _ = try clip.fbank() }
  },
  Job(name: "spectrogram_30s") {
    let clip = noise(16_000)
    return { _ = try clip.spectrogram() }
  },
  Job(name: "resample_44k_16k_30s") {
    let clip = noise(44_100)
    return { _ = try clip.resampled(to: 16_000) }
  },
]

/// Thirty seconds of noise, the same every time.
private func noise(_ rate: Int) -> AudioClip {
  var state: UInt32 = 1
  let samples = (0..<(30 * rate)).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return Float(Int32(bitPattern: state)) / 4_294_967_296
  }
  return AudioClip(samples: Tensor(samples), samplingRate: rate)
}
