internal import Dispatch
internal import Foundation
internal import Synchronization

/// Calls `body` with every item, as many at a time as there are cores, until one fails or the user
/// stops.
///
/// - Parameters:
///   - items: What is to be done, taken in order.
///   - kept: How much was done before, for the progress.
///   - progress: Called after each item with how much is done and how much there is.
///   - isCancelled: Asked before each item.
///   - body: Called with an item and its place.
/// - Throws: ``DatasetError/cancelled``, or the first error of `body`.
func shareWork<Item: Sendable>(
  on items: [Item], kept: Int, progress: @Sendable (Int, Int) -> Void,
  isCancelled: @Sendable () -> Bool,
  _ body: @Sendable (Item, Int) throws(DatasetError) -> Void
) throws(DatasetError) {
  let total = kept + items.count
  let state = Mutex((next: 0, done: 0, failure: DatasetError?.none))
  DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
    while true {
      let taken: Int? = state.withLock { state in
        if isCancelled() { state.failure = state.failure ?? .cancelled }
        guard state.failure == nil, state.next < items.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
      guard let place = taken else { return }
      do throws(DatasetError) {
        try body(items[place], place)
        state.withLock { state in
          state.done += 1
          if state.failure == nil { progress(kept + state.done, total) }
        }
      } catch {
        state.withLock { $0.failure = $0.failure ?? error }
      }
    }
  }
  if let failure = state.withLock({ $0.failure }) { throw failure }
}
