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

@Test func `groups numbered blocks that training treats alike`() {
  var parameters: [ModelSummary.Parameter] = [
    .init("net.mask", shape: [4]), .init("net.front.norm.weight", shape: [2]),
    .init("net.front.norm.bias", shape: [2]),
  ]
  for layer in 0..<12 {
    parameters += ["q.weight", "q.bias"].map {
      .init("net.layers.\(layer).\($0)", shape: [10], isTrainable: layer >= 2)
    }
  }
  parameters.append(.init("net.layers.12.q.weight", shape: [10], isTrainable: false))
  parameters.append(.init("net.layers.12.q.bias", shape: [1], isTrainable: true))
  parameters.append(.init("head.weight", shape: [3, 4]))
  #expect(
    ModelSummary("net", parameters: parameters).rendered(for: Terminal(), isGrouped: true)
      == """
      net
      part               blocks  tensors  parameters  trainable
      ─────────────────  ──────  ───────  ──────────  ─────────
      net.mask                         1           4  yes
      net.front.norm                   2           4  yes
      net.layers.0 … 1        2        4          40  no
      net.layers.2 … 11      10       20         200  yes
      net.layers.12                    2          11  in part
      head                             1          12  yes
      271 parameters in 30 tensors (1.1 kB), 221 trainable
      """)
}
