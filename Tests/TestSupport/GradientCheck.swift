public import Autograd
public import Tensors

/// Compares the gradients of an operation with central differences, element by element.
///
/// The operation's result is weighted with fixed random numbers, so that every element of its
/// Jacobian takes part; the weighted sum is taken in double precision. A difference counts as a fault
/// if it is above `tolerance` times the largest gradient of that input (or 1, if that is less).
///
/// - Parameters:
///   - inputs: Where to differentiate; off the operation's kinks.
///   - step: How far each element is moved to either side.
///   - tolerance: The largest relative difference that single precision explains.
///   - operation: What to check; called with one variable for every input.
/// - Returns: One sentence for every element whose gradient is wrong; empty if all are right.
public func gradientFaults(
  at inputs: [Tensor], step: Float = 1e-2, tolerance: Float = 3e-3,
  _ operation: ([Variable]) -> Variable
) -> [String] {
  let tape = Tape()
  let tracked = inputs.map { tape.variable($0) }
  let result = operation(tracked)
  var stream = RandomStream(seed: 1, purpose: "gradient check")
  let weights = Tensor(normalWithDeviation: 1, shape: result.shape, from: &stream)
  tape.backward(from: result, gradient: weights)
  func objective(_ inputs: [Tensor]) -> Double {
    let value = operation(inputs.map { Variable($0) }).value.elements
    return zip(value, weights.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  var faults: [String] = []
  for (number, input) in inputs.enumerated() {
    guard let gradient = tape.gradient(of: tracked[number])?.elements else {
      faults.append("Input \(number) has no gradient.")
      continue
    }
    let largest = gradient.reduce(1) { max($0, abs($1)) }
    for index in 0..<input.count {
      var moved = inputs
      let values = input.elements
      moved[number] = input.replacing(index, with: values[index] + step)
      let upper = objective(moved)
      moved[number] = input.replacing(index, with: values[index] - step)
      let numeric = Float((upper - objective(moved)) / (2 * Double(step)))
      if !(abs(numeric - gradient[index]) <= tolerance * largest) {
        faults.append(
          "Input \(number) element \(index): \(gradient[index]), by differences \(numeric).")
      }
    }
  }
  return faults
}

extension Tensor {
  fileprivate func replacing(_ index: Int, with value: Float) -> Tensor {
    var copy = self
    var target = copy.mutableSpan
    target[index] = value
    return copy
  }
}

/// Makes a tensor of normal random numbers that depend on the shape and on `salt` alone.
public func randomTensor(_ shape: [Int], salt: UInt64 = 0, deviation: Float = 1) -> Tensor {
  var stream = RandomStream(seed: 7, purpose: "test", place: salt)
  return Tensor(normalWithDeviation: deviation, shape: shape, from: &stream)
}
