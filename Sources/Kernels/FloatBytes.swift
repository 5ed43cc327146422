/// Appends floats to bytes as this machine holds them: in single precision, the least significant
/// byte first.
public func appendBytes(of floats: Span<Float>, to bytes: inout [UInt8]) {
  unsafe floats.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
}
