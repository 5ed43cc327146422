/// Something that can be measured.
public struct Job: Sendable {
  /// The name by which it is asked for, and under which thresholds and peers stand.
  public let name: String
  /// How often it is measured.
  public let repetitions: Int
  /// How often it is done before it is measured.
  public let warmups: Int
  /// Makes what the job needs and returns the work itself, to be done again and again.
  public let prepare: @Sendable () throws -> () throws -> Void

  /// Describes a job; one that takes seconds is measured less often.
  init(
    name: String, repetitions: Int = 15, warmups: Int = 3,
    prepare: @escaping @Sendable () throws -> () throws -> Void
  ) {
    self.name = name
    self.repetitions = repetitions
    self.warmups = warmups
    self.prepare = prepare
  }
}

/// All jobs, by area.
public let jobs: [Job] =
  audioJobs + augmentationJobs + ctcJobs + decodingJobs + encoderJobs + frontEndJobs + wav2vec2Jobs
  + writingJobs
