internal import Foundation
internal import Jobs

/// Prints the median and the range of the seconds that a job takes, and the most memory that the
/// process has held, as one line of words.
func measure(_ job: Job) throws {
  let work = try job.prepare()
  for _ in 0..<job.warmups { try work() }
  let clock = ContinuousClock()
  let seconds = try (0..<job.repetitions).map { _ in try clock.measure(work) / .seconds(1) }
    .sorted()
  let figures = [seconds[seconds.count / 2], seconds[0], seconds[seconds.count - 1]]
  let text = figures.map { String(format: "%.6f", $0) }
  print(
    "\(job.name) median \(text[0]) best \(text[1]) worst \(text[2]) peak \(peakMegabytes())")
}

/// The largest resident set of this process so far.
func peakMegabytes() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1_024
}

let wanted = CommandLine.arguments.dropFirst()
if wanted.first == "--kernels" {
  print(matrixKernels)
  exit(0)
}
let unknown = wanted.filter { name in !jobs.contains { $0.name == name } }
guard unknown.isEmpty else {
  print("no such job: \(unknown.joined(separator: ", "))")
  print("jobs: \(jobs.map(\.name).joined(separator: ", "))")
  exit(2)
}
for job in jobs where wanted.isEmpty || wanted.contains(job.name) {
  do {
    try measure(job)
  } catch {
    FileHandle.standardError.write(Data("\(job.name): \(error)\n".utf8))
    exit(1)
  }
}
