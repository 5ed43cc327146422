internal import CKernels

/// What a processor can do and the system lets programs use, as far as kernels differ by it.
public struct ProcessorFeatures: OptionSet, Sendable {
  /// One bit for each feature.
  public let rawValue: UInt32

  /// Names features by their bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Vectors of eight floats, and integers of 256 bits.
  public static let avx2 = ProcessorFeatures(rawValue: UInt32(ASRSH_HAS_AVX2.rawValue))
  /// Fused multiply-adds.
  public static let fma = ProcessorFeatures(rawValue: UInt32(ASRSH_HAS_FMA.rawValue))
  /// Vectors of sixteen floats.
  public static let avx512f = ProcessorFeatures(rawValue: UInt32(ASRSH_HAS_AVX512F.rawValue))

  /// The features of the processor that this runs on, as it says itself (CPUID).
  public static var ofThisProcessor: ProcessorFeatures {
    ProcessorFeatures(rawValue: asrsh_processor_features())
  }
}
