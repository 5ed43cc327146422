internal import Datasets
internal import Display
internal import Foundation
internal import Interpreter

/// Finds the result of work on a table in the cache, and keeps it there if that pays.
struct ResultKeeping {
  /// How many times faster than computing it, reading a result has to be.
  private static let leastGain = 4.0
  /// What reading is reckoned with, in bytes a second; most of it is making cells.
  private static let readingSpeed = 5e7

  private let policy: TablePolicy
  private let work: [UInt8]
  /// The call that is told about.
  private let call: Call?
  /// Whether the recipe asks for it; `nil` if the time that it takes decides.
  private let isAskedFor: Bool?

  init(_ policy: TablePolicy, _ steps: [(step: RowStep, isKept: Bool?)], _ call: Call?) {
    self.policy = policy
    self.call = call
    var bytes: [UInt8] = []
    for (step, _) in steps {
      let identity = step.identity
      bytes += Array("\(identity.count) ".utf8) + identity
    }
    work = bytes
    isAskedFor =
      steps.contains { $0.isKept == false }
      ? false : steps.contains { $0.isKept == true } ? true : nil
  }

  private var cache: TableCache? { isAskedFor == false ? nil : policy.cache }

  /// The result of the work if it is in the cache.
  func found(on source: Dataset) throws -> TableChanges? {
    guard let cache, let call else { return nil }
    let interruption = call.session.interruption
    let start = ContinuousClock.now
    let found = cache.find(work, on: source, isCancelled: { interruption.isRequested })
    guard let found else {
      try call.checkInterruption()
      return nil
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    call.notice(
      "\(call.builtin.name): \(formatCount(found.changes.count, of: "row")) from the cache in "
        + "\(formatDuration(seconds)); computing took \(formatDuration(found.seconds))")
    return found.changes
  }

  /// Keeps a result if it took long, or if the recipe asks for it.
  func keep(_ changes: TableChanges, of source: Dataset, begin: Date, seconds: Double) {
    guard let cache, let call, isAskedFor == true || seconds >= policy.leastSeconds else { return }
    let name = call.builtin.name
    let label =
      "\(name) over \(formatCount(source.count, of: "row")), \(formatDuration(seconds))"
    do throws(TableCacheProblem) {
      let most = isAskedFor == true ? Int.max : Int(seconds / Self.leastGain * Self.readingSpeed)
      guard
        let byteCount = try cache.keep(
          changes, of: work, on: source, begin: begin, seconds: seconds, label: label,
          mostBytes: most)
      else { return }
      call.notice(
        "\(name): kept in the cache, \(formatBytes(byteCount)) that took \(formatDuration(seconds))"
      )
    } catch {
      call.notice("\(name): the result is not kept in the cache: \(error)")
    }
  }
}
