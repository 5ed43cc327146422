import Hashing
import Testing

/// Known answers of FIPS 180-4 and RFC 3174.
struct DigestTests {
  @Test(arguments: [
    (
      Digest.Function.sha256, "abc",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    (
      .sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ),
    (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
  ])
  func `agrees with the known answers`(function: Digest.Function, text: String, answer: String) {
    guard let digest = Digest(function) else { return #expect(Bool(false), "no such function") }
    digest.update(Array(text.utf8))
    #expect(digest.finish() == answer)
  }

  @Test func `pieces give the hash of the whole`() {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    guard let whole = Digest(.sha256), let pieces = Digest(.sha256) else {
      return #expect(Bool(false), "no SHA-256")
    }
    whole.update(bytes)
    for start in stride(from: 0, to: bytes.count, by: 777) {
      pieces.update(Array(bytes[start..<min(start + 777, bytes.count)]))
    }
    let (one, other) = (whole.finish(), pieces.finish())
    #expect(one == other)
  }
}
