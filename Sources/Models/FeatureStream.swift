public import Tensors

/// What a network hears of a recording, computed as its samples come.
///
/// Some features depend on the whole recording, such as samples brought to zero mean. Its samples
/// are then gone through once or more before, to survey it, and once more for the features. These are
/// the ones that ``SpeechModel/features(of:)`` gives for the whole, but for rounding.
public protocol FeatureStream {
  /// How often all samples are to be gone through before features can be had.
  var surveyCount: Int { get }

  /// The features of a frame.
  var rowLength: Int { get }

  /// Goes on by some samples.
  ///
  /// - Parameter samples: The samples behind those before.
  /// - Returns: Frames × bins that are complete now and were not before; none in a survey.
  /// - Throws: ``ModelError`` if they cannot be computed.
  mutating func take(_ samples: Tensor) throws(ModelError) -> Tensor

  /// Ends a passage through all samples; what is taken next is the beginning again.
  ///
  /// - Returns: The last frames × bins; none at the end of a survey.
  /// - Throws: ``ModelError`` if they cannot be computed.
  mutating func finish() throws(ModelError) -> Tensor
}

/// The features of a network that hears samples, normalised over the recording if need be.
struct SampleStream: FeatureStream {
  private let isNormalising: Bool
  private var isSurveyed: Bool
  private var moments = RunningMoments(columns: 1)
  private var scale: Float = 1

  init(isNormalising: Bool) {
    self.isNormalising = isNormalising
    isSurveyed = !isNormalising
  }

  var surveyCount: Int { isNormalising ? 1 : 0 }

  var rowLength: Int { 1 }

  mutating func take(_ samples: Tensor) -> Tensor {
    let rows = samples.reshaped([samples.count, 1])
    guard isSurveyed else {
      moments.add(rows)
      return nothing
    }
    return isNormalising ? moments.normalised(rows, epsilon: FeatureExtractor.epsilon) : rows
  }

  mutating func finish() -> Tensor {
    isSurveyed = true
    return nothing
  }

  private var nothing: Tensor { Tensor(zeros: [0, 1]) }
}
