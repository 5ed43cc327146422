import TestSupport
import Testing
import Training

private struct ScheduleFixture: Decodable {
  var peak: Double
  var warmupSteps: Int
  var totalSteps: Int
  var firstStep: Int
  var rates: [Double]
}

/// A schedule of transformers by its name, with a peak of 3e-3 and 40 updates.
private struct NamedFixture: Decodable {
  var name: String
  var numbers: [String: Double]
  var warmup: Int
  var rates: [Double]
}

@Test func `the linear schedule is that of transformers`() throws {
  for fixture in try engineFixture("schedules.json", as: [ScheduleFixture].self) {
    let schedule = LearningRateSchedule(
      peak: fixture.peak, warmupSteps: fixture.warmupSteps, totalSteps: fixture.totalSteps)
    for (index, rate) in fixture.rates.enumerated() {
      let own = schedule.rate(at: fixture.firstStep + index)
      #expect(abs(own - rate) <= 1e-15 * fixture.peak * 10, "\(fixture), \(index)")
    }
  }
}

@Test func `schedules by their names are those of transformers`() throws {
  let fixtures = try jsonFixture("training/lr_schedules.json", as: [NamedFixture].self)
  #expect(fixtures.count == 16)
  for fixture in fixtures {
    let decay = try LearningRateDecay(
      named: fixture.name, fixture.numbers.map { ($0.key, $0.value) })
    let schedule = LearningRateSchedule(
      peak: 3e-3, warmupSteps: fixture.warmup, totalSteps: 40, decay: decay)
    for (step, rate) in fixture.rates.enumerated() {
      #expect(
        abs(schedule.rate(at: step) - rate) <= 1e-14,
        "\(fixture.name) \(fixture.numbers), warm-up \(fixture.warmup), step \(step)")
    }
  }
}

@Test func `the constant schedule stays at its peak after the warm-up`() {
  let schedule = LearningRateSchedule(
    peak: 2, warmupSteps: 4, totalSteps: 6, decay: .constant)
  #expect((0..<8).map { schedule.rate(at: $0) } == [0, 0.5, 1, 1.5, 2, 2, 2, 2])
}

@Test func `the three stages climb, stay and fall`() {
  var stages = TriStage()
  (stages.initialScale, stages.finalScale) = (0.1, 0.25)
  // Two updates of climbing, eight at the top, ten of falling to a quarter.
  let schedule = LearningRateSchedule(
    peak: 4, warmupSteps: 0, totalSteps: 20, decay: .triStage(stages))
  #expect(abs(schedule.rate(at: 0) - 0.4) < 1e-12 && abs(schedule.rate(at: 1) - 2.2) < 1e-12)
  #expect((2..<10).allSatisfy { schedule.rate(at: $0) == 4 })
  #expect(schedule.rate(at: 10) == 4)
  #expect(abs(schedule.rate(at: 15) - 2) < 1e-12)
  #expect(schedule.rate(at: 20) == 1 && schedule.rate(at: 100) == 1)
  // A warm-up of five takes from both others: (20 - 5) / 0.9 × 0.4 = 6 and 8 updates.
  let warm = LearningRateSchedule(
    peak: 4, warmupSteps: 5, totalSteps: 20, decay: .triStage(stages))
  #expect(warm.rate(at: 4) < 4 && (5..<11).allSatisfy { warm.rate(at: $0) == 4 })
  #expect(warm.rate(at: 12) < 4)
}

@Test(
  arguments: [
    ("linear", ["power": 2.0], "power does not belong to linear"),
    ("polynomial", ["power": 0], "power is a number from 0.01 to 100.0, not 0.0"),
    ("tri_stage", ["hold": 0.9], "tri_stage has stages that are more than the whole"),
    ("step", [:], "lr_scheduler is one of linear, cosine"),
  ] as [(String, [String: Double], String)])
func `schedules that cannot be are refused by name`(
  _ name: String, _ numbers: [String: Double], _ message: String
) {
  do throws(TrainingError) {
    _ = try LearningRateDecay(named: name, numbers.map { ($0.key, $0.value) })
    Issue.record("It was taken.")
  } catch {
    #expect(error.description.hasPrefix(message), "\(error)")
  }
}
