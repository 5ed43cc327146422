/// Something that can be measured.
struct Job: Sendable {
  let name: String
  /// Makes what the job needs and returns the work itself, to be done again and again.
  let prepare: @Sendable () throws -> () throws -> Void
}
