/// Spreads the bits of a number over all of it: the finalizer of SplitMix64.
///
/// Reference: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014.
func spread(_ value: UInt64) -> UInt64 {
  var bits = value &+ 0x9E37_79B9_7F4A_7C15
  bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return bits ^ (bits >> 31)
}

/// A number for a key that depends on nothing but the key and the seed: 64-bit FNV-1a of its UTF-8,
/// mixed with the seed.
func keyHash(_ key: String, seed: Int) -> UInt64 {
  var bits: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in key.utf8 { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return spread(bits ^ spread(UInt64(bitPattern: Int64(seed))))
}

/// The number from 0 up to 1 that the upper bits of a hash make.
func fraction(_ hash: UInt64) -> Double {
  Double(hash >> 11) * 0x1p-53
}
