internal import Synchronization

/// Convolves a signal with an impulse: result[i] = Σ impulse[k]·signal[first + i - k].
///
/// Overlap-save with an impulse cut into equal parts (T. G. Stockham, "High-Speed Convolution and
/// Correlation", 1966; G. P. M. Egelmeers and P. C. W. Sommen, "A New Method for Efficient
/// Convolution in Frequency Domain by Nonuniform Partitioning", 1996, section 2): blocks of half a
/// transform's length are transformed once, and each result block is the sum of the products of
/// earlier blocks' spectra with those of the parts. Two blocks make one complex number, for what is
/// convolved with a real impulse stays apart; sixteen such pairs lie side by side in the lanes.
///
/// - Parameters:
///   - signal: The signal; zeros surround it.
///   - impulse: At least one number.
///   - first: Where in the whole convolution the result begins; 0 for its beginning.
///   - result: As much of the convolution as there is room for.
public func convolve(
  _ signal: Span<Float>, _ impulse: Span<Float>, from first: Int,
  into result: inout MutableSpan<Float>
) {
  precondition(!impulse.isEmpty, "An impulse has at least one number.")
  guard result.count > 0 else { return }
  let plan = PartitionedConvolution(taps: impulse.count, results: result.count)
  plan.convolve(Floats(signal), Floats(impulse), first, into: Floats(&result))
}

/// How a convolution is cut into blocks.
private struct PartitionedConvolution: Sendable {
  private let fourier: LaneFourier
  /// The length of a transform, and of a block and a part, which is half of it.
  private let length: Int
  private let hop: Int
  private let parts: Int
  /// The number of pairs of blocks: block `c` shares a lane with block `c + half`.
  private let half: Int
  /// The number of pairs of spectra that are kept, those before the first result among them.
  private let width: Int

  private static let plans = Mutex<[Int: LaneFourier]>([:])

  init(taps: Int, results: Int) {
    // Long parts save products, short ones stay in the cache.
    let length = taps <= 256 ? 512 : 2_048
    fourier = Self.plans.withLock { plans in
      let plan = plans[length] ?? LaneFourier(length: length)
      plans[length] = plan
      return plan
    }
    self.length = length
    hop = length / 2
    parts = (taps + hop - 1) / hop
    let blocks = (results + hop - 1) / hop
    half = (blocks + 1) / 2
    width = ((half + 15) / 16 * 16 + parts - 1 + 15) / 16 * 16
  }

  func convolve(_ signal: Floats, _ impulse: Floats, _ first: Int, into result: Floats) {
    let partWidth = (parts + 15) / 16 * 16
    withScratch(count: 2 * length * (width + partWidth)) { all in
      let spectra = all[0..<2 * length * width]
      let responses = all[2 * length * width..<all.count]
      transformParts(impulse, into: responses, partWidth)
      transformBlocks(signal, first, into: spectra)
      parallel(count: (half + 15) / 16, scratch: 64 * length) { tile, scratch in
        let (one, other) = (scratch[0..<32 * length], scratch[32 * length..<64 * length])
        multiply(spectra, responses, partWidth, tile, into: one)
        write(fourier.transform(one, other), tile, into: result)
      }
    }
  }

  /// Transforms the parts of the impulse: for each frequency, the real parts of all, then the others.
  private func transformParts(_ impulse: Floats, into spectra: Floats, _ partWidth: Int) {
    // The way back would leave a factor of the length.
    let scale = Lanes(repeating: 1 / Float(length))
    parallel(count: partWidth / 16, scratch: 64 * length) { tile, scratch in
      let (one, other) = (scratch[0..<32 * length], scratch[32 * length..<64 * length])
      one.fill(0)
      for sample in stride(from: 0, to: hop, by: 16) {
        let block = gathered(impulse) {
          ((16 * tile + $0) * hop + sample, (16 * tile + $0) < parts)
        }
        for row in 0..<16 { one[lanes: 32 * (sample + row)] = block[row] }
      }
      let spectrum = fourier.transform(one, other)
      for bin in 0..<length {
        let value = spectrum[complex: bin]
        spectra[lanes: 2 * bin * partWidth + 16 * tile] = value.re * scale
        spectra[lanes: (2 * bin + 1) * partWidth + 16 * tile] = value.im * scale
      }
    }
  }

  /// Transforms the pairs of blocks that the results need.
  private func transformBlocks(_ signal: Floats, _ first: Int, into spectra: Floats) {
    parallel(count: width / 16, scratch: 64 * length) { tile, scratch in
      let (one, other) = (scratch[0..<32 * length], scratch[32 * length..<64 * length])
      for sample in stride(from: 0, to: length, by: 16) {
        for isSecond in [false, true] {
          let block = gathered(signal) { lane in
            let number = 16 * tile + lane - (parts - 1) + (isSecond ? half : 0)
            return (first + (number - 1) * hop + sample, true)
          }
          let place = 32 * sample + (isSecond ? 16 : 0)
          for row in 0..<16 { one[lanes: place + 32 * row] = block[row] }
        }
      }
      let spectrum = fourier.transform(one, other)
      for bin in 0..<length {
        let value = spectrum[complex: bin]
        spectra[lanes: 2 * bin * width + 16 * tile] = value.re
        spectra[lanes: (2 * bin + 1) * width + 16 * tile] = value.im
      }
    }
  }

  /// Sixteen stretches of sixteen samples, transposed: row i has the samples i of all.
  @inline(__always)
  private func gathered(
    _ source: Floats, _ place: (Int) -> (start: Int, isWanted: Bool)
  ) -> LaneBlock {
    var block = LaneBlock(repeating: Lanes())
    for lane in 0..<16 {
      let (start, isWanted) = place(lane)
      guard isWanted else { continue }
      if start >= 0, start + 16 <= source.count {
        block[lane] = source[lanes: start]
      } else if start < source.count, start + 16 > 0 {
        var lanes = Lanes()
        for offset in 0..<16 where start + offset >= 0 && start + offset < source.count {
          lanes[offset] = source[start + offset]
        }
        block[lane] = lanes
      }
    }
    return transposed(block)
  }

  /// Adds up the products of spectra for sixteen pairs of result blocks.
  ///
  /// Real and imaginary parts change places, with which the way there is the way back.
  private func multiply(
    _ spectra: Floats, _ responses: Floats, _ partWidth: Int, _ tile: Int, into target: Floats
  ) {
    for bin in 0..<length {
      let real = spectra[2 * bin * width..<(2 * bin + 1) * width]
      let imaginary = spectra[(2 * bin + 1) * width..<(2 * bin + 2) * width]
      var sum = ComplexLanes(re: Lanes(), im: Lanes())
      for part in 0..<parts {
        let column = 16 * tile + parts - 1 - part
        let (re, im) = (real[lanes: column], imaginary[lanes: column])
        let h = Lanes(repeating: responses[2 * bin * partWidth + part])
        let g = Lanes(repeating: responses[(2 * bin + 1) * partWidth + part])
        sum.re = im.fused(-g, re.fused(h, sum.re))
        sum.im = im.fused(h, re.fused(g, sum.im))
      }
      target[complex: bin] = ComplexLanes(re: sum.im, im: sum.re)
    }
  }

  /// Writes the second half of sixteen pairs of results, which alone is whole.
  private func write(_ values: Floats, _ tile: Int, into result: Floats) {
    for sample in stride(from: 0, to: hop, by: 16) {
      for isSecond in [false, true] {
        var block = LaneBlock(repeating: Lanes())
        let place = 32 * (hop + sample) + (isSecond ? 0 : 16)
        for row in 0..<16 { block[row] = values[lanes: place + 32 * row] }
        block = transposed(block)
        for lane in 0..<16 where 16 * tile + lane < half {
          let start = (16 * tile + lane + (isSecond ? half : 0)) * hop + sample
          if start < result.count { result[part: start] = block[lane] }
        }
      }
    }
  }
}
