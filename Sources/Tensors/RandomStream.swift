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

  private init(generator: Philox, place: SIMD2<UInt32>) {
    (self.generator, self.place) = (generator, place)
  }

  /// The stream of one of many things that draw for the same purpose at the same place, such as the
  /// sequences of a batch.
  ///
  /// - Parameter number: Which of them; no two have the same stream.
  /// - Returns: The stream, from its beginning.
  public func branch(_ number: Int) -> RandomStream {
    let bits = UInt64(bitPattern: Int64(number))
    // A permutation of its counter for each key, so that two numbers never give the same block.
    let mixed = generator.block(
      SIMD4(UInt32(truncatingIfNeeded: bits), UInt32(bits >> 32), place[0], place[1]))
    return RandomStream(
      generator: Philox(key: SIMD2(mixed[0], mixed[1])), place: SIMD2(mixed[2], mixed[3]))
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

  /// The stream as a dropout's mask takes it, which draws as ``uniform()`` does from the beginning of the
  /// stream on, whatever was drawn before.
  public var dropout: DropoutMask.Stream { (generator.key, place) }

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
