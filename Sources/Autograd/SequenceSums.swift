internal import Tensors

/// Returns the sum of each sequence's numbers, added up in double precision.
///
/// - Parameters:
///   - x: The numbers of all sequences, one sequence after the other.
///   - lengths: How many each has.
/// - Returns: One number for each sequence; 0 for one without numbers.
public func sequenceSums(_ x: Variable, lengths: [Int]) -> Variable {
  let elements = x.value.elements
  precondition(
    lengths.allSatisfy { $0 >= 0 } && lengths.reduce(0, +) == elements.count,
    "The lengths of sequences add up to their \(elements.count) numbers.")
  var start = 0
  let sums = lengths.map { length in
    defer { start += length }
    return Float(elements[start..<start + length].reduce(0.0) { $0 + Double($1) })
  }
  let shape = x.shape
  return Variable(Tensor(sums), from: [x]) { dy in
    let spread = zip(dy.elements, lengths).flatMap { [Float](repeating: $0, count: $1) }
    return [Tensor(spread, shape: shape)]
  }
}
