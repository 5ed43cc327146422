internal import Audio
internal import Kernels
internal import Tensors

/// The features of a DeepSpeech2 network: log-mel, cut off below the loudest and normalised.
///
/// Two surveys find the loudest band of the recording, and then the mean and variance of every band.
struct MelStream: FeatureStream {
  /// How far below the loudest of a recording a band may be: 80 dB of power, a factor of 10⁸.
  static let depth: Float = 18.420681
  /// What keeps the root of a band's variance from zero.
  static let epsilon = 1e-5

  private let configuration: DeepSpeech2Configuration
  /// The samples that further frames need, in parts, and which sample is the first of them.
  private var held: [Tensor] = []
  private var origin = 0
  /// All samples up to here were taken.
  private var end = 0
  /// The frame that is computed next.
  private var next = 0

  private var survey = 0
  private var peak = -Float.infinity
  private var moments: RunningMoments

  /// So many samples more than needed are waited for, so that many frames are computed at once.
  private static let patience = 1 << 15

  init(_ configuration: DeepSpeech2Configuration) {
    self.configuration = configuration
    moments = RunningMoments(columns: configuration.melCount)
  }

  var surveyCount: Int { 2 }

  var rowLength: Int { configuration.melCount }

  mutating func take(_ samples: Tensor) throws(ModelError) -> Tensor {
    held.append(samples)
    end += samples.count
    // The last frame whose window has ended.
    let last = (end - configuration.windowLength / 2) / configuration.hopLength
    guard last > next, end - origin >= Self.patience else { return nothing }
    return heard(try frames(until: last))
  }

  mutating func finish() throws(ModelError) -> Tensor {
    let needed = configuration.windowLength
    guard end >= needed else { throw .tooShort(samples: end, needed: needed) }
    let result = heard(try frames(until: end / configuration.hopLength + 1))
    survey += 1
    (held, origin, end, next) = ([], 0, 0, 0)
    return result
  }

  private var nothing: Tensor { Tensor(zeros: [0, rowLength]) }

  /// Frames of log-mel features from the next one on.
  ///
  /// The samples before and behind their windows are those of the recording, or its ends, which are
  /// mirrored: each frame is the one that the whole recording has.
  private mutating func frames(until limit: Int) throws(ModelError) -> Tensor {
    let (hop, window) = (configuration.hopLength, configuration.windowLength)
    guard limit > next else { return nothing }
    let samples = Tensor(joining: held, shape: [end - origin])
    let clip = AudioClip(samples: samples, samplingRate: configuration.samplingRate)
    let all = try configuration.logMel(clip)
    let first = origin / hop
    let frames = all.rows(next - first..<limit - first)
    next = limit
    // The mirrored end reaches half a window back, and the next frame's window does.
    let kept = max(0, next - (window / 2 + hop - 1) / hop - 1) * hop
    if kept > origin {
      held = [samples.rows(kept - origin..<samples.count)]
      origin = kept
    } else {
      held = [samples]
    }
    return frames
  }

  private mutating func heard(_ frames: Tensor) -> Tensor {
    guard frames.rowCount > 0 else { return nothing }
    guard survey > 0 else {
      let values = frames.span
      for index in values.indices { peak = max(peak, values[index]) }
      return nothing
    }
    var result = frames
    var target = result.mutableSpan
    raise(&target, to: peak - Self.depth)
    guard survey > 1 else {
      moments.add(result)
      return nothing
    }
    return moments.normalised(result, epsilon: Self.epsilon)
  }
}
