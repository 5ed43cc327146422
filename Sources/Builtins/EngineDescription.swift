internal import Audio
internal import Kernels

/// What the engine computes with here, for the record of a run: names and values.
public var engineDescription: [(name: String, value: String)] {
  [
    ("matrix_kernels", matrixKernels), ("threads", String(threadCount)),
    ("libsndfile", soundFileVersion), ("soxr", resamplerVersion),
  ]
}

/// The kernels of matrix products, and why if they are not the processor's best.
private var matrixKernels: String {
  let choice = MatrixKernels.choice
  return ([choice.kernels.rawValue] + choice.reasons + choice.remarks).joined(separator: "; ")
}
