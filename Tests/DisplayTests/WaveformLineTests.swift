import Display
import Testing

@Test func `draws levels in eighths`() {
  let levels: [Float] = [0, 1, 2, 3, 4, 5, 6, 7]
  #expect(waveformLine(levels, for: Terminal()) == "▁▂▃▄▅▆▇█")
  #expect(waveformLine(levels, for: Terminal(), fullScale: 14) == "▁▂▂▃▃▄▄▅")
  #expect(waveformLine(levels, for: Terminal(), fullScale: 3.5) == "▁▃▅▇████")
  #expect(waveformLine(levels, for: Terminal(hasUnicode: false)) == "_.:-=+*#")
}

@Test func `draws silence, nothing and what is no number`() {
  #expect(waveformLine([0, 0], for: Terminal()) == "▁▁")
  #expect(waveformLine([], for: Terminal()) == "")
  #expect(waveformLine([.nan, 1, .infinity], for: Terminal()) == "?██")
}

@Test func `draws the peaks when there are more levels than columns`() {
  let levels = (0..<100).map { Float($0 == 42 ? 1 : 0) }
  #expect(waveformLine(levels, for: Terminal(width: 10)) == "▁▁▁▁█▁▁▁▁▁")
}

@Test(arguments: [(10, 5), (11, 4), (3, 10), (0, 4), (7, 1), (5, 0)])
func `takes each sample into exactly one peak`(samples: Int, buckets: Int) {
  // Every sample in turn is the only loud one: just one bucket may be loud, and they must not go back.
  var previous = 0
  for loud in 0..<samples where buckets > 0 {
    let audio = (0..<samples).map { Float($0 == loud ? -0.5 : 0.1) }
    let peaks = peakLevels(audio.span, count: buckets)
    let hits = peaks.indices.filter { peaks[$0] == 0.5 }
    #expect(hits.count == 1 && hits[0] >= previous)
    previous = hits.first ?? previous
  }
  let silence = [Float](repeating: 0, count: samples)
  #expect(peakLevels(silence.span, count: buckets).count == min(samples, buckets))
}
