import Autograd
import Layers
import Seq2Seq
import Tensors
import TestSupport
import Testing

struct KeyValueCacheTests {
  private let layer = MultiHeadAttention(
    "self_attn", columns: 12, heads: 3, hasKeyBias: false, from: RandomParameters(seed: 2))

  /// What the layer makes of the last row of each hypothesis, which is added to the cache.
  private func step(_ rows: Tensor, _ cache: inout KeyValueCache) -> Tensor {
    let memory = layer.keysAndValues(Variable(rows), .inference)
    let counts = [Int](repeating: 1, count: rows.rowCount)
    cache.append(keys: memory.keys.value, values: memory.values.value, counts: counts)
    return layer(
      Batch(Variable(rows), lengths: counts), (Variable(cache.keys), Variable(cache.values)),
      of: cache.ranges, isCausal: true, dropout: 0, .inference
    ).rows.value
  }

  @Test func `a layer has no bias of keys if it is to have none`() {
    #expect(
      layer.parameters.map(\.name) == [
        "self_attn.k_proj.weight", "self_attn.v_proj.weight", "self_attn.v_proj.bias",
        "self_attn.q_proj.weight", "self_attn.q_proj.bias", "self_attn.out_proj.weight",
        "self_attn.out_proj.bias",
      ])
  }

  @Test func `token by token a hypothesis has the bits that it has as a whole`() {
    let texts = [randomTensor([20, 12]), randomTensor([20, 12], salt: 1)]
    let whole = layer(Batch(packing: texts), isCausal: true, dropout: 0, .inference).rows.value
    var cache = KeyValueCache(hypotheses: 2, capacity: 20, columns: 12)
    for row in 0..<20 {
      let rows = texts.flatMap { $0.rows(row..<row + 1).elements }
      let found = step(Tensor(rows, shape: [2, 12]), &cache)
      #expect(found.rows(0..<1) == whole.rows(row..<row + 1))
      #expect(found.rows(1..<2) == whole.rows(20 + row..<21 + row))
    }
  }

  @Test func `hypotheses follow those that they go on from`() {
    // Three hypotheses, of which the second is doubled, the first goes on and the third ends.
    var cache = KeyValueCache(hypotheses: 3, capacity: 6, columns: 12)
    let first = randomTensor([3, 12], salt: 2)
    _ = step(first, &cache)
    cache.select([1, 1, 0])
    let second = randomTensor([3, 12], salt: 3)
    let found = step(second, &cache)
    for (slot, parent) in [1, 1, 0].enumerated() {
      var own = KeyValueCache(hypotheses: 1, capacity: 6, columns: 12)
      _ = step(first.rows(parent..<parent + 1), &own)
      #expect(step(second.rows(slot..<slot + 1), &own) == found.rows(slot..<slot + 1))
    }
    // Fewer, and more.
    cache.select([2])
    #expect(cache.lengths == [2])
    cache.select([0, 0, 0, 0])
    #expect(cache.lengths == [2, 2, 2, 2] && cache.ranges[3] == 18..<20)
  }

  @Test func `prompts of several lengths come first`() {
    var cache = KeyValueCache(hypotheses: 2, capacity: 5, columns: 12)
    let rows = randomTensor([5, 12])
    let memory = layer.keysAndValues(Variable(rows), .inference)
    cache.append(keys: memory.keys.value, values: memory.values.value, counts: [2, 3])
    #expect(cache.ranges == [0..<2, 5..<8])
    #expect(cache.keys.rows(5..<8) == memory.keys.value.rows(2..<5))
    #expect(cache.values.rows(0..<2) == memory.values.value.rows(0..<2))
  }
}
