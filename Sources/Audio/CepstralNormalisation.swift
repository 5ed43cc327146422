internal import Kernels
public import Tensors

/// Brings every column of features to zero mean over the frames, and to unit variance: cepstral mean
/// and variance normalisation of an utterance.
///
/// The variance is that of the population. A column that is constant becomes zeros, where Kaldi
/// divides by the root of a tiny number and transformers by nothing.
///
/// Reference: O. Viikki and K. Laurila, "Cepstral domain segmental feature vector normalization for
/// noise robust speech recognition", Speech Communication 25, 1998.
///
/// - Parameters:
///   - features: `[frames, bins]`, all finite.
///   - scalesVariance: Whether columns are divided by their deviation, or only lose their mean.
/// - Returns: As many features.
public func cepstralNormalised(_ features: Tensor, scalesVariance: Bool = true) -> Tensor {
  precondition(features.shape.count == 2, "Features are frames × bins, not \(features.shape).")
  var result = features
  var target = result.mutableSpan
  centreColumns(&target, columns: features.rowLength, scalesVariance: scalesVariance)
  return result
}
