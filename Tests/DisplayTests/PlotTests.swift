import Display
import Tensors
import Testing

/// Plots as any kind of plot.
struct PlotTests {
  private static let sound = Waveform(
    Tensor((0..<400).map { Float($0 % 40 - 20) / 20 }, shape: [200, 2]), samplingRate: 100)

  private static let plots: [Plot] = [
    .lines(LinePlot([.init("training loss", [5, 1, .nan, -1e-9]), .init("سلام", [1, 2])])),
    .lines(LinePlot([])),
    .histogram(Histogram([1, 2, 2.5, .nan], axis: Axis("duration", unit: "s"))),
    .histogram(Histogram([])),
    .heatMap(
      HeatMap(
        Tensor((0..<60).map { Float($0) }, shape: [20, 3]),
        horizontal: .init(Axis("time", unit: "s"), 0...0.2))),
    .heatMap(HeatMap(Tensor(zeros: [0, 3]))),
    .waveform(sound), .waveform(Waveform(Tensor(zeros: [0]), samplingRate: 100)),
  ]

  @Test func `an axis has a unit only where it has one`() {
    #expect(Axis("time", unit: "s").label == "time (s)")
    #expect(
      Axis("step").label == "step" && Axis("", unit: "Hz").label == "Hz" && Axis().label == "")
  }

  @Test func `a title stands above each`() {
    for plot in Self.plots {
      var titled = plot
      titled.title = "a \u{1B}[31mtitle"
      #expect(titled.title == "a \u{1B}[31mtitle")
      #expect(
        titled.rendered(for: Terminal()) == "a \\u{1b}[31mtitle\n" + plot.rendered(for: Terminal()))
    }
  }

  @Test(arguments: 1...40)
  func `no line is wider than the terminal, however narrow`(width: Int) {
    for plot in Self.plots {
      for (hasUnicode, hasColor) in [(true, false), (true, true), (false, false)] {
        var titled = plot
        titled.title = "العنوان، a long title for a narrow window"
        let terminal = Terminal(width: width, hasUnicode: hasUnicode, hasColor: hasColor)
        let text = withoutStyles(titled.rendered(for: terminal))
        for line in text.split(separator: "\n") {
          #expect(String(line).displayWidth <= width, "\(line)")
        }
      }
    }
  }

  @Test func `points that do not belong together are not joined`() {
    let joined = LinePlot([.init("", x: [0, 10], y: [0, 10])])
    let apart = LinePlot([.init("", x: [0, 10], y: [0, 10], isJoined: false)])
    let terminal = Terminal(width: 20)
    func dots(_ plot: LinePlot) -> Int {
      plot.rendered(for: terminal, height: 4).unicodeScalars.count {
        (0x2801...0x28FF).contains($0.value)
      }
    }
    #expect(dots(joined) > 6 && dots(apart) == 2)
  }

  @Test func `equal values have their label once`() {
    let text = LinePlot([.init("", [2, 2])]).rendered(for: Terminal(width: 20), height: 3)
    #expect(text.split(separator: "\n").filter { $0.contains("2.000") }.count == 1)
  }
}
