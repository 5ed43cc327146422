internal import Dispatch
internal import Foundation
public import Interpreter

/// Does work whose interruption is requested when it takes too long or the process becomes too large.
///
/// - Parameters:
///   - seconds: How long the work may take.
///   - megabytes: How much memory the process may have meanwhile.
///   - work: The work.
/// - Returns: What the work gives.
public func bounded<Result>(
  seconds: Double, megabytes: Int = .max, _ work: (Interruption) -> Result
) -> Result {
  let interruption = Interruption()
  let end = ContinuousClock.now + .seconds(seconds)
  let timer = DispatchSource.makeTimerSource(queue: .global())
  timer.schedule(deadline: .now() + 0.05, repeating: 0.05)
  timer.setEventHandler {
    if ContinuousClock.now > end || (megabytes < .max && residentMegabytes() > megabytes) {
      interruption.request()
    }
  }
  timer.resume()
  defer { timer.cancel() }
  return work(interruption)
}

/// How often as many trials as usual a test makes: `ASRSH_TRIALS` in the environment, or once.
public var trialFactor: Int {
  max(1, ProcessInfo.processInfo.environment["ASRSH_TRIALS"].flatMap { Int($0) } ?? 1)
}

/// How much memory the process has, in units of 2^20 bytes; 0 if the system does not say.
private func residentMegabytes() -> Int {
  guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return 0 }
  let pages = String(decoding: data, as: UTF8.self).split(separator: " ").dropFirst().first
  return pages.flatMap { Int($0) }.map { $0 >> 8 } ?? 0
}
