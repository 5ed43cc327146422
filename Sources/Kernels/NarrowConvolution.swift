/// A convolution over time whose windows are so short that products of matrices do not pay: that of
/// the samples themselves.
///
/// Four frames at a time, the window's numbers one after the other are spread over the lanes of
/// sixteen outputs. Every result is added up in the order of the window, whatever the frames beside
/// it.
struct NarrowConvolution: Sendable {
  let convolution: TimeConvolution
  /// The numbers of a window: taps × inputs.
  let window: Int

  /// Takes on a convolution, if its windows are short and without padding.
  init?(_ convolution: TimeConvolution) {
    window = convolution.kernel * convolution.inputs
    guard window <= 16, convolution.padding == 0 else { return nil }
    self.convolution = convolution
  }

  /// Computes output frames.
  ///
  /// - Parameters:
  ///   - x: The rows from the first window on.
  ///   - packedWeight: Window × outputs.
  ///   - bias: One for each output, or empty for none.
  ///   - y: The result: as many frames as fit into it.
  ///   - finish: What is done with sixteen sums of the output with this number and those after it.
  @inline(__always)
  func forward(
    _ x: Floats, packedWeight: Floats, bias: Floats, into y: Floats,
    _ finish: (Int, Lanes) -> Lanes
  ) {
    let step = convolution.stride * convolution.inputs
    let outputs = convolution.outputs
    let frames = y.count / outputs
    for first in stride(from: 0, to: frames, by: 4) {
      // Beyond the last frame the last one is computed again.
      let places = Quadruple(0, 1, 2, 3).map { min(first + $0, frames - 1) }
      let windows = places.map { x[$0 * step..<$0 * step + window] }
      for output in stride(from: 0, to: outputs, by: 16) {
        let start = bias.count > 0 ? bias[part: output] : Lanes()
        var sums = Quadruple(start, start, start, start)
        for tap in 0..<window {
          let w = packedWeight[tap * outputs..<(tap + 1) * outputs][part: output]
          sums.a = w.fused(Lanes(repeating: windows.a[tap]), sums.a)
          sums.b = w.fused(Lanes(repeating: windows.b[tap]), sums.b)
          sums.c = w.fused(Lanes(repeating: windows.c[tap]), sums.c)
          sums.d = w.fused(Lanes(repeating: windows.d[tap]), sums.d)
        }
        y[row(places.a)][part: output] = finish(output, sums.a)
        y[row(places.b)][part: output] = finish(output, sums.b)
        y[row(places.c)][part: output] = finish(output, sums.c)
        y[row(places.d)][part: output] = finish(output, sums.d)
      }
    }
  }

  /// Computes the results of a tile.
  func forward(
    _ x: Floats, packedWeight: Floats, bias: Floats, _ tile: TimeTile, into y: Floats
  ) {
    let (inputs, outputs) = (convolution.inputs, convolution.outputs)
    let first = tile.input.lowerBound + tile.frames.lowerBound * convolution.stride
    let rows = convolution.outputRows(of: tile)
    forward(
      x[first * inputs..<tile.input.upperBound * inputs], packedWeight: packedWeight,
      bias: bias, into: y[rows.lowerBound * outputs..<rows.upperBound * outputs]
    ) { $1 }
  }

  @inline(__always)
  private func row(_ frame: Int) -> Range<Int> {
    frame * convolution.outputs..<(frame + 1) * convolution.outputs
  }
}

/// Four of a kind, which the compiler keeps apart.
private struct Quadruple<Element> {
  var a: Element
  var b: Element
  var c: Element
  var d: Element

  @inline(__always)
  init(_ a: Element, _ b: Element, _ c: Element, _ d: Element) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  @inline(__always)
  func map<Result>(_ body: (Element) -> Result) -> Quadruple<Result> {
    Quadruple<Result>(body(a), body(b), body(c), body(d))
  }
}
