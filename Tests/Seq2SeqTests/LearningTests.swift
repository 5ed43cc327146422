import Autograd
import Cancelling
import Foundation
import Layers
import Recognizers
import Seq2Seq
import Tensors
import TestSupport
import Testing

/// A small encoder-decoder learns to write what it hears: each symbol is some frames with one loud bin.
struct LearningTests {
  private static let bins = 5

  /// A recording of symbols, each 4 to 7 frames long with 3 quiet ones behind it.
  private static func recording(
    _ symbols: [Int], _ chance: inout some RandomNumberGenerator
  ) -> Tensor {
    let frames = symbols.flatMap { symbol in
      let loud = Int.random(in: 4...7, using: &chance)
      return (0..<loud + 3).map { frame in
        (0..<bins).map { bin in
          (bin == symbol && frame < loud ? 2 : 0) + Float.random(in: -0.3...0.3, using: &chance)
        }
      }
    }
    return Tensor(frames.flatMap(\.self), shape: [frames.count, bins])
  }

  private let encoder: AttentionEncoder
  private let objective: SequenceObjective

  init() {
    var sizes = TransformerSizes(columns: 24, layers: 1, heads: 2, inner: 48)
    sizes.dropout = 0.05
    encoder = AttentionEncoder(
      "encoder", bins: Self.bins, windows: [.init(kernel: 3, stride: 2)], positions: .sinusoidal,
      mostFrames: 20, sizes, from: RandomParameters(seed: 1))
    var options = AttentionDecoder.Options(vocabulary: 9, mostTokens: 12)
    (options.positions, options.scalesEmbedding) = (.sinusoidal, true)
    let decoder = AttentionDecoder("decoder", options, sizes, from: RandomParameters(seed: 2))
    objective = SequenceObjective(SymbolTokens(), decoder, mostFrames: 20, labelSmoothing: 0.1)
  }

  /// Does one update of Adam with the gradients that there are.
  ///
  /// D. P. Kingma and J. Ba, "Adam", ICLR 2015.
  private func update(
    _ parameters: [Parameter], _ moments: inout [[(Float, Float)]], step: Int, rate: Float
  ) {
    for (place, parameter) in parameters.enumerated() {
      let gradient = parameter.gradient?.elements ?? []
      var value = parameter.value.elements
      for index in gradient.indices {
        let slope = gradient[index]
        let (first, second) = moments[place][index]
        let (mean, square) = (0.9 * first + 0.1 * slope, 0.98 * second + 0.02 * slope * slope)
        moments[place][index] = (mean, square)
        let corrected = (square / (1 - pow(0.98, Float(step)))).squareRoot()
        value[index] -= rate * mean / (1 - pow(0.9, Float(step))) / (corrected + 1e-8)
      }
      parameter.value = Tensor(value, shape: parameter.value.shape)
      parameter.gradient = nil
    }
  }

  @Test func `it learns to write what it hears, greedily and by beam search`() throws {
    var chance = Randomness(seed: 5)
    func sentence() -> [Int] {
      (0..<Int.random(in: 1...3, using: &chance)).map { _ in
        Int.random(in: 0..<Self.bins, using: &chance)
      }
    }
    let parameters = encoder.parameters + objective.decoder.parameters
    var moments = parameters.map { [(Float, Float)](repeating: (0, 0), count: $0.value.count) }
    var losses: [Float] = []
    for step in 1...500 {
      let sentences = (0..<12).map { _ in sentence() }
      let features = Batch(packing: sentences.map { Self.recording($0, &chance) })
      let targets = try sentences.map { try objective.target(for: SymbolTokens.text($0)) }
      let tape = Tape()
      let pass = ForwardPass.training(on: tape, seed: 1, step: step)
      let loss = try objective.loss(encoder(features, pass), targets, pass)
      losses.append(loss.value.value.scalar ?? .nan)
      tape.backward(from: loss.value)
      let rate = 4e-3 * min(Float(step) / 40, Float(500 - step) / 460)
      update(parameters, &moments, step: step, rate: rate)
    }
    let (first, last) = (losses.prefix(10).reduce(0, +), losses.suffix(10).reduce(0, +))
    #expect(2 * last < first)
    var beam = DecodingOptions()
    (beam.search, beam.width) = (.beam, 3)
    for options in [DecodingOptions(), beam] {
      var right = 0
      for _ in 0..<40 {
        let symbols = sentence()
        let rows = encoder(Batch(Self.recording(symbols, &chance)), .inference).rows.value
        var decoder = try SequenceDecoder(options, SymbolTokens(), objective.decoder)
        try decoder.take(rows, .never)
        let heard = try decoder.finish(duration: 1, .never).text
        if heard == SymbolTokens.text(symbols) { right += 1 }
      }
      #expect(right >= 36, "\(right) of 40 with \(options.search)")
    }
  }
}
