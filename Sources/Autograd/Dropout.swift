internal import Kernels
public import Tensors

/// Returns `x` with a share of its elements set to zero and the rest scaled up to make good.
///
/// N. Srivastava et al., "Dropout", JMLR 2014, with the scaling at training time. The mask is not kept:
/// the backward side draws it again.
///
/// - Parameters:
///   - x: Anything.
///   - probability: The chance of every element to be dropped, below 1.
///   - stream: Where the chances come from; the same stream drops the same elements.
/// - Returns: A tensor of the shape of `x`.
public func dropout(_ x: Variable, probability: Float, stream: RandomStream) -> Variable {
  guard let mask = mask((probability, stream)) else { return x }
  return Variable(x.value.mapped { drop($0, mask, into: &$1) }, from: [x]) { dy in
    [dy.mapped { drop($0, mask, into: &$1) }]
  }
}

/// Returns the mask of a dropout, or `nil` if nothing is dropped.
func mask(_ dropout: (probability: Float, stream: RandomStream)?) -> DropoutMask? {
  guard let dropout else { return nil }
  let mask = dropout.stream.dropoutMask(probability: dropout.probability)
  return dropout.probability > 0 ? mask : nil
}
