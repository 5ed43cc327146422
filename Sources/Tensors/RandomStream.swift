internal import Glibc
public import Kernels

/// A named stream of random numbers: one for every purpose, so that no use disturbs another.
///
/// A stream is a value that depends on the root seed, its purpose and a place such as a step and a
/// layer; drawing moves it on. The same names give the same numbers on every machine.
public struct RandomStream: Sendable {
  private let generator: Philox
  private let place: SIMD2<UInt32>
  private var position: UInt64 = 0
  private var block = SIMD4<UInt32>()

  /// Opens the stream of `purpose` at `place`.
  ///
  /// - Parameters:
  ///   - seed: The root seed.
  ///   - purpose: What the numbers are for, such as `"dropout"`.
  ///   - place: Which of many streams of this purpose, such as a step's number.
  public init(seed: UInt64, purpose: String, place: UInt64 = 0) {
    // FNV-1a: stable, and any two purposes in use differ.
    let name = purpose.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    let root = Philox(key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)))
    let mixed = root.block(
      SIMD4(UInt32(truncatingIfNeeded: name), UInt32(name >> 32), 0x6173_7273, 0x6800_0000))
    generator = Philox(key: SIMD2(mixed[0], mixed[1]))
    self.place = SIMD2(UInt32(truncatingIfNeeded: place), UInt32(place >> 32))
  }

  /// Draws 32 random bits.
  public mutating func bits() -> UInt32 {
    let lane = Int(position & 3)
    if lane == 0 { readBlock() }
    position += 1
    return block[lane]
  }

  /// Computes the block of four draws in which the position lies.
  private mutating func readBlock() {
    let number = position >> 2
    block = generator.block(
      SIMD4(UInt32(truncatingIfNeeded: number), UInt32(number >> 32), place[0], place[1]))
  }

  /// The stream as it is behind `count` further draws of bits.
  func ahead(by count: Int) -> RandomStream {
    var stream = self
    stream.position += UInt64(count)
    if stream.position & 3 != 0 { stream.readBlock() }
    return stream
  }

  /// Draws from [0, 1), in steps of 2⁻²⁴.
  public mutating func uniform() -> Float {
    Float(bits() >> 8) * 0x1p-24
  }

  /// Fills `target` with `value` where a draw from [0, 1) is at least `probability`, else with 0.
  ///
  /// The draws are those of ``uniform()``, from the next whole block of four on.
  ///
  /// - Parameters:
  ///   - target: What is filled.
  ///   - value: What is kept.
  ///   - probability: The chance of a 0.
  public mutating func fillMask(
    _ target: inout MutableSpan<Float>, keeping value: Float, dropping probability: Float
  ) {
    var number = (position + 3) >> 2
    // The draw's 24 bits are compared as whole numbers.
    let threshold = UInt32((probability * 0x1p24).rounded(.up))
    for start in stride(from: 0, to: target.count, by: 4) {
      let words = generator.block(
        SIMD4(UInt32(truncatingIfNeeded: number), UInt32(number >> 32), place[0], place[1]))
      number += 1
      for lane in 0..<min(4, target.count - start) {
        target[start + lane] = words[lane] >> 8 < threshold ? 0 : value
      }
    }
    position = number << 2
  }

  /// Returns the mask of a dropout: the draws that ``fillMask(_:keeping:dropping:)`` would make next.
  ///
  /// - Parameters:
  ///   - probability: The chance of an element to be dropped, at least 0 and below 1.
  ///   - element: How many of these draws are passed over.
  /// - Returns: The mask.
  public func dropoutMask(probability: Float, from element: Int = 0) -> DropoutMask {
    DropoutMask(
      key: generator.key, place: place, firstBlock: (position + 3) >> 2, firstElement: element,
      probability: probability)
  }

  /// Draws a whole number below `bound`, which is positive, without bias.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0 && bound <= UInt32.max, "A bound is between 1 and 2³².")
    // D. Lemire, "Fast Random Integer Generation in an Interval", 2019.
    let range = UInt32(truncatingIfNeeded: bound)
    let threshold = (0 &- range) % range
    while true {
      let product = UInt64(bits()) * UInt64(range)
      if UInt32(truncatingIfNeeded: product) >= threshold { return Int(product >> 32) }
    }
  }

  /// Draws from the standard normal distribution.
  public mutating func normal() -> Float {
    // G. E. P. Box and M. E. Muller, 1958; the first uniform is moved off zero.
    let radius = (-2 * log(Double(1 - uniform()))).squareRoot()
    return Float(radius * cos(2 * Double.pi * Double(uniform())))
  }

  /// A vector of numbers drawn from the normal distribution of mean 0 and deviation 1: noise.
  ///
  /// The numbers are those of the whole stream from its beginning, whatever was drawn before, and
  /// not those of ``normal()``; they come sixteen at a time. None is larger than 5.7.
  public func noise(_ count: Int) -> Tensor {
    var noise = Tensor(uninitialized: [count])
    var target = noise.mutableSpan
    fillNormal(&target, deviation: 1, key: generator.key, place: place)
    return noise
  }

  /// Draws an order of `count` things, every order as likely as any other.
  public mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    // R. A. Fisher and F. Yates, in the form of R. Durstenfeld, 1964.
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }
}

extension Tensor {
  /// Makes a tensor of numbers drawn evenly between `-bound` and `bound`.
  public init(uniformWithin bound: Float, shape: [Int], from stream: inout RandomStream) {
    self.init(uninitialized: shape)
    var target = mutableSpan
    Kernels.fill(&target) { [stream] start in
      var draws = stream.ahead(by: start)
      return { (2 * draws.uniform() - 1) * bound }
    }
    stream = stream.ahead(by: target.count)
  }

  /// Makes a tensor of numbers drawn from the normal distribution of mean 0.
  public init(normalWithDeviation deviation: Float, shape: [Int], from stream: inout RandomStream) {
    self.init(uninitialized: shape)
    var target = mutableSpan
    Kernels.fill(&target) { [stream] start in
      // A number of the normal distribution takes two draws.
      var draws = stream.ahead(by: 2 * start)
      return { draws.normal() * deviation }
    }
    stream = stream.ahead(by: 2 * target.count)
  }
}
