internal import Datasets
internal import Dispatch
internal import ExactStrings
internal import Interpreter
internal import Synchronization

/// Does steps for all rows of a dataset on several threads, and hands the results over in order.
///
/// Rows are taken in chunks, as threads become free; the session's thread works too and puts the
/// results together. Which thread did what does not show.
final class RowPass: Sendable {
  /// What became of some rows that follow each other.
  struct Chunk: Sendable {
    enum Fate: Sendable {
      /// The row is kept, with this over it.
      case kept(over: Row?)
      /// It is left out, and would have had these columns.
      case leftOut(names: [String])
    }

    /// The rows that are kept, or that say something about columns, by their index.
    var rows: [(index: Int, fate: Fate)] = []
    /// How many rows each step has seen.
    var seen: [Int]
    var failure: RowFailure?
  }

  private struct State {
    var next = 0
    var done: [Int: Chunk] = [:]
    var lastWanted = Int.max
  }

  private let source: Dataset
  private let steps: [RowStep]
  /// The wish of the user to stop.
  private let interruption: Interruption
  /// Ends the other threads, whatever they are at, when nobody waits for them any more.
  private let ending = Interruption()
  private let mostSteps: Int
  private let chunkSize: Int
  private let state = Mutex(State())
  private let isReady = DispatchSemaphore(value: 0)

  /// Whether the columns of the rows are others afterwards, and not only more.
  let isWhole: Bool

  init(_ source: Dataset, _ steps: [RowStep], _ session: Session) {
    self.source = source
    self.steps = steps
    interruption = session.interruption
    mostSteps = session.mostSteps
    // Chunks of costly rows are small, so that no thread waits long for the last one.
    chunkSize = min(max(source.count / 256, 1), 128)
    isWhole = steps.contains { if case .columns = $0 { true } else { false } }
  }

  private var chunkCount: Int { (source.count + chunkSize - 1) / chunkSize }

  /// Does the work.
  ///
  /// - Parameters:
  ///   - threadCount: How many threads may take part.
  ///   - registry: The built-ins of the session.
  ///   - update: Told how many rows are done.
  ///   - receive: Given the chunks in order.
  /// - Throws: What `receive` throws, which ends the work.
  func run(
    threadCount: Int, registry: Registry, update: (Int) -> Void, receive: (Chunk) throws -> Void
  ) throws {
    let own = RowWorker(
      steps, registry: registry, interruption: interruption, mostSteps: mostSteps)
    let start = ContinuousClock.now
    var received = 0
    var helpers = 0
    defer {
      state.withLock { $0.lastWanted = -1 }
      ending.request()
    }
    while received < chunkCount {
      if interruption.isRequested { throw Interrupted() }
      if let index = take() {
        put(index, chunk(index, own))
      } else {
        _ = isReady.wait(timeout: .now() + .milliseconds(20))
      }
      while let next = state.withLock({ $0.done.removeValue(forKey: received) }) {
        received += 1
        try receive(next)
      }
      update(min(received * chunkSize, source.count))
      // What is done soon is done before another thread has begun.
      if helpers == 0, start.duration(to: .now) > .milliseconds(20) {
        for _ in 1..<max(1, min(threadCount, chunkCount - received)) { startHelper() }
        helpers = threadCount
      }
    }
  }

  private func startHelper() {
    startOnDeepStack {
      let worker = RowWorker(
        self.steps, registry: makeRegistry(), interruption: self.ending,
        mostSteps: self.mostSteps)
      while let index = self.take() {
        self.put(index, self.chunk(index, worker))
        self.isReady.signal()
      }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < chunkCount, state.next <= state.lastWanted else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  private func put(_ index: Int, _ chunk: Chunk) {
    state.withLock { state in
      state.done[index] = chunk
      if chunk.failure != nil { state.lastWanted = min(state.lastWanted, index) }
    }
  }

  private func chunk(_ number: Int, _ worker: RowWorker) -> Chunk {
    var chunk = Chunk(seen: steps.map { _ in 0 })
    var names: Set<ExactString> = []
    for index in number * chunkSize..<min((number + 1) * chunkSize, source.count) {
      do throws(RowFailure) {
        try pass(index, worker, &chunk, &names)
      } catch {
        chunk.failure = error
        break
      }
    }
    return chunk
  }

  /// Does all steps for a row.
  private func pass(
    _ index: Int, _ worker: RowWorker, _ chunk: inout Chunk, _ names: inout Set<ExactString>
  ) throws(RowFailure) {
    var current = source[index]
    var over = Row()
    var hasOver = false
    for (place, step) in steps.enumerated() {
      chunk.seen[place] += 1
      guard let output = try worker.output(of: place, current) else {
        let left = isWhole ? remainingColumns(of: current, from: place + 1, worker) : over.names
        let new = left.filter { names.insert($0).inserted }
        if !new.isEmpty { chunk.rows.append((index, .leftOut(names: new))) }
        return
      }
      switch step {
      case .map:
        (over, hasOver) = (hasOver ? over.merging(output) : output, true)
        if isWhole || place + 1 < steps.count { current = current.merging(output) }
      case .columns: current = output
      case .filter: break
      }
    }
    chunk.rows.append((index, .kept(over: isWhole ? current : hasOver ? over : nil)))
  }

  /// The columns that a row which is left out would have had.
  private func remainingColumns(of row: Row, from first: Int, _ worker: RowWorker) -> [String] {
    var row = row
    for place in steps.indices.dropFirst(first) {
      guard case .columns(let choice) = steps[place] else { continue }
      do throws(DatasetError) {
        row = try choice(row)
      } catch {
        // The row is left out, and its columns with it.
        return []
      }
    }
    return row.names
  }
}
