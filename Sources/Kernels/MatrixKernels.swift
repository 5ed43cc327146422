internal import CKernels
internal import Glibc

/// A set of kernels for matrix products, compiled for an instruction set.
///
/// The sets with fused multiply-adds give the same bits; ``baseline`` rounds once more in each step.
public enum MatrixKernels: String, Sendable, CaseIterable {
  /// For every processor of the architecture.
  case baseline = "default"
  /// For processors with AVX2 and FMA.
  case avx2
  /// For processors with AVX-512.
  case avx512

  /// The set that products use, chosen when the first is computed.
  public static var current: MatrixKernels { choice.kernels }

  /// The set that products use, and what is to be said of it.
  public static let choice = MatrixKernelChoice(
    features: .ofThisProcessor,
    wanted: unsafe getenv(MatrixKernelChoice.variable).map { unsafe String(cString: $0) },
    isRight: \.knownProductsAreRight)

  /// The features that the set's instructions need.
  var needs: ProcessorFeatures {
    switch self {
    case .baseline: []
    case .avx2: [.avx2, .fma]
    case .avx512: [.avx2, .fma, .avx512f]
    }
  }

  /// The set as the C module names it.
  var code: asrsh_kernels {
    switch self {
    case .baseline: ASRSH_KERNELS_BASELINE
    case .avx2: ASRSH_KERNELS_AVX2
    case .avx512: ASRSH_KERNELS_AVX512
    }
  }
}
