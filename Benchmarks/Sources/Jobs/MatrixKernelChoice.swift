internal import Foundation
internal import Kernels

/// Starts the process again with the matrix kernels that asrsh would choose on this processor.
///
/// The variable is set then, so that this happens once; a value that is set already is respected.
public func useBestMatrixKernels() {
  guard getenv("OPENBLAS_CORETYPE") == nil, let better = MatrixKernels.better else { return }
  setenv("OPENBLAS_CORETYPE", better, 1)
  execv("/proc/self/exe", CommandLine.unsafeArgv)
}
