extension SpectralCorrelation {
  /// Transforms the blocks of some channels.
  ///
  /// - Parameters:
  ///   - x: The batch.
  ///   - range: The channels.
  ///   - blocks: The blocks.
  ///   - offset: Where a block's inputs begin, from its first result on.
  ///   - frames: How many inputs are read; the rest counts as zeros.
  ///   - spectra: The result.
  ///   - work: The working memory.
  func transform(
    _ x: Floats, _ range: ChannelRange, _ blocks: [SpectralBlock], offset: Int, frames: Int,
    _ spectra: Floats, _ work: SpectralWork
  ) {
    for (number, block) in blocks.enumerated() {
      let start = block.first + offset
      let inside = (start..<start + frames).clamped(to: block.recording)
      for bundle in stride(from: 0, to: bundles, by: 2) {
        work.first.fill(0)
        for part in bundle..<min(bundle + 2, bundles) {
          for row in inside {
            let place = row * range.rowLength + range.first
            work.first[lanes: 32 * (row - start) + 16 * (part - bundle)] =
              x[place..<place + range.count][part: 16 * part]
          }
        }
        unpack(work) { bin, a, b in
          let place = (bin * blocks.count + number) * bundles + bundle
          spectra[complex: place] = a
          if bundle + 1 < bundles { spectra[complex: place + 1] = b }
        }
      }
    }
  }

  /// Goes back from the spectra of the results and writes the frames that are in the recordings.
  func invert(
    _ blocks: [SpectralBlock], _ range: ChannelRange, into y: Floats, _ work: SpectralWork
  ) {
    let scale = Lanes(repeating: outputScale)
    for (number, block) in blocks.enumerated() {
      let rows = block.first..<min(block.first + hop, block.recording.upperBound)
      for bundle in stride(from: 0, to: bundles, by: 2) {
        let isPair = bundle + 1 < bundles
        let result = packed(work) { bin in
          let place = (bin * blocks.count + number) * bundles + bundle
          return (work.outputs[complex: place], work.outputs[complex: isPair ? place + 1 : place])
        }
        for part in bundle..<min(bundle + 2, bundles) {
          for row in rows {
            let place = row * range.rowLength + range.first
            y[place..<place + range.count][part: 16 * part] =
              result[lanes: 32 * (row - block.first) + 16 * (1 - part + bundle)] * scale
          }
        }
      }
    }
  }

  /// Multiplies the spectra of a chunk with the conjugates of the weights' and adds up over inputs.
  func multiply(blocks: Int, _ work: SpectralWork) {
    for bin in 0..<bins {
      let weights = work.weights[
        bin * channels * bundles * 32..<(bin + 1) * channels * bundles * 32]
      let spectrum = bin * blocks * bundles * 32..<(bin + 1) * blocks * bundles * 32
      let (inputs, outputs) = (work.inputs[spectrum], work.outputs[spectrum])
      for bundle in 0..<bundles {
        var block = 0
        while block + 4 <= blocks {
          multiplyFour(inputs, weights, bundle, block, into: outputs)
          block += 4
        }
        while block < blocks {
          multiplyOne(inputs, weights, bundle, block, into: outputs)
          block += 1
        }
      }
    }
  }

  @inline(__always)
  private func multiplyOne(
    _ inputs: Floats, _ weights: Floats, _ bundle: Int, _ block: Int, into outputs: Floats
  ) {
    var sum = ComplexLanes(re: Lanes(), im: Lanes())
    for input in 0..<channels {
      let w = weights[complex: input * bundles + bundle]
      addProduct(of: inputs, input, block, conjugate: w, to: &sum)
    }
    outputs[complex: block * bundles + bundle] = sum
  }

  /// Four blocks at a time read the weights once.
  @inline(__always)
  private func multiplyFour(
    _ inputs: Floats, _ weights: Floats, _ bundle: Int, _ block: Int, into outputs: Floats
  ) {
    let zero = ComplexLanes(re: Lanes(), im: Lanes())
    var (first, second, third, fourth) = (zero, zero, zero, zero)
    for input in 0..<channels {
      let w = weights[complex: input * bundles + bundle]
      addProduct(of: inputs, input, block, conjugate: w, to: &first)
      addProduct(of: inputs, input, block + 1, conjugate: w, to: &second)
      addProduct(of: inputs, input, block + 2, conjugate: w, to: &third)
      addProduct(of: inputs, input, block + 3, conjugate: w, to: &fourth)
    }
    outputs[complex: block * bundles + bundle] = first
    outputs[complex: (block + 1) * bundles + bundle] = second
    outputs[complex: (block + 2) * bundles + bundle] = third
    outputs[complex: (block + 3) * bundles + bundle] = fourth
  }

  @inline(__always)
  private func addProduct(
    of inputs: Floats, _ input: Int, _ block: Int, conjugate w: ComplexLanes,
    to sum: inout ComplexLanes
  ) {
    let place = 32 * (block * bundles + input / 16) + input % 16
    let (re, im) = (Lanes(repeating: inputs[place]), Lanes(repeating: inputs[place + 16]))
    sum.re = w.im.fused(im, w.re.fused(re, sum.re))
    sum.im = w.im.fused(-re, w.re.fused(im, sum.im))
  }
}

extension Floats {
  /// Sixteen elements from `index` on, or those that there are: a whole vector, or a tail.
  @inline(__always)
  subscript(part index: Int) -> Lanes {
    get { index + 16 <= count ? self[lanes: index] : self[tail: index] }
    nonmutating set {
      if index + 16 <= count { self[lanes: index] = newValue } else { self[tail: index] = newValue }
    }
  }
}
