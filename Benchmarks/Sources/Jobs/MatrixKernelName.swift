internal import Kernels

/// The set of kernels that matrix products use in this process.
public var matrixKernels: String { MatrixKernels.current.rawValue }
