internal import Benchmark
internal import Jobs

/// The jobs as benchmarks: `make bench`, or `swift package benchmark --filter NAME` in this folder.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration.metrics = [.wallClock, .peakMemoryResident]
  Benchmark.defaultConfiguration.maxDuration = .seconds(60)
  for job in jobs {
    var configuration = Benchmark.defaultConfiguration
    configuration.warmupIterations = job.warmups
    configuration.maxIterations = job.repetitions
    Benchmark(
      job.name, configuration: configuration,
      closure: { _, work in try work() },
      setup: { try job.prepare() })
  }
}
