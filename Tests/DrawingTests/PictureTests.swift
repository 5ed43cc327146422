import Display
import Drawing
import Foundation
import Tensors
import Testing

@Test func `writes samples to look at`() throws {
  guard let folder = ProcessInfo.processInfo.environment["ASRSH_LOOK"] else { return }
  var k: UInt64 = 1
  func noise() -> Double {
    k = k &* 6364136223846793005 &+ 1442695040888963407
    return Double(k >> 33) / Double(1 << 31) - 0.5
  }
  let steps = (1...12).map { Double($0 * 500) }
  let losses = (1...300).map { 8 * exp(-Double($0) / 60) + 0.5 + 0.3 * noise() }
  func grid(_ rows: Int, _ columns: Int, _ value: (Double, Double) -> Double) -> Tensor {
    var all: [Float] = []
    for row in 0..<rows { for column in 0..<columns { all.append(Float(value(Double(row), Double(column)))) } }
    return Tensor(all, shape: [rows, columns])
  }
  func sound(_ frames: Int, _ value: (Double) -> Double) -> Tensor {
    var all: [Float] = []
    for frame in 0..<frames { all.append(Float(value(Double(frame)))) }
    return Tensor(all, shape: [frames])
  }
  let mel = grid(300, 80) { a, b in sin(a / 12) * cos(b / 9) + 0.3 * noise() }
  let random = grid(120, 8) { _, _ in noise() }
  let tone = sound(48000) { f in sin(f / 20) * exp(-f.truncatingRemainder(dividingBy: 16000) / 4000) * 0.8 }
  let quiet = sound(48000) { f in f > 20000 && f < 22000 ? Double.nan : sin(f / 20) * exp(-f.truncatingRemainder(dividingBy: 16000) / 4000) * 0.02 }
  let short = sound(100) { sin($0 / 5) }
  let plots: [(String, Plot)] = [
    ("wer", .lines(LinePlot([.init("wer", x: steps, y: steps.map { 0.3 + 0.7 * exp(-$0 / 1500) })], x: Axis("step"), y: Axis("wer")))),
    ("loss", .lines(LinePlot([
      .init("loss", x: (1...300).map { Double($0) * 20 }, y: losses),
      .init("eval_loss", x: steps, y: steps.map { 8 * exp(-$0 / 1200) + 0.8 }),
      .init("شرح غلطی", x: steps, y: steps.map { 5 * exp(-$0 / 2200) + 0.4 }),
    ], title: "تربیت کے دوران نقصان", x: Axis("step"), y: Axis("loss")))),
    ("croatian", .lines(LinePlot([.init("čćžšđ", [1, 5, 3, .nan, 2, 4]), .init("b", [2, .nan, 1, .nan, 3, 2])], title: "Gubitak tijekom učenja: šđčćž — a very long title that goes on and on until it no longer fits into a single line of the picture and must be broken, and on and on until even two do not do and there must be an ellipsis at the end", x: Axis("korak"), y: Axis("gubitak")))),
    ("one", .lines(LinePlot([.init("wer", x: [500], y: [1])], x: Axis("step"), y: Axis("wer")))),
    ("equal", .lines(LinePlot([.init("wer", [1, 1, 1, 1])], x: Axis("step")))),
    ("none", .lines(LinePlot([.init("wer", [.nan])], x: Axis("step")))),
    ("small", .lines(LinePlot([.init("learning_rate", x: (0..<50).map { Double($0) * 1e6 }, y: (0..<50).map { Double($0) * 2e-7 })], x: Axis("step")))),
    ("offset", .lines(LinePlot([.init("x", (0..<50).map { 1e9 + Double($0) * 0.01 })], x: Axis("step")))),
    ("million", .lines(LinePlot([.init("noise", (0..<1_000_000).map { sin(Double($0) / 1e5) + noise() })], title: "A million points", x: Axis("sample")))),
    ("scatter", .lines(LinePlot([.init("wer", x: (0..<500).map { _ in 2 + 3 * noise() }, y: (0..<500).map { _ in abs(noise()) }, isJoined: false)], x: Axis("duration", unit: "s"), y: Axis("wer")))),
    ("bigscatter", .lines(LinePlot([.init("wer", x: (0..<100_000).map { _ in noise() + noise() }, y: (0..<100_000).map { _ in noise() + noise() }, isJoined: false)]))),
    ("many", .lines(LinePlot((0..<30).map { i in .init("curve number \(i)", (0..<20).map { Double($0 * (i + 1)) }) }))),
    ("histogram", .histogram(Histogram((0..<400).map { _ in 2 + noise() + noise() }, axis: Axis("duration", unit: "s")))),
    ("histogram1", .histogram(Histogram([3, 3, 3], axis: Axis("n")))),
    ("histogram0", .histogram(Histogram([.nan], axis: Axis("n")))),
    ("heat", .heatMap(HeatMap(mel, title: "log-mel", horizontal: .init(Axis("time", unit: "s"), 0...3), vertical: .init(Axis("mel band"), 0...80), value: Axis("log power")))),
    ("heat3", .heatMap(HeatMap(Tensor([0, 1, 2, 3, .nan, 5], shape: [3, 2])))),
    ("heatflat", .heatMap(HeatMap(Tensor([2, 2, 2, 2, 2, 2], shape: [3, 2])))),
    ("tokens", .heatMap(HeatMap(random, horizontal: .init(Axis("time", unit: "s"), 0...2.4), vertical: .init(Axis("token"), names: ["[PAD]", "س", "ل", "ا", "م", "č", "š", "<unk>"]), value: Axis("log probability")))),
    ("wave", .waveform(Waveform(tone, samplingRate: 16000))),
    ("wave2", .waveform(Waveform(quiet.reshaped([24000, 2]), samplingRate: 16000, title: "Stereo"))),
    ("waveshort", .waveform(Waveform(short, samplingRate: 16000))),
    ("wave0", .waveform(Waveform(Tensor(zeros: [0]), samplingRate: 16000))),
  ]
  for (name, plot) in plots {
    let start = ContinuousClock.now
    let svg = try Picture(plot).svg()
    let middle = ContinuousClock.now
    let png = try Picture(plot).png()
    print(name, svg.utf8.count, png.count, middle - start, ContinuousClock.now - middle)
    try Data(svg.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).svg"))
    try Data(png).write(to: URL(fileURLWithPath: "\(folder)/\(name).png"))
  }
}
