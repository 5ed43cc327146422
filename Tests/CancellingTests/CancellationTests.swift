import Cancelling
import Testing

struct CancellationTests {
  @Test func `work that nothing cancels goes on`() throws {
    try Cancellation.never.check()
    #expect(!Cancellation.never.isCancelled)
  }

  @Test func `work that is to stop throws`() {
    let cancellation = Cancellation { true }
    #expect(cancellation.isCancelled)
    #expect(throws: Cancelled()) { try cancellation.check() }
  }

  @Test func `an error says whether it is a cancellation`() {
    struct Other: Error {}
    struct Wrapping: CancellableError {
      let isCancellation: Bool
    }
    #expect(Cancelled().saysCancelled && Wrapping(isCancellation: true).saysCancelled)
    #expect(!Wrapping(isCancellation: false).saysCancelled && !Other().saysCancelled)
  }
}
