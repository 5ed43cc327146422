internal import CBLAS

/// Which of its kernels OpenBLAS took for this processor.
public enum MatrixKernels {
  /// The name of the kernels in use, such as `Haswell` or `SkylakeX`.
  public static var name: String { unsafe String(cString: openblas_get_corename()) }

  /// The version and the build options of OpenBLAS.
  public static var version: String {
    let text = unsafe String(cString: openblas_get_config())
    return text.split(separator: " ").prefix(2).joined(separator: " ")
  }

  /// The name of better kernels for this processor, or `nil` if the best are in use.
  ///
  /// OpenBLAS 0.3.21 takes its AVX2 kernels on every processor of AMD, also on those with AVX-512,
  /// where its AVX-512 kernels multiply about 1.6 times as fast. It chooses when it is loaded, by
  /// `OPENBLAS_CORETYPE`, so a program that wants others has to start again with that set.
  public static var better: String? {
    ["Haswell", "Zen"].contains(name) && asrsh_has_avx512() != 0 ? "SkylakeX" : nil
  }
}
