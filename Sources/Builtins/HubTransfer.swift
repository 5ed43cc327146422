internal import Files
internal import Foundation
internal import HuggingFace
internal import Interpreter

/// The hub that the environment describes.
func makeHub() throws -> Hub { try Hub(environment: ProcessInfo.processInfo.environment) }

/// Moves files to or from the hub, with a bar of megabytes as soon as it is known how many there are.
///
/// - Parameters:
///   - call: Whose progress and notices are shown, and whose interruption stops the transfer.
///   - title: What is being done.
///   - body: Does it; takes what the hub's functions take.
/// - Returns: What the body returns.
/// - Throws: What the body throws; `Interrupted` if the user asked to stop.
func transferring<Result>(
  _ call: Call, _ title: String,
  _ body: (
    @escaping (HubProgress) -> Void, @escaping (String) -> Void, @escaping () -> Bool
  ) throws -> Result
) throws -> Result {
  let progress = Progress(call)
  var total: Int?
  var isComplete = false
  // The total grows while lengths become known; the bar begins again with what it is then.
  func show(_ state: HubProgress) {
    let megabytes = max(1, (state.total + 999_999) / 1_000_000)
    if total != megabytes {
      if total != nil { progress.finish(isComplete: false) }
      progress.begin(title, total: megabytes, unit: "MB")
      total = megabytes
    }
    progress.update(min(megabytes, state.completed / 1_000_000), note: state.file)
  }
  defer { if total != nil { progress.finish(isComplete: isComplete) } }
  do {
    let notice = { (text: String) in
      progress.makingRoom { call.notice("\(call.builtin.name): \(text)") }
    }
    let result = try body({ show($0) }, notice, { progress.shouldStop })
    isComplete = true
    return result
  } catch HubError.interrupted {
    throw Interrupted()
  }
}

/// Runs a piece of work in a folder of its own, which is gone afterwards.
func withTemporaryFolder<Result>(_ work: (String) throws -> Result) throws -> Result {
  let folder = try makeTemporaryFolder("asrsh-")
  let result: Swift.Result<Result, any Error>
  do {
    result = .success(try work(folder))
  } catch {
    result = .failure(error)
  }
  try removeTree(folder)
  return try result.get()
}
