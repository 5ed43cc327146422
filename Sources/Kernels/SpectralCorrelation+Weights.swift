extension SpectralCorrelation {
  /// Transforms the weights of a group, outputs × inputs × taps.
  ///
  /// - Parameters:
  ///   - weight: The weights.
  ///   - isTransposed: Whether inputs and outputs change places and the taps are in reverse order.
  ///   - work: The working memory, whose weights are the result.
  func transformWeights(_ weight: Floats, isTransposed: Bool, _ work: SpectralWork) {
    for bundle in 0..<bundles {
      for input in stride(from: 0, to: channels, by: 2) {
        work.first.fill(0)
        for part in input..<min(input + 2, channels) {
          loadTaps(
            weight, bundle, part, isTransposed: isTransposed,
            into: work.first[16 * (part - input)..<work.first.count])
        }
        unpack(work) { bin, a, b in
          let place = (bin * channels + input) * bundles + bundle
          work.weights[complex: place] = a
          if input + 1 < channels { work.weights[complex: place + bundles] = b }
        }
      }
    }
  }

  /// Puts the taps of sixteen outputs and one input into the lanes of every second vector.
  private func loadTaps(
    _ weight: Floats, _ bundle: Int, _ input: Int, isTransposed: Bool, into lanes: Floats
  ) {
    let (outputStride, inputStride) =
      isTransposed ? (taps, channels * taps) : (channels * taps, taps)
    let outputs = 16 * bundle..<min(16 * bundle + 16, channels)
    for tap in stride(from: 0, to: taps, by: 16) {
      var block = LaneBlock(repeating: Lanes())
      for output in outputs {
        let place = output * outputStride + input * inputStride
        block[output - outputs.lowerBound] = weight[place..<place + taps][part: tap]
      }
      block = transposed(block)
      for row in 0..<min(16, taps - tap) {
        let target = isTransposed ? taps - 1 - tap - row : tap + row
        lanes[lanes: 32 * target] = block[row]
      }
    }
  }

  /// Adds the products of a chunk's inputs and the conjugates of its gradients to the spectra of the
  /// weights' gradients.
  func accumulateWeights(blocks: Int, _ work: SpectralWork) {
    for bin in 0..<bins {
      let weights = work.weights[
        bin * channels * bundles * 32..<(bin + 1) * channels * bundles * 32]
      let spectrum = bin * blocks * bundles * 32..<(bin + 1) * blocks * bundles * 32
      let (inputs, gradients) = (work.inputs[spectrum], work.outputs[spectrum])
      for input in 0..<channels {
        for bundle in 0..<bundles {
          var sum = weights[complex: input * bundles + bundle]
          for block in 0..<blocks {
            let gradient = gradients[complex: block * bundles + bundle]
            let place = 32 * (block * bundles + input / 16) + input % 16
            let (re, im) = (Lanes(repeating: inputs[place]), Lanes(repeating: inputs[place + 16]))
            sum.re = gradient.im.fused(im, gradient.re.fused(re, sum.re))
            sum.im = gradient.im.fused(-re, gradient.re.fused(im, sum.im))
          }
          weights[complex: input * bundles + bundle] = sum
        }
      }
    }
  }

  /// Goes back from the spectra of the weights' gradients and adds these to `dw`.
  func invertWeights(addingTo dw: Floats, _ work: SpectralWork) {
    for bundle in 0..<bundles {
      for input in stride(from: 0, to: channels, by: 2) {
        let isPair = input + 1 < channels
        let result = packed(work) { bin in
          let place = (bin * channels + input) * bundles + bundle
          return (
            work.weights[complex: place], work.weights[complex: isPair ? place + bundles : place]
          )
        }
        for part in input..<min(input + 2, channels) {
          addTaps(result[16 * (1 - part + input)..<result.count], bundle, part, to: dw)
        }
      }
    }
  }

  /// Adds the taps of sixteen outputs and one input, from the lanes of every second vector.
  private func addTaps(_ lanes: Floats, _ bundle: Int, _ input: Int, to dw: Floats) {
    let scale = Lanes(repeating: outputScale)
    let outputs = 16 * bundle..<min(16 * bundle + 16, channels)
    for tap in stride(from: 0, to: taps, by: 16) {
      var block = LaneBlock(repeating: Lanes())
      for row in 0..<min(16, taps - tap) { block[row] = lanes[lanes: 32 * (tap + row)] * scale }
      block = transposed(block)
      for output in outputs {
        let place = (output * channels + input) * taps
        let target = dw[place..<place + taps]
        target[part: tap] += block[output - outputs.lowerBound]
      }
    }
  }
}
