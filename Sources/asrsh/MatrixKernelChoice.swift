internal import Foundation
internal import Kernels

/// The kernels that matrix products use: the best that the processor has, unless the user chose.
enum MatrixKernelChoice {
  private static let variable = "OPENBLAS_CORETYPE"

  /// Starts the program again with better kernels, if there are any; it takes some milliseconds.
  ///
  /// The variable is set then, so that this happens once. If starting again fails, the program goes
  /// on with the kernels that it has.
  static func apply() {
    guard ProcessInfo.processInfo.environment[variable] == nil, let better = MatrixKernels.better
    else { return }
    SystemCalls.startAgain(setting: variable, to: better)
  }
}
