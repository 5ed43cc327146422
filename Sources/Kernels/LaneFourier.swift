internal import Glibc

/// A discrete Fourier transform of any length, of sixteen sequences side by side.
///
/// Stockham's self-sorting form of the mixed-radix algorithm (C. Van Loan, "Computational
/// Frameworks for the Fast Fourier Transform", 1992, section 1.7): a stage of radix r takes, for
/// every p below m = n / r, the elements p, p + m, p + 2m…, transforms them, turns result j by
/// exp(-2πi·jp/n), and stores the r results next to one another; the next stage has length m.
/// With a sequence in every lane, no stage moves numbers between lanes.
struct LaneFourier: Sendable {
  /// The number of complex elements of a sequence.
  let length: Int

  private let stages: [FourierStage]

  /// Plans a transform of `length` elements, at least 1.
  init(length: Int) {
    precondition(length >= 1, "A transform has at least one element.")
    self.length = length
    var stages: [FourierStage] = []
    var (rest, stride) = (length, 1)
    for radix in Self.radices(of: length) {
      stages.append(FourierStage(radix: radix, length: rest, stride: stride))
      rest /= radix
      stride *= radix
    }
    self.stages = stages
  }

  /// Transforms what `first` holds; the other view is overwritten.
  ///
  /// - Returns: The view with the result: `first` or `second`.
  func transform(_ first: Floats, _ second: Floats) -> Floats {
    var (source, target) = (first, second)
    for stage in stages {
      stage.run(source, target)
      swap(&source, &target)
    }
    return source
  }

  /// The factors of `length`: fours before twos, then the odd primes.
  private static func radices(of length: Int) -> [Int] {
    var (rest, result, divisor) = (length, [Int](), 3)
    while rest.isMultiple(of: 4) {
      result.append(4)
      rest /= 4
    }
    if rest.isMultiple(of: 2) {
      result.append(2)
      rest /= 2
    }
    while rest > 1 {
      if divisor * divisor > rest { divisor = rest }
      while rest.isMultiple(of: divisor) {
        result.append(divisor)
        rest /= divisor
      }
      divisor += 2
    }
    return result
  }
}

/// The complex number exp(-2πi·numerator/denominator).
func rootOfUnity(_ numerator: Int, of denominator: Int) -> (re: Float, im: Float) {
  let angle = -2 * Double.pi * Double(numerator % denominator) / Double(denominator)
  return (Float(cos(angle)), Float(sin(angle)))
}
