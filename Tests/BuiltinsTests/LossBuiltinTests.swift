import TestSupport
import Testing

extension CTCFixture {
  /// The call of `ctc_loss` as a recipe writes it, one tensor for each sequence.
  fileprivate func call(_ reduction: String) -> String {
    var start = 0
    let parts = lengths.map { length -> String in
      defer { start += length * symbols }
      let numbers = logits[start..<start + length * symbols].map { "\($0)" }
      return length == 0
        ? "zeros([0, \(symbols)])"
        : "tensor([\(numbers.joined(separator: ", "))]).reshape([-1, \(symbols)])"
    }
    return "ctc_loss([\(parts.joined(separator: ", "))], \(labels), blank=\(blank), "
      + "reduction=\"\(reduction)\", zero_infinity=\(zeroInfinity))"
  }
}

struct LossBuiltinTests {
  @Test func `gives PyTorch's losses through the language`() throws {
    for fixture in try CTCFixture.all() {
      for expected in fixture.reductions {
        let outcome = run("print(" + fixture.call(expected.reduction) + ")")
        #expect(outcome.error == "", "\(fixture.name)")
        let numbers = outcome.output.split { "[], \n".contains($0) }.compactMap { Float($0) }
        let comment = "\(fixture.name), \(expected.reduction): \(outcome.output)"
        #expect(differences(numbers, expected.value) == "", "\(comment)")
        for (actual, expected) in zip(numbers, expected.value) where expected == nil {
          #expect(actual == .infinity, "\(comment)")
        }
      }
    }
  }

  @Test(arguments: [
    ("ctc_loss(zeros([4, 3]), [1, 3])", "3"), ("ctc_loss(zeros([4, 3]), [1, -1])", "-1"),
    ("ctc_loss(zeros([4, 3]), [0])", "blank"), ("ctc_loss(zeros([4, 3]), [1], blank=3)", "blank"),
    ("ctc_loss(zeros([4, 3]), [1], reduction=\"men\")", "reduction expects"),
    ("ctc_loss(zeros(4), [1])", "frames × tokens"), ("ctc_loss([], [])", "there are no logits"),
    ("ctc_loss([zeros([4, 3])], [[1], [2]])", "1"),
    ("ctc_loss([zeros([4, 3]), zeros([4, 2])], [[1], [1]])", "one number of tokens"),
    ("ctc_loss(zeros([4, 3]), [\"a\"])", "labels expects"),
    ("ctc_loss(zeros([4, 3]))", "misses the argument labels"),
    ("ctc_loss([zeros([4, 3])], [1])", "labels"), ("ctc_loss(zeros([4, 3]), [[1]])", "labels"),
    ("ctc_loss(zeros([4, 0]), [])", "tokens"),
  ])
  func `says in a line what is wrong with labels and logits`(recipe: String, part: String) {
    let error = run(recipe).error
    #expect(error.hasPrefix("ctc_loss: "), "\(error)")
    #expect(error.contains(part), "\(error)")
    #expect(!error.contains("\n"))
  }
}
