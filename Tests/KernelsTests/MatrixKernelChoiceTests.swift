import Testing

@testable import Kernels

/// A processor as it might be, and the kernels that it should get.
struct InventedProcessor: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var features: ProcessorFeatures
  var kernels: MatrixKernels

  static let all = [
    InventedProcessor(testDescription: "nothing of it", features: [], kernels: .baseline),
    InventedProcessor(testDescription: "AVX2 without FMA", features: [.avx2], kernels: .baseline),
    InventedProcessor(testDescription: "FMA without AVX2", features: [.fma], kernels: .baseline),
    InventedProcessor(
      testDescription: "Haswell, Zen 3", features: [.avx2, .fma], kernels: .avx2),
    InventedProcessor(
      testDescription: "Emerald Rapids, Zen 5, or what comes", features: [.avx2, .fma, .avx512f],
      kernels: .avx512),
    InventedProcessor(
      testDescription: "AVX-512 that the system keeps, with AVX2 hidden by a virtual machine",
      features: [.avx512f], kernels: .baseline),
  ]
}

@Test(arguments: InventedProcessor.all)
func `features alone choose the kernels`(processor: InventedProcessor) {
  let choice = MatrixKernelChoice(features: processor.features, wanted: nil) { _ in true }
  #expect(choice.kernels == processor.kernels)
  #expect(choice.remarks.isEmpty && choice.reasons.isEmpty)
}

private let all: ProcessorFeatures = [.avx2, .fma, .avx512f]

@Test(arguments: MatrixKernels.allCases)
func `kernels that a person chose are used, and recorded`(kernels: MatrixKernels) {
  let choice = MatrixKernelChoice(features: all, wanted: kernels.rawValue) { _ in true }
  #expect(choice.kernels == kernels)
  #expect(choice.reasons == ["ASRSH_CPU_CAPABILITY=\(kernels.rawValue)"])
  #expect(choice.remarks.isEmpty)
}

@Test(arguments: ["avx512", "sse9", "AVX2"])
func `a wish that the processor cannot meet is said`(wanted: String) {
  let choice = MatrixKernelChoice(features: [.avx2, .fma], wanted: wanted) { _ in true }
  #expect(choice.kernels == .avx2)
  #expect(
    choice.remarks == [
      "ASRSH_CPU_CAPABILITY is \"\(wanted)\", and this processor has default, avx2: it is passed over"
    ])
}

@Test func `kernels that multiply wrongly give way to the next, and it is said`() {
  let once = MatrixKernelChoice(features: all, wanted: nil) { $0 != .avx512 }
  #expect(once.kernels == .avx2)
  #expect(
    once.remarks == [
      "the avx512 kernels multiply wrongly on this processor: they are not used"
    ])
  let twice = MatrixKernelChoice(features: all, wanted: "avx512") { _ in false }
  #expect(twice.kernels == .baseline && twice.remarks.count == 2)
}

@Test func `this processor's kernels pass the check at the start`() {
  for kernels in MatrixKernels.ofThisProcessor { #expect(kernels.knownProductsAreRight) }
  #expect(MatrixKernels.choice.remarks.isEmpty)
}

extension MatrixKernels {
  /// The sets that can be run here.
  static var ofThisProcessor: [MatrixKernels] {
    allCases.filter { ProcessorFeatures.ofThisProcessor.isSuperset(of: $0.needs) }
  }
}
