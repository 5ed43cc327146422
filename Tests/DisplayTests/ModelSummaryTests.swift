import Display
import Testing

@Test func `lists parameters and their sums`() {
  let summary = ModelSummary(
    "DeepSpeech2",
    parameters: [
      .init("conv.weight", shape: [32, 1, 11], isTrainable: false), .init("bias", shape: [1024]),
    ])
  #expect(summary.parameterCount == 1376)
  #expect(summary.trainableCount == 1024)
  #expect(
    summary.rendered(for: Terminal())
      == """
      DeepSpeech2
      name               shape  parameters  trainable
      ───────────  ───────────  ──────────  ─────────
      conv.weight  32 × 1 × 11         352  no
      bias                1024       1,024  yes
      1,376 parameters (5.5 kB), 1,024 trainable
      """)
}

@Test func `counts without overflow`() {
  let summary = ModelSummary(
    "x", parameters: [.init("w", shape: [.max, 2]), .init("b", shape: [1])])
  #expect(summary.parameterCount == .max)
  #expect(!summary.rendered(for: Terminal()).isEmpty)
}
