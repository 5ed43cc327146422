internal import Display

/// An axis of a picture before it is known how much room there is.
struct ChartAxis {
  /// What it measures; empty for nothing.
  var label = ""

  /// What it covers; `nil` if there is nothing to cover.
  var range: ClosedRange<Double>?

  /// The names of the cells 0...1, 1...2 and so on, in place of numbers.
  var names: [String] = []

  /// Whether only whole numbers make sense.
  var isWhole = false

  /// Whether it goes on to a number that is labelled at both ends.
  var isRounded = false

  /// Whether lines go from its numbers through the picture.
  var hasGrid = false
}

/// The labels of an axis, chosen to fit its room.
struct AxisMarks {
  /// What the axis covers.
  let range: ClosedRange<Double>

  /// The labels and the numbers that they belong to.
  let marks: [(value: Double, text: TextBlock)]

  /// What all numbers are to be multiplied with, if there is something.
  let factor: String?

  /// The pixels of the widest label.
  var width: Double { marks.map(\.text.width).max() ?? 0 }

  /// Labels an axis from left to right, as densely as its labels stay apart.
  init(across axis: ChartAxis, room: Double, _ typesetter: Typesetter) {
    let most = max(2, min(14, Int(room / 60)))
    for count in stride(from: most, to: 1, by: -1) {
      let marks = AxisMarks(axis, count: count, typesetter)
      let scale = Scale(range: marks.range, start: 0, end: room)
      let pairs = zip(marks.marks, marks.marks.dropFirst())
      let fits = pairs.allSatisfy { left, right in
        scale.place(right.value) - scale.place(left.value)
          >= (left.text.width + right.text.width) / 2 + 10
      }
      if fits {
        self = marks
        return
      }
    }
    let sparse = AxisMarks(axis, count: 1, typesetter)
    self.init(range: sparse.range, marks: Array(sparse.marks.prefix(1)), factor: sparse.factor)
  }

  /// Labels an axis from the bottom to the top.
  init(up axis: ChartAxis, room: Double, _ typesetter: Typesetter) {
    self.init(axis, count: max(2, min(10, Int(room / 40))), names: room / 15, typesetter)
  }

  private init(
    _ axis: ChartAxis, count: Int, names room: Double? = nil, _ typesetter: Typesetter
  ) {
    guard axis.names.isEmpty else {
      let most = max(1, min(Int(room ?? Double(count)), 200))
      let stride = max(1, (axis.names.count + most - 1) / most)
      let shown = Swift.stride(from: 0, to: axis.names.count, by: stride)
      let marks = shown.map { index in
        (value: Double(index) + 0.5, text: typesetter.set(axis.names[index], width: 110))
      }
      self.init(range: 0...Double(axis.names.count), marks: marks, factor: nil)
      return
    }
    guard let range = axis.range else {
      self.init(range: 0...1, marks: [], factor: nil)
      return
    }
    let ticks = Ticks(range, atMost: count, isWhole: axis.isWhole, isRounded: axis.isRounded)
    let marks = zip(ticks.values, ticks.labels).map { value, label in
      (value: value, text: typesetter.set(label))
    }
    self.init(range: ticks.range, marks: marks, factor: ticks.factor)
  }

  private init(
    range: ClosedRange<Double>, marks: [(value: Double, text: TextBlock)], factor: String?
  ) {
    (self.range, self.marks, self.factor) = (range, marks, factor)
  }
}
