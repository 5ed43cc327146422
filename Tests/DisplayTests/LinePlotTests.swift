@testable import Display
import Testing

@Test func `sets braille dots by the numbers of the standard`() {
  var canvas = BrailleCanvas(columns: 2, rows: 1)
  canvas.set(x: 0, y: 0)
  #expect(canvas.character(row: 0, column: 0) == "⠁")
  canvas.set(x: 1, y: 3)
  #expect(canvas.character(row: 0, column: 0) == "⢁")
  #expect(canvas.character(row: 0, column: 1) == " ")
  canvas.set(x: 9, y: 9)
  canvas.set(x: -1, y: 0)
  #expect(canvas.character(row: 0, column: 1) == " ")
}

@Test func `joins two dots by the dots between`() {
  var canvas = BrailleCanvas(columns: 2, rows: 1)
  canvas.line(from: (x: 0, y: 0), to: (x: 3, y: 3))
  #expect(
    String([canvas.character(row: 0, column: 0), canvas.character(row: 0, column: 1)]) == "⠑⢄")
}

@Test func `plots a curve between labelled axes`() {
  let plot = LinePlot([.init("loss", [3, 2, 1, 0])], x: Axis("step"))
  #expect(
    plot.rendered(for: Terminal(width: 17), height: 2) == """
      loss
      3.000┤⠉⠒⠢⠤⣀
          0┤     ⠉⠒⠢⠤⣀
           └──────────
            0  step  3
      """)
}

@Test func `plots several curves by signs where there is no colour`() {
  let plot = LinePlot([.init("a", [0, 1]), .init("b", [1, 0])])
  #expect(
    plot.rendered(for: Terminal(width: 14, hasUnicode: false), height: 2) == """
      * a   o b
      1.000+o     *
          0+*     o
           +-------
            0     1
      """)
}

@Test func `marks a value that is not finite and breaks the curve`() {
  let plot = LinePlot([.init("", [0, .nan, 1])])
  let lines = plot.rendered(for: Terminal(width: 14), height: 2).split(separator: "\n")
  #expect(lines[2] == "     └───×───")
  #expect(LinePlot([.init("a", [.nan])]).rendered(for: Terminal()).hasPrefix("nothing to plot"))
  #expect(LinePlot([]).rendered(for: Terminal()).hasPrefix("nothing to plot"))
}

@Test(arguments: 2...120)
func `fits a plot to the terminal`(width: Int) {
  let plot = LinePlot(
    [.init("training loss", [5, 1, 2, -1e-9]), .init("日本", [1, 2])], x: Axis("step"))
  for hasUnicode in [true, false] {
    let text = plot.rendered(for: Terminal(width: width, hasUnicode: hasUnicode))
    for line in text.split(separator: "\n") {
      #expect(String(line).displayWidth <= width, "\(line)")
    }
  }
}

@Test func `places values on steps, the ends at the ends`() {
  #expect(position(0, in: 0...10, steps: 11) == 0)
  #expect(position(10, in: 0...10, steps: 11) == 10)
  #expect(position(4.6, in: 0...10, steps: 11) == 5)
  #expect(position(7, in: 7...7, steps: 11) == 0)
  let all = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  #expect(position(0, in: all, steps: 3) == 1)
}
