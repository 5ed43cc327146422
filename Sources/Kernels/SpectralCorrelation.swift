/// The channels of a group in the rows of a batch.
struct ChannelRange: Sendable {
  let first: Int
  let count: Int
  let rowLength: Int
}

/// A stretch of a recording whose results one transform gives.
struct SpectralBlock: Sendable {
  /// The rows of the recording in the batch.
  let recording: Range<Int>
  /// The first row of the results.
  let first: Int
}

/// A plan of correlations `y[t] = Σ w[k]·x[t + k]` of a group of channels by Fourier transforms.
///
/// A block of ``length`` inputs gives ``hop`` results. Sixteen channels lie side by side in the
/// lanes, and two such bundles of real numbers make one complex transform: with Z that of a + ib,
/// the transforms of a and b are (Z[k] + conj Z[n-k])/2 and (Z[k] - conj Z[n-k])/2i. The halves and
/// the 1/n of the way back are powers of two and are made good at the end.
struct SpectralCorrelation: Sendable {
  /// The number of channels, in and out.
  let channels: Int
  /// The number of taps.
  let taps: Int
  /// The number of inputs of a block: a power of two, at least twice the taps.
  let length: Int

  private let fourier: LaneFourier

  /// Blocks that are transformed before they are multiplied: their spectra fit into the cache.
  private static let blocksPerChunk = 16

  init(channels: Int, taps: Int) {
    self.channels = channels
    self.taps = taps
    var length = 32
    while length < 2 * taps { length *= 2 }
    self.length = length
    fourier = LaneFourier(length: length)
  }

  /// The number of results of a block.
  var hop: Int { length - taps + 1 }

  /// The number of frequencies from 0 to half the sampling rate.
  var bins: Int { length / 2 + 1 }

  /// The number of bundles of sixteen channels; the last one may have lanes without a channel.
  var bundles: Int { (channels + 15) / 16 }

  /// What results must be multiplied by after two unpackings and the way back.
  var outputScale: Float { 1 / Float(4 * length) }

  /// Cuts recordings into blocks, and these into chunks that are worked on together.
  func chunks(of lengths: [Int]) -> [[SpectralBlock]] {
    var first = 0
    var blocks: [SpectralBlock] = []
    for length in lengths {
      let recording = first..<first + length
      for start in stride(from: first, to: first + length, by: hop) {
        blocks.append(SpectralBlock(recording: recording, first: start))
      }
      first += length
    }
    return stride(from: 0, to: blocks.count, by: Self.blocksPerChunk).map {
      Array(blocks[$0..<min($0 + Self.blocksPerChunk, blocks.count)])
    }
  }

  /// The floats of a complex transform, and of the spectra of a chunk.
  private var lengths: (buffer: Int, spectra: Int) {
    (32 * length, Self.blocksPerChunk * bins * bundles * 32)
  }

  /// How many floats of working memory a group needs.
  var workCount: Int {
    2 * lengths.buffer + 2 * lengths.spectra + bins * channels * bundles * 32
  }

  /// Cuts the working memory of a group into its parts.
  func work(_ scratch: Floats) -> SpectralWork {
    let (buffer, spectra) = lengths
    return SpectralWork(
      first: scratch[0..<buffer], second: scratch[buffer..<2 * buffer],
      inputs: scratch[2 * buffer..<2 * buffer + spectra],
      outputs: scratch[2 * buffer + spectra..<2 * buffer + 2 * spectra],
      weights: scratch[2 * buffer + 2 * spectra..<scratch.count])
  }

  /// Transforms what the first buffer holds and hands out twice the spectra of its two bundles.
  @inline(__always)
  func unpack(_ work: SpectralWork, _ body: (Int, ComplexLanes, ComplexLanes) -> Void) {
    let result = fourier.transform(work.first, work.second)
    for bin in 0..<bins {
      let (z, mirror) = (result[complex: bin], result[complex: bin == 0 ? 0 : length - bin])
      body(
        bin, ComplexLanes(re: z.re + mirror.re, im: z.im - mirror.im),
        ComplexLanes(re: z.im + mirror.im, im: mirror.re - z.re))
    }
  }

  /// Goes back from the spectra of two bundles, which `body` gives for each frequency, and returns
  /// a view of the results: the second bundle, then the first, in place of real and imaginary parts.
  @inline(__always)
  func packed(_ work: SpectralWork, _ body: (Int) -> (ComplexLanes, ComplexLanes)) -> Floats {
    // The way back is the way there with real and imaginary parts swapped before and after.
    for bin in 0..<bins {
      let (a, b) = body(bin)
      work.first[complex: bin] = ComplexLanes(re: a.im + b.re, im: a.re - b.im)
      if bin > 0, bin < length - bin {
        work.first[complex: length - bin] = ComplexLanes(re: b.re - a.im, im: a.re + b.im)
      }
    }
    return fourier.transform(work.first, work.second)
  }
}

/// The working memory of a group of channels.
struct SpectralWork: Sendable {
  /// A complex transform.
  let first: Floats
  /// As much again, for its stages.
  let second: Floats
  /// The spectra of a chunk of blocks: frequencies × blocks × bundles × (16 real, 16 imaginary).
  let inputs: Floats
  /// The spectra of their results, laid out alike.
  let outputs: Floats
  /// The spectra of the weights: frequencies × inputs × bundles of outputs × (16 real, 16 imaginary).
  let weights: Floats
}
