internal import Foundation

/// The jobs that can be measured.
let jobs = audioJobs + ctcJobs + encoderJobs

/// Prints the median and the range of the seconds that a job takes, as one line of words.
func measure(_ name: String, _ job: () throws -> Void) rethrows {
  let clock = ContinuousClock()
  for _ in 0..<3 { try job() }
  var seconds: [Double] = []
  for _ in 0..<15 {
    let elapsed = try clock.measure { try job() }
    seconds.append(elapsed / .seconds(1))
  }
  seconds.sort()
  let figures = [seconds[seconds.count / 2], seconds[0], seconds[seconds.count - 1]]
  let text = figures.map { String(format: "%.6f", $0) }
  print("\(name) median \(text[0]) best \(text[1]) worst \(text[2])")
}

let wanted = CommandLine.arguments.dropFirst()
let unknown = wanted.filter { name in !jobs.contains { $0.name == name } }
guard unknown.isEmpty else {
  print("no such job: \(unknown.joined(separator: ", "))")
  print("jobs: \(jobs.map(\.name).joined(separator: ", "))")
  exit(2)
}
for job in jobs where wanted.isEmpty || wanted.contains(job.name) {
  try measure(job.name, job.prepare())
}
