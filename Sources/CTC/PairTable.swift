/// Whole numbers by pairs of whole numbers, in an open-addressed table.
struct PairTable {
  private var keys: [UInt64]
  private var values: [Int32]
  private var count = 0

  init() {
    keys = [UInt64](repeating: .max, count: 1 << 12)
    values = [Int32](repeating: 0, count: 1 << 12)
  }

  /// The value of a pair of numbers from 0, or `nil`.
  @inline(__always)
  subscript(_ first: Int, _ second: Int) -> Int32? {
    let key = UInt64(first) << 32 | UInt64(second)
    let slot = slot(of: key)
    return keys[slot] == key ? values[slot] : nil
  }

  mutating func set(_ first: Int, _ second: Int, _ value: Int32) {
    let key = UInt64(first) << 32 | UInt64(second)
    let slot = slot(of: key)
    if keys[slot] != key { count += 1 }
    keys[slot] = key
    values[slot] = value
    if count * 2 > keys.count { grow() }
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while keys[slot] != key, keys[slot] != .max { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: .max, count: oldKeys.count * 2)
    values = [Int32](repeating: 0, count: oldKeys.count * 2)
    for (key, value) in zip(oldKeys, oldValues) where key != .max {
      let slot = slot(of: key)
      keys[slot] = key
      values[slot] = value
    }
  }
}
