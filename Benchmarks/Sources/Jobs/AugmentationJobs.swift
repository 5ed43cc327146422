internal import Audio
internal import Foundation
internal import Tensors

/// The effects of augmentation on ten seconds at 16 kHz.
let augmentationJobs = [
  effect("gain_10s") { clip, _ in try clip.gain(-6) },
  effect("white_noise_10s") { clip, stream in
    try clip.addingNoise(.white, snr: 10, stream: stream)
  },
  effect("pink_noise_10s") { clip, stream in
    try clip.addingNoise(.pink, snr: 10, stream: stream)
  },
  Job(name: "reverb_10s") {
    let (clip, room) = (sound(seconds: 10), sound(seconds: 0.5))
    return { _ = try clip.reverberated(by: room) }
  },
  effect("speed_10s") { clip, _ in try clip.speed(1.1) },
  effect("tempo_10s") { clip, _ in try clip.tempo(1.1) },
  effect("pitch_10s") { clip, _ in try clip.pitch(2) },
  effect("clip_10s") { clip, _ in try clip.clipped(.share(0.1)) },
  effect("bandpass_10s") { clip, _ in try clip.filtered(.telephone) },
  effect("codec_ulaw_10s") { clip, _ in try clip.coded(by: .ulaw) },
  effect("codec_gsm_10s") { clip, _ in try clip.coded(by: .gsm) },
]

private func effect(
  _ name: String, _ change: @escaping @Sendable (AudioClip, RandomStream) throws -> AudioClip
) -> Job {
  Job(name: name) {
    let clip = sound(seconds: 10)
    let stream = RandomStream(seed: 1, purpose: "benchmark")
    return { _ = try change(clip, stream) }
  }
}

/// Noise that swells and fades three times a second, the same every time.
private func sound(seconds: Double) -> AudioClip {
  let noise = RandomStream(seed: 2, purpose: "benchmark").noise(Int(seconds * 16_000)).elements
  let samples = noise.enumerated().map { index, value in
    0.1 * value * Float(sin(Double(index) * 3 * Double.pi / 16_000))
  }
  return AudioClip(samples: Tensor(samples), samplingRate: 16_000)
}
