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

@Test func `the constant schedule stays at its peak after the warm-up`() {
  let schedule = LearningRateSchedule(
    peak: 2, warmupSteps: 4, totalSteps: 6, decay: .constant)
  #expect((0..<8).map { schedule.rate(at: $0) } == [0, 0.5, 1, 1.5, 2, 2, 2, 2])
}
