/// The different values among many numbers, so that a number is the place of its value.
///
/// The numbers of ARPA files have few digits, and many are alike. Up to ``mostExact`` different ones
/// are kept as they are. Where there are more, all are rounded to multiples of 2⁻¹⁶: none is off by more
/// than 2⁻¹⁷, which is less than 0.000008.
struct Codebook {
  /// The values, each once, the least first.
  private(set) var values: [Float] = []
  /// The place of each number's value.
  private(set) var codes: [UInt32] = []

  /// How many different values are kept as they are.
  static let mostExact = 1 << 16

  /// Finds the values of numbers.
  ///
  /// - Parameters:
  ///   - numbers: Finite numbers.
  ///   - isExact: Whether they are kept as they are, however many there are.
  init(_ numbers: ArraySlice<Float>, isExact: Bool) {
    if let table = ValueTable(numbers, most: isExact ? .max : Self.mostExact) {
      take(numbers, table)
    } else {
      // Numbers too large for the step to matter have none of their digits behind it.
      let rounded = numbers.map { abs($0) < 1e6 ? ($0 * 65_536).rounded() / 65_536 : $0 }[...]
      if let table = ValueTable(rounded, most: .max) { take(rounded, table) }
    }
  }

  private mutating func take(_ numbers: ArraySlice<Float>, _ table: ValueTable) {
    let order = table.values.indices.sorted { table.values[$0] < table.values[$1] }
    var places = [UInt32](repeating: 0, count: order.count)
    for (place, index) in order.enumerated() { places[index] = UInt32(place) }
    values = order.map { table.values[$0] }
    codes = numbers.map { places[table.index(of: $0)] }
  }
}

/// Different numbers in the order in which they came, found by an open-addressed table.
private struct ValueTable {
  private(set) var values: [Float] = []
  /// The place of a value plus 1, or 0 for an empty slot.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  /// Collects the values of numbers; `nil` if there are more than `most`.
  init?(_ numbers: ArraySlice<Float>, most: Int) {
    for number in numbers {
      let slot = slot(of: number)
      if slots[slot] != 0 { continue }
      guard values.count < most else { return nil }
      values.append(number)
      slots[slot] = UInt32(values.count)
      if values.count * 2 > slots.count { grow() }
    }
  }

  /// The place of a value that is there.
  func index(of number: Float) -> Int { Int(slots[slot(of: number)]) - 1 }

  /// The slot where a value stands or would stand.
  @inline(__always)
  private func slot(of number: Float) -> Int {
    let mask = slots.count - 1
    // Fibonacci hashing. Both zeros are one value.
    let bits = number == 0 ? 0 : UInt64(number.bitPattern)
    var slot = Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while slots[slot] != 0, values[Int(slots[slot]) - 1] != number { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (place, value) in values.enumerated() { slots[slot(of: value)] = UInt32(place + 1) }
  }
}
