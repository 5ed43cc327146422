import Autograd
import Tensors

/// A dropout over sequences of so many rows, which draw from streams of their own.
///
/// - Parameters:
///   - probability: The chance of every element to be dropped.
///   - lengths: The number of rows of each sequence.
///   - first: Which of the streams the first sequence draws from; the next ones follow.
/// - Returns: The dropout.
func dropout(_ probability: Float, _ lengths: [Int], from first: Int = 0) -> Dropout {
  let root = RandomStream(seed: 5, purpose: "dropout")
  return Dropout(
    probability, lengths.indices.map { root.branch(first + $0) }, lengths: lengths)
}
