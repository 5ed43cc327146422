/// Which kernels a processor gets, and why.
///
/// The features decide, whoever made the processor and whenever: no table of names grows old.
public struct MatrixKernelChoice: Sendable {
  /// The variable by which a person asks for other kernels.
  ///
  /// PyTorch's `ATEN_CPU_CAPABILITY` has the same values.
  public static let variable = "ASRSH_CPU_CAPABILITY"

  /// The kernels to use.
  public let kernels: MatrixKernels
  /// Why they are not the best, if a person chose.
  public let reasons: [String]
  /// What a user should know: a wish that could not be met, kernels that computed wrong results.
  public let remarks: [String]

  /// Chooses the best kernels that a processor has, unless others are wanted.
  ///
  /// - Parameters:
  ///   - features: What the processor has.
  ///   - wanted: The variable's value, if it is set.
  ///   - isRight: Whether kernels give known products exactly; those that do not are passed over.
  public init(
    features: ProcessorFeatures, wanted: String?, isRight: (MatrixKernels) -> Bool
  ) {
    var remarks: [String] = []
    var reasons: [String] = []
    var candidates = MatrixKernels.allCases.filter { features.isSuperset(of: $0.needs) }
    if let wanted, !wanted.isEmpty {
      if let kernels = MatrixKernels(rawValue: wanted), candidates.contains(kernels) {
        candidates.removeAll { $0.needs.isStrictSuperset(of: kernels.needs) }
        reasons.append("\(Self.variable)=\(wanted)")
      } else {
        let names = candidates.map(\.rawValue).joined(separator: ", ")
        remarks.append(
          "\(Self.variable) is \"\(wanted.prefix(40))\", and this processor has \(names): it is passed over"
        )
      }
    }
    while candidates.count > 1, let kernels = candidates.last, !isRight(kernels) {
      candidates.removeLast()
      remarks.append(
        "the \(kernels.rawValue) kernels multiply wrongly on this processor: they are not used")
    }
    kernels = candidates.last ?? .baseline
    self.reasons = reasons
    self.remarks = remarks
  }
}
