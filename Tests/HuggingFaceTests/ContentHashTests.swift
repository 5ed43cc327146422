internal import Testing

@testable internal import HuggingFace

/// The figures are those of `sha256sum`, `sha1sum` and `git hash-object`.
@Suite struct ContentHashTests {
  @Test func `SHA-256 and SHA-1 are those of other programs`() {
    #expect(
      sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(gitHash([]) == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
    #expect(gitHash(Array("hello\n".utf8)) == "ce013625030ba8dba906f756967f9e9ca394464a")
  }

  @Test func `an ETag is a hash in quotes, perhaps a weak one`() {
    let digits = String(repeating: "0a", count: 20)
    for header in [digits, "\"\(digits)\"", "W/\"\(digits)\""] {
      #expect(ContentHash(header: header)?.digits == digits)
    }
    #expect(ContentHash(header: digits + digits.prefix(24))?.isLarge == true)
    for bad in ["", "\"", "W/", digits.uppercased(), digits + "0", "../" + digits.dropFirst(3)] {
      #expect(ContentHash(header: bad) == nil)
    }
  }
}
