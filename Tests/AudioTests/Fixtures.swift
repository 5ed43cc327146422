internal import Audio
internal import Foundation
internal import Tensors

/// Arrays that `Tests/Fixtures/audio.py` wrote.
struct FixtureArray: Decodable {
  let shape: [Int]
  let values: [Float]
}

/// A signal and its features as other packages compute them.
struct FeatureFixture: Decodable {
  let rate: Int
  let samples: [Int]
  let cases: [String: FixtureArray]

  /// The signal as a clip.
  var clip: AudioClip { AudioClip(samples: Tensor(scaled(samples)), samplingRate: rate) }
}

/// A signal, and what soxr makes of it.
struct ResamplingFixture: Decodable {
  let from: Int
  let to: Int
  let channels: Int
  let samples: [Int]
  let resampled: FixtureArray

  /// The signal as a clip.
  var clip: AudioClip {
    let frames = samples.count / channels
    let shape = channels == 1 ? [frames] : [frames, channels]
    return AudioClip(samples: Tensor(scaled(samples), shape: shape), samplingRate: from)
  }
}

private func scaled(_ samples: [Int]) -> [Float] { samples.map { Float($0) / 32_768 } }

/// Reads a fixture of this area.
func fixture<Content: Decodable>(_ name: String, file: String = #filePath) throws -> Content {
  let tests = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
  let data = try Data(contentsOf: tests.appending(path: "Fixtures/audio/\(name).json"))
  return try JSONDecoder().decode(Content.self, from: data)
}

/// The largest absolute difference of two arrays; infinite if one has a NaN or they differ in length.
func largestDifference(_ first: [Float], _ second: [Float]) -> Float {
  guard first.count == second.count else { return .infinity }
  return zip(first, second).reduce(0) { worst, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isNaN ? .infinity : max(worst, difference)
  }
}

/// A signal, and the stretch that librosa keeps of it.
struct TrimmingFixture: Decodable {
  let channels: Int
  let samples: [Int]
  let threshold: Double
  let frameLength: Int
  let hopLength: Int
  let first: Int
  let end: Int

  /// The signal as a clip.
  var clip: AudioClip {
    let frames = samples.count / channels
    let shape = channels == 1 ? [frames] : [frames, channels]
    return AudioClip(samples: Tensor(scaled(samples), shape: shape), samplingRate: 16_000)
  }
}
