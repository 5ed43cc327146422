import Interpreter
import RecipeTrials

/// Takes the bytes as the text of a recipe: reads, lays out, checks and runs it.
///
/// Files, the network and other programs are out of reach. A run ends after some steps, two seconds,
/// or when the process has a gigabyte. A trap, a broken promise of ``RecipeTrial``, more time or more
/// memory than the limits is a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func feed(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let faults = runOnDeepStack {
    let trial = RecipeTrial(makeHarmlessRegistry(), mostSteps: 1_000)
    return bounded(seconds: 2, megabytes: 1_000) { trial.faults(of: text, interruption: $0) }
  }
  precondition(faults.isEmpty, faults.joined(separator: "\n"))
  return 0
}
