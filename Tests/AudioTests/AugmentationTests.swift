internal import Audio
internal import Foundation
internal import Tensors
internal import Testing

@Suite struct AugmentationTests {
  private let clip = soundClip(seconds: 0.5) { 0.2 * sin(2 * Double.pi * 300 * $0) }

  private func chain() throws -> Augmentation {
    Augmentation([
      try .init(.gain(.range(-6...6)), probability: 0.5),
      try .init(.speed(.among([0.9, 1, 1.1]))),
      try .init(.noise([.white, .pink], snr: .range(5...20), speech: []), probability: 0.7),
    ])
  }

  @Test func `a row's draws depend on its place alone`() throws {
    let chain = try chain()
    let places = (0..<12).map { Augmentation.Place(seed: 3, row: $0) }
    let inOrder = try places.map { try chain(clip, at: $0) }
    let backwards = try places.reversed().map { try chain(clip, at: $0) }
    #expect(inOrder == backwards.reversed())
    #expect(Set(inOrder.map(\.frameCount)).count == 3)
    let others = try (0..<12).map { try chain(clip, at: .init(seed: 4, row: $0)) }
    #expect(inOrder != others)
  }

  @Test func `threads change nothing`() async throws {
    let chain = try chain()
    let clip = clip
    let alone = try (0..<8).map { try chain(clip, at: .init(seed: 5, row: $0)) }
    let together = try await withThrowingTaskGroup(of: (Int, AudioClip).self) { group in
      for row in 0..<8 { group.addTask { (row, try chain(clip, at: .init(seed: 5, row: row))) } }
      var results = [AudioClip?](repeating: nil, count: 8)
      for try await (row, result) in group { results[row] = result }
      return results
    }
    #expect(together == alone)
  }

  @Test func `another step behind changes no draw before it`() throws {
    let short = Augmentation([try .init(.gain(.range(-20...20)))])
    let long = Augmentation([
      try .init(.gain(.range(-20...20))), try .init(.tempo(.fixed(1)), probability: 0.5),
    ])
    for row in 0..<5 {
      let place = Augmentation.Place(seed: 1, row: row)
      #expect(try short(clip, at: place) == long(clip, at: place))
    }
  }

  @Test func `chances are met and ranges are filled`() throws {
    let chain = Augmentation([try .init(.gain(.range(-10...30)), probability: 0.3)])
    let gains = try (0..<2_000).map { row in
      try chain(clip, at: .init(seed: 7, row: row)).level - clip.level
    }
    let changed = gains.filter { abs($0) > 1e-6 }
    // Five standard errors.
    let share = Double(changed.count) / 2_000
    #expect(abs(share - 0.3) < 0.052)
    #expect(changed.allSatisfy { (-10.001...30.001).contains($0) })
    let mean = changed.reduce(0, +) / Double(changed.count)
    let deviation = 40 / Double(12 * changed.count).squareRoot()
    #expect(abs(mean - 10) < 5 * deviation)
  }

  @Test func `a batch shares its draws, and its rows have noise of their own`() throws {
    let chain = Augmentation([try .init(.gain(.range(-10...10)), isPerBatch: true)])
    let first = (0..<4).map { Augmentation.Place(seed: 1, row: $0, batch: 1) }
    let levels = try first.map { try chain(clip, at: $0).level }
    #expect(Set(levels).count == 1)
    #expect(try chain(clip, at: .init(seed: 1, row: 0, batch: 2)).level != levels[0])
    let noise = Augmentation([
      try .init(.noise([.white], snr: .range(0...30), speech: []), isPerBatch: true)
    ])
    let noisy = try first.map { try noise(clip, at: $0) }
    #expect(noisy[0] != noisy[1])
    #expect(abs(noisy[0].level - noisy[1].level) < 0.3)
  }

  @Test func `the new length is known before anything is decoded`() throws {
    let chain = Augmentation([
      try .init(.speed(.range(0.8...1.2)), probability: 0.6), try .init(.tempo(.range(0.7...1.4))),
      try .init(.pitch(.range(-3...3))),
    ])
    for row in 0..<10 {
      let place = Augmentation.Place(seed: 2, row: row)
      let changed = try chain(clip, at: place)
      let wanted = clip.duration / chain.speedFactor(at: place)
      #expect(abs(changed.duration - wanted) < 2e-4)
    }
  }

  @Test func `numbers that cannot be are refused when the chain is made`() {
    let bad: [Effect] = [
      .gain(.range(-300...0)), .speed(.among([1, 0.1])), .pitch(.fixed(.nan)),
      .noise([.white], snr: .fixed(.infinity), speech: []), .clippingShare(.fixed(1)),
      .bandPass(low: .range(300...4_000), high: .fixed(3_400)), .lowPass(.fixed(0)),
    ]
    for effect in bad {
      #expect(throws: AudioError.self) { try Augmentation.Step(effect) }
    }
    #expect(throws: AudioError.self) { try Augmentation.Step(.gain(.fixed(1)), probability: 1.5) }
    #expect(throws: AudioError.self) { try Augmentation.Step(.gain(.fixed(1)), probability: .nan) }
  }
}
