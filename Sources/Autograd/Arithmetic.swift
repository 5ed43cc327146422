internal import Kernels
internal import Tensors

/// Returns `x + y`, element by element; both have one shape.
public func add(_ x: Variable, _ y: Variable) -> Variable {
  precondition(x.shape == y.shape, "\(x.shape) and \(y.shape) cannot be added.")
  let value = x.value.combined(with: y.value) { Kernels.add($0, $1, into: &$2) }
  return Variable(value, from: [x, y]) { [$0, $0] }
}

/// Returns `x · y`, element by element; both have one shape.
public func multiply(_ x: Variable, _ y: Variable) -> Variable {
  precondition(x.shape == y.shape, "\(x.shape) and \(y.shape) cannot be multiplied.")
  let value = x.value.combined(with: y.value) { Kernels.multiply($0, $1, into: &$2) }
  return Variable(value, from: [x, y]) { dz in
    [
      x.isTracked ? dz.combined(with: y.value) { Kernels.multiply($0, $1, into: &$2) } : nil,
      y.isTracked ? dz.combined(with: x.value) { Kernels.multiply($0, $1, into: &$2) } : nil,
    ]
  }
}

/// Returns `x` times a number.
public func scale(_ x: Variable, by factor: Float) -> Variable {
  Variable(x.value.mapped { affine($0, scale: factor, into: &$1) }, from: [x]) { dy in
    [dy.mapped { affine($0, scale: factor, into: &$1) }]
  }
}

/// Returns the sum of all elements, as a tensor without dimensions.
public func sum(_ x: Variable) -> Variable {
  let shape = x.shape
  return Variable(Tensor([Float(x.value.sum)], shape: []), from: [x]) { dy in
    [Tensor(repeating: dy.scalar ?? 0, shape: shape)]
  }
}

/// Returns the same elements under another shape.
public func reshape(_ x: Variable, _ shape: [Int]) -> Variable {
  let old = x.shape
  return Variable(x.value.reshaped(shape), from: [x]) { [$0.reshaped(old)] }
}
