import Display
import Tensors

/// A plot of each kind, with labels in several scripts.
let samplePlots: [Plot] = [
  .lines(
    LinePlot(
      [.init("loss", [3, 2, .nan, 1]), .init("شرح غلطی", [4, 3, 2, 2])],
      title: "تربیت کے دوران نقصان", x: Axis("step"), y: Axis("gubitak na čćžšđ"))),
  .lines(
    LinePlot(
      [.init("wer", x: [3, 1, 2], y: [0.5, 0.25, 1], isJoined: false)], x: Axis("duration"))),
  .histogram(Histogram([1, 2, 2, 3, 3, 3, 4], axis: Axis("duration", unit: "s"))),
  .heatMap(
    HeatMap(
      Tensor((0..<60).map { Float($0 * $0 % 17) }, shape: [12, 5]), title: "log-mel",
      horizontal: .init(Axis("time", unit: "s"), 0...1.2),
      vertical: .init(Axis("token"), names: ["[PAD]", "س", "ل", "č", "<unk>"]), value: Axis("dB"))),
  .waveform(
    Waveform(
      Tensor((0..<6000).map { Float($0 % 200 - 100) / 130 }, shape: [3000, 2]), samplingRate: 8000)),
]

/// Plots of data that are hard to draw.
let hardPlots: [(name: String, plot: Plot)] = {
  let limit = Double.greatestFiniteMagnitude
  let columns: [(String, [Double])] = [
    ("nothing", []), ("one", [1]), ("equal", [2, 2, 2]), ("zeros", [0, 0]), ("no number", [.nan]),
    ("infinite", [.infinity, -.infinity, .nan]), ("widest", [-limit, limit]),
    ("largest", [limit, limit]),
    ("tiny", [.leastNonzeroMagnitude, 3 * .leastNonzeroMagnitude]), ("close", [1, 1 + 1e-15, 1]),
    ("far from 0", [1e15, 1e15 + 1]), ("negative", [-5, -3]), ("small", [1e-7, 3e-7]),
  ]
  var plots: [(String, Plot)] = []
  for (name, values) in columns {
    plots.append(("line: \(name)", .lines(LinePlot([.init(name, values)]))))
    plots.append(
      ("points: \(name)", .lines(LinePlot([.init(name, x: values, y: values, isJoined: false)]))))
    plots.append(("histogram: \(name)", .histogram(Histogram(values))))
    let floats = values.map { Float($0) }
    plots.append(
      ("heat map: \(name)", .heatMap(HeatMap(Tensor(floats, shape: [1, floats.count])))))
    plots.append(
      (
        "waveform: \(name)",
        .waveform(Waveform(Tensor(floats, shape: [floats.count]), samplingRate: 8000))
      ))
  }
  plots.append(("no curves", .lines(LinePlot([]))))
  plots.append(
    ("many curves", .lines(LinePlot((0..<40).map { .init("curve \($0)", [0, Double($0)]) }))))
  plots.append(("no rate", .waveform(Waveform(Tensor(zeros: [4, 20]), samplingRate: 0))))
  plots.append(("no channels", .waveform(Waveform(Tensor(zeros: [4, 0]), samplingRate: 8000))))
  plots.append(
    (
      "long words",
      .lines(
        LinePlot(
          [.init(String(repeating: "ہ", count: 9000), [1, 2]), .init("b", [2, 1])],
          title: String(repeating: "long title ", count: 500),
          x: Axis(String(repeating: "x", count: 5000)),
          y: Axis(String(repeating: "سلام ", count: 900))))
    ))
  return plots
}()
