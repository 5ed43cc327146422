import Testing

@testable import Drawing

/// The numbers of axes.
struct TicksTests {
  @Test(
    arguments: [
      (0...1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (0...10, 5, ["0", "2", "4", "6", "8", "10"]),
      (-1...1, 4, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
      (0.13...0.87, 4, ["0.2", "0.4", "0.6", "0.8"]),
      (500...6000, 6, ["1000", "2000", "3000", "4000", "5000", "6000"]),
      (0...40_000, 4, ["0", "10,000", "20,000", "30,000", "40,000"]),
      (0.3...0.30004, 4, ["0.30000", "0.30001", "0.30002", "0.30003", "0.30004"]),
    ] as [(ClosedRange<Double>, Int, [String])])
  func `are multiples of 1, 2 or 5`(range: ClosedRange<Double>, count: Int, labels: [String]) {
    let ticks = Ticks(range, atMost: count)
    #expect(ticks.labels == labels)
    #expect(ticks.factor == nil && ticks.range == range)
  }

  @Test func `share a power of ten where they are large or small`() {
    let small = Ticks(0...1e-5, atMost: 5)
    #expect(small.labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"] && small.factor == "×10⁻⁵")
    let large = Ticks(0...5e7, atMost: 5)
    #expect(large.labels == ["0", "1", "2", "3", "4", "5"] && large.factor == "×10⁷")
    let distant = Ticks(1e15...1e15 + 4, atMost: 4)
    #expect(Set(distant.labels).count == distant.labels.count)
  }

  @Test func `an axis that is rounded ends on a number`() {
    let ticks = Ticks(0.13...0.87, atMost: 4, isRounded: true)
    #expect(ticks.range == 0...1 && ticks.values.first == 0 && ticks.values.last == 1)
    // Nothing is added where the ends are numbers already.
    #expect(Ticks(0...0.6, atMost: 4, isRounded: true).range == 0...0.6)
  }

  @Test func `whole numbers stay whole`() {
    #expect(Ticks(0...3, atMost: 9, isWhole: true).labels == ["0", "1", "2", "3"])
    #expect(Ticks(0...2, atMost: 9, isWhole: true, isRounded: true).labels == ["0", "1", "2"])
    #expect(Ticks(7...7, atMost: 5, isWhole: true).range == 6...8)
  }

  @Test(arguments: [0, 1, -3, 1e300, -1e-300, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
  func `a single value gets room around it`(value: Double) {
    let ticks = Ticks(value...value, atMost: 5)
    #expect(ticks.range.contains(value) && ticks.range.lowerBound < ticks.range.upperBound)
    #expect(ticks.labels.count == ticks.values.count && ticks.labels.count < 20)
  }

  @Test func `numbers lie within the axis however far it goes`() {
    let powers = (-30...30).map { Double(sign: .plus, exponent: $0 * 10, significand: 1.37) }
    for low in powers {
      for high in powers where low < high {
        for isRounded in [false, true] {
          let ticks = Ticks(low...high, atMost: 6, isRounded: isRounded)
          let room = (high - low) * 1e-6
          #expect(ticks.range.lowerBound <= low && ticks.range.upperBound >= high)
          #expect(
            ticks.values.allSatisfy {
              $0 >= ticks.range.lowerBound - room && $0 <= ticks.range.upperBound + room
            })
          #expect((1...12).contains(ticks.values.count), "\(low)...\(high)")
          #expect(Set(ticks.labels).count == ticks.labels.count, "\(ticks.labels)")
        }
      }
    }
  }

  @Test func `a scale goes from pixel to pixel`() {
    let scale = Scale(range: -1...3, start: 100, end: 20)
    #expect(scale.place(-1) == 100 && scale.place(1) == 60 && scale.place(3) == 20)
    let limit = Double.greatestFiniteMagnitude
    #expect(Scale(range: -limit...limit, start: 0, end: 10).place(0) == 5)
    #expect(Scale(range: 2...2, start: 0, end: 10).place(2) == 5)
  }
}
