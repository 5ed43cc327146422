internal import Tensors

extension AudioClip {
  /// The recording as the bytes of a WAV file with samples of 16 bits, for players.
  ///
  /// Samples beyond full scale are cut off and those that are not finite are silent, as any player
  /// would have it; ``save(to:)`` keeps what a file can keep.
  public var waveFile: [UInt8] {
    let values = samples.span
    let byteCount = values.count * 2
    var bytes: [UInt8] = []
    bytes.reserveCapacity(44 + byteCount)
    func append(_ text: String) { bytes += Array(text.utf8) }
    func append<Number: FixedWidthInteger>(_ number: Number) {
      for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    append("RIFF")
    append(UInt32(clamping: 36 + byteCount))
    append("WAVEfmt ")
    append(UInt32(16))
    append(UInt16(1))
    append(UInt16(clamping: channelCount))
    append(UInt32(clamping: samplingRate))
    append(UInt32(clamping: samplingRate * channelCount * 2))
    append(UInt16(clamping: channelCount * 2))
    append(UInt16(16))
    append("data")
    append(UInt32(clamping: byteCount))
    for index in values.indices {
      let sample = values[index]
      append(sample.isFinite ? Int16((max(-1, min(1, sample)) * 32_767).rounded()) : 0)
    }
    return bytes
  }
}
