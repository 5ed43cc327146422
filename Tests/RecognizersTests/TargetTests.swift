import Recognizers
import Testing

@Test func `a prompt is given and not learned`() {
  #expect(Target([5, 6, 7]).learnedCount == 3)
  #expect(Target([1, 2, 5, 9], promptLength: 2).learnedCount == 2)
  #expect(Target([1], promptLength: 1) != Target([1]))
}

@Test func `a prompt is a part of its target`() async {
  await #expect(processExitsWith: .failure) { _ = Target([1], promptLength: 2) }
}
