internal import Autograd
internal import Kernels
internal import Tensors

extension SpeechModel {
  /// The parameters that have infinite numbers or some that are none, with how many.
  ///
  /// A checkpoint's numbers are not looked at when it is opened, so that opening it does not read
  /// them. Whoever uses the model for the first time reads all of them anyway and may ask then.
  ///
  /// - Complexity: A pass over all numbers, at the speed of memory.
  public var nonFiniteParameters: [(name: String, count: Int)] {
    parameters.compactMap { parameter in
      let count = nonFiniteCount(parameter.value.span)
      return count == 0 ? nil : (parameter.name, count)
    }
  }
}
