internal import Audio
internal import Tensors

/// What other packages make of a sound: `Tests/Fixtures/augmentation.py` wrote it.
struct AugmentationFixture: Decodable {
  struct Convolution: Decodable {
    let samples: [Int]
    let response: [Int]
    let result: [Float]
  }

  struct Noise: Decodable {
    struct Case: Decodable {
      let snr: Double
      let result: [Float]
    }

    let noise: [Int]
    let cases: [Case]
  }

  struct Speed: Decodable {
    let factor: Double
    let result: [Float]
  }

  struct Clip: Decodable {
    let share: Double
    let result: [Float]
  }

  let rate: Int
  let samples: [Int]
  let convolutions: [Convolution]
  let noise: Noise
  let speeds: [Speed]
  let clips: [Clip]
  let laws: [String: [Int]]

  /// The sound.
  var clip: AudioClip { wholeClip(samples, rate: rate) }
}

/// A clip of whole numbers of 1/32768.
func wholeClip(_ samples: [Int], rate: Int = 16_000) -> AudioClip {
  AudioClip(samples: Tensor(samples.map { Float($0) / 32_768 }), samplingRate: rate)
}

/// A clip of a function of time in seconds.
func soundClip(seconds: Double, rate: Int = 16_000, _ sound: (Double) -> Double) -> AudioClip {
  let count = Int(seconds * Double(rate))
  return AudioClip(
    samples: Tensor((0..<count).map { Float(sound(Double($0) / Double(rate))) }),
    samplingRate: rate)
}
