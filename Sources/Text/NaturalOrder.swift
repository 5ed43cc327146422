/// Whether a name comes before another when the numbers in them count as numbers.
///
/// `2.wav` comes before `10.wav`, and `a2b` before `a10a`. Other letters go by their Unicode
/// scalars. Names that differ only in leading zeros go by their length.
public func comesBefore(_ first: String, _ second: String) -> Bool {
  var one = Array(first.unicodeScalars)[...]
  var other = Array(second.unicodeScalars)[...]
  while let left = one.first, let right = other.first {
    if isDigit(left), isDigit(right) {
      let (leftNumber, rightNumber) = (takeNumber(&one), takeNumber(&other))
      if leftNumber.count != rightNumber.count { return leftNumber.count < rightNumber.count }
      if leftNumber != rightNumber { return leftNumber.lexicographicallyPrecedes(rightNumber) }
    } else {
      if left != right { return left < right }
      one.removeFirst()
      other.removeFirst()
    }
  }
  if one.isEmpty != other.isEmpty { return one.isEmpty }
  let lengths = (first.unicodeScalars.count, second.unicodeScalars.count)
  if lengths.0 != lengths.1 { return lengths.0 < lengths.1 }
  return first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars)
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
  ("0"..."9").contains(scalar)
}

/// Takes a number off the front, without its leading zeros.
private func takeNumber(_ scalars: inout ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
  let digits = scalars.prefix(while: isDigit)
  scalars = scalars.dropFirst(digits.count)
  return digits.drop { $0 == "0" }
}
