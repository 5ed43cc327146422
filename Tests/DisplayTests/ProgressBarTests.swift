import Display
import Testing

private let training = ProgressBar(
  title: "Training", completed: 120, total: 280, note: "loss 1.234", elapsed: 10, rate: 12.3)

@Test func `shows part, counts, note, rate and time left`() {
  let line = training.rendered(for: Terminal(width: 78))
  // 19 columns are left for the bar: 120/280 of them are 8 and 1.1 eighths.
  #expect(
    line == "Training  ████████▏             42%  120/280  loss 1.234  12.3 it/s  0:13 left")
}

@Test(arguments: [
  (60, "Training   42%  120/280  loss 1.234  12.3 it/s  0:13 left"),
  (50, "Training   42%  120/280  loss 1.234  0:13 left"),
  (40, "Training   42%  loss 1.234  0:13 left"),
  (30, "Training   42%  0:13 left"),
  (18, "Training   42%"),
  (10, "Training …"),
  (1, "…"),
])
func `gives up fields where there is little room`(width: Int, line: String) {
  #expect(training.rendered(for: Terminal(width: width)) == line)
}

@Test(arguments: 1...120)
func `fits progress to the terminal`(width: Int) {
  for hasUnicode in [true, false] {
    let line = training.rendered(for: Terminal(width: width, hasUnicode: hasUnicode))
    #expect(line.displayWidth <= width)
  }
}

@Test func `does without a total`() {
  let bar = ProgressBar(title: "Reading", completed: 1204, unit: "row", elapsed: 3, rate: 401.3)
  #expect(bar.rendered(for: Terminal()) == "Reading  1,204 rows  401 row/s  0:03")
}

@Test func `turns a slow rate over`() {
  let bar = ProgressBar(title: "Training", completed: 1, total: 3, elapsed: 4, rate: 0.25)
  #expect(bar.rendered(for: Terminal(width: 50)).hasSuffix("1/3  4.00 s/it  0:08 left"))
}

@Test(arguments: [
  (0, 0, "100%"), (5, 3, "100%"), (-1, 3, "0%"), (279, 280, "99%"), (.max, .max, "100%"),
])
func `bounds the part`(completed: Int, total: Int, percentage: String) {
  let bar = ProgressBar(title: "x", completed: completed, total: total)
  #expect(bar.rendered(for: Terminal()).contains(percentage))
}

@Test func `escapes the title and the note`() {
  let bar = ProgressBar(title: "a\nb", note: "\u{1B}[2J")
  #expect(bar.rendered(for: Terminal()) == "a\\nb  0 its  \\u{1b}[2J  0:00")
}

@Test func `says how it ended`() {
  #expect(training.finished(for: Terminal()) == "Training  120/280  loss 1.234  in 10.0 s")
  #expect(
    training.finished(for: Terminal(), isComplete: false)
      == "Training  120/280  loss 1.234  stopped after 10.0 s")
}
