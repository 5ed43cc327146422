internal import Audio
internal import Kernels

/// What the engine computes with here, for the record of a run: names and values.
public var engineDescription: [(name: String, value: String)] {
  [
    ("matrix_kernels", MatrixKernels.name), ("openblas", MatrixKernels.version),
    ("threads", String(threadCount)),
    ("libsndfile", soundFileVersion), ("soxr", resamplerVersion),
  ]
}
