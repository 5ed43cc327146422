/// Whether a name comes before another when the numbers in them count as numbers.
///
/// `2.wav` comes before `10.wav`, and `a2b` before `a10a`. Other letters go by their Unicode
/// scalars. Names that differ only in leading zeros go by their length.
public func comesBefore(_ first: String, _ second: String) -> Bool {
  // The bytes of UTF-8 are in the order of the scalars that they spell.
  let (one, other) = (first.utf8.span, second.utf8.span)
  var (left, right) = (0, 0)
  while left < one.count, right < other.count {
    if isDigit(one[left]), isDigit(other[right]) {
      let (number, otherNumber) = (takeNumber(one, &left), takeNumber(other, &right))
      if number.count != otherNumber.count { return number.count < otherNumber.count }
      for (digit, otherDigit) in zip(number, otherNumber) where one[digit] != other[otherDigit] {
        return one[digit] < other[otherDigit]
      }
    } else {
      if one[left] != other[right] { return one[left] < other[right] }
      left += 1
      right += 1
    }
  }
  if (left == one.count) != (right == other.count) { return left == one.count }
  if one.count != other.count { return one.count < other.count }
  return first.utf8.lexicographicallyPrecedes(second.utf8)
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// Passes over a number, and returns where its digits stand without leading zeros.
private func takeNumber(_ bytes: Span<UInt8>, _ place: inout Int) -> Range<Int> {
  while place < bytes.count, bytes[place] == 0x30 { place += 1 }
  let start = place
  while place < bytes.count, isDigit(bytes[place]) { place += 1 }
  return start..<place
}
