/// The weight of a convolution over time as the kernels of products read it, packed once for all tiles.
struct PackedTimeWeight: Sendable {
  /// The right operand of each tap group's product.
  private let groups: [Floats]

  /// The packed right operand of a tap group's product.
  subscript(group: Int) -> Floats { groups[group] }

  /// What is multiplied with the weight.
  enum Side: Sendable {
    /// Windows, for the results of the convolution.
    case forward
    /// The gradient of the results, for the gradient of the input.
    case backward
  }

  /// Calls `body` with the packed form of a weight of outputs × inputs × taps.
  static func withPacked(
    _ weight: Floats, of convolution: TimeConvolution, for side: Side,
    _ body: (PackedTimeWeight) -> Void
  ) {
    let count = convolution.operands(of: weight, side).reduce(0) { $0 + $1.packedCount }
    withScratch(count: count) { packed in
      var groups: [Floats] = []
      withScratch(count: weight.count) { ordered in
        convolution.pack(weight, into: ordered)
        var first = 0
        for operand in convolution.operands(of: ordered, side) {
          let group = packed[first..<first + operand.packedCount]
          operand.packOnAllCores(into: group)
          groups.append(group)
          first += group.count
        }
      }
      body(PackedTimeWeight(groups: groups))
    }
  }
}

extension TimeConvolution {
  /// The right operands of the tap groups' products, in a weight of taps × inputs × outputs.
  fileprivate func operands(of weight: Floats, _ side: PackedTimeWeight.Side) -> [RightOperand] {
    (0..<groups).map { group in
      let (length, offset) = (windowLength(group), weightLayout(group).offset)
      return side == .forward
        ? RightOperand(
          elements: weight, layout: weightLayout(group), columns: outputs, inner: length)
        : RightOperand(
          elements: weight, layout: MatrixLayout(offset: offset, stride: outputs, .transposed),
          columns: length, inner: outputs)
    }
  }
}
