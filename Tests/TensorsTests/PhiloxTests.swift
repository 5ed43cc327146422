import Tensors
import TestSupport
import Testing

private struct KnownAnswer: Decodable {
  var counter: [UInt32]
  var key: [UInt32]
  var output: [UInt32]
}

@Test func `gives the known answers of Random123`() throws {
  for known in try engineFixture("philox.json", as: [KnownAnswer].self) {
    let generator = Philox(key: SIMD2(known.key))
    #expect(generator.block(SIMD4(known.counter)) == SIMD4(known.output))
  }
}
