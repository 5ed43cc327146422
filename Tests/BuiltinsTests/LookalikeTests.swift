import TestSupport
import Testing

/// Letters and names that look alike are two for the engine as for the language.
@Suite struct LookalikeBuiltinTests {
  private func lines(_ pair: Lookalikes, _ recipe: String, threads: Int? = nil) -> [String] {
    func escaped(_ text: String) -> String {
      text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
    }
    let text = "A = \"\(escaped(pair.one))\"\nB = \"\(escaped(pair.other))\"\n\(recipe)"
    let outcome = threads.map { run(text, threads: $0) } ?? run(text)
    #expect(outcome.failure == nil, "\(outcome.error) \(outcome.hint)")
    return outcome.lines
  }

  @Test(arguments: Lookalikes.all)
  func `a vocabulary keeps its letters on the way to a tokenizer`(pair: Lookalikes) {
    let lines = lines(
      pair,
      """
      v = build_vocab(["5 " + A + " " + B])
      len(v)
      t = ctc_tokenizer(v)
      t.decode(t.encode(A + B), group=false) == A + B
      """)
    // The 5, the delimiter, two special tokens, and each scalar of both.
    let scalars = Set((pair.one + pair.other).unicodeScalars).count
    #expect(lines == ["\(4 + scalars)", "true"])
  }

  @Test(arguments: Lookalikes.all)
  func `accuracy and error rates agree`(pair: Lookalikes) {
    #expect(
      lines(pair, "[top_k_accuracy([A], [[B]]), top_k_accuracy([A], [[A]]), wer([A], [B])]")
        == ["[0.0, 1.0, 1.0]"])
  }

  @Test(arguments: Lookalikes.all, [1, 2])
  func `rows keep columns that look alike, computed later or at once`(
    pair: Lookalikes, threads: Int
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("t.csv", "n\n1\n2\n")
    let lines = lines(
      pair,
      """
      d = load_dataset(\(folder.quoted("t.csv")), format="table").map(row => {"\(pair.one)": row.n, "\(pair.other)": 10 * row.n})
      [d[1][A], d[1][B]]
      d.columns == ["n", A, B]
      d.remove([A]).columns == ["n", B]
      d.select([B, A])[0] == {"\(pair.one)": 1, "\(pair.other)": 10}
      d.rename({"\(pair.other)": "x"}).columns == ["n", A, "x"]
      d.filter(row => row[B] > 10).sort(A)[0].n
      """, threads: threads)
    #expect(lines == ["[2, 20]", "true", "true", "true", "true", "2"])
  }
}
