/// The mean and the covariance of the windows of a recording, in double precision.
///
/// They say what mean and variance a convolution will have, `w·m` and `wᵀ·C·w` for each output,
/// before it is computed and without it. Filters that let little through need the digits: the small
/// variance of such an output is what is left of the large ones of neighbouring samples.
struct WindowMoments {
  let size: Int
  /// The mean of each number of the window.
  private(set) var means: InlineArray<16, Double>
  /// The covariance of number i with all others, in row i.
  private(set) var covariances: InlineArray<16, SIMD16<Double>>

  /// Measures windows of `size` numbers, at most sixteen, that begin `step` apart in `x`.
  init(_ x: Floats, size: Int, step: Int, count: Int) {
    precondition(size <= 16 && count > 0, "A window has at most sixteen numbers.")
    self.size = size
    // Products of what is left of the mean lose no digits to a constant in the recording.
    let centre = SIMD16<Double>(
      repeating: (0..<x.count).reduce(0.0) { $0 + Double(x[$1]) } / Double(x.count))
    var sum = SIMD16<Double>.zero
    var products = InlineArray<16, SIMD16<Double>>(repeating: .zero)
    for index in 0..<count {
      let window = SIMD16<Double>(x[index * step..<x.count][part: 0]) - centre
      sum += window
      for row in 0..<size { products[row].addProduct(window, window[row]) }
    }
    let share = 1 / Double(count)
    means = InlineArray(repeating: 0)
    covariances = InlineArray(repeating: .zero)
    for row in 0..<size {
      means[row] = sum[row] * share + centre[0]
      covariances[row] = products[row] * share - sum * share * (sum[row] * share)
    }
  }

  /// The mean and the variance of the output whose weights stand in every `stride`th place.
  func moments(_ weight: Floats, first: Int, stride: Int) -> (mean: Double, variance: Double) {
    var (mean, variance) = (0.0, 0.0)
    for row in 0..<size {
      let w = Double(weight[first + row * stride])
      mean += w * means[row]
      var product = 0.0
      for column in 0..<size {
        product += covariances[row][column] * Double(weight[first + column * stride])
      }
      variance += w * product
    }
    return (mean, max(0, variance))
  }
}
