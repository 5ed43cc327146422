import Display
import Tensors
import Testing

private func strip(samples: Tensor? = nil, duration: Double = 2) -> AlignmentStrip {
  AlignmentStrip(
    samples: samples, duration: duration,
    words: [
      .init("hello", start: 0.25, score: 0.9), .init("big", start: 1, score: 0.6),
      .init("world", start: 1.5, score: 0.1),
    ],
    tokens: [.init("h", start: 0.25, score: 0.9), .init("o", start: 0.5, score: 0.9)])
}

@Test func `words stand where they were said, tokens above them`() {
  #expect(
    strip().rendered(for: Terminal(width: 60)) == """
         h  o
         hello    big   world
      """)
}

@Test func `a waveform stands above, as long as the recording`() {
  let samples = Tensor((0..<240).map { $0 < 120 ? 0 : 1 })
  let lines = strip(samples: samples).rendered(for: Terminal(width: 60)).split(separator: "\n")
  #expect(lines.first == "▁▁▁▁▁▁▁▁▁▁▁▁████████████")
}

@Test func `words are coloured by how sure they are`() {
  let text = strip().rendered(for: Terminal(width: 60, hasColor: true))
  #expect(text.contains("\u{1B}[32mhello"))
  #expect(text.contains("\u{1B}[33mbig"))
  #expect(text.contains("\u{1B}[31mworld"))
}

@Test func `what is longer than a line goes on below, no word cut`() {
  let text = strip().rendered(for: Terminal(width: 14))
  #expect(
    text == """
      0 – 1 s
         h  o
         hello
      1 – 2 s
      big   world
      """)
  let cut = strip().rendered(for: Terminal(width: 14), rowLimit: 1)
  #expect(cut.hasPrefix("0 – 1 s\n   h  o\n   hello\n…"))
}

@Test func `nothing and odd numbers are drawn too`() {
  for duration in [0.0, -1, .nan, .infinity] {
    #expect(strip(duration: duration).rendered(for: Terminal()) == "")
  }
}

@Test func `a path is drawn on a heat map`() {
  var map = HeatMap(Tensor(zeros: [4, 2]))
  map.path = [0, 0.5, 1.5, 2]
  let lines = map.rendered(for: Terminal(width: 10)).split(separator: "\n")
  let marks = lines.prefix(2).map { line in line.map { $0 == "•" } }
  #expect(marks == [[false, false, true, true], [true, true, false, false]])
}
