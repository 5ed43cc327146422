public import Kernels
public import Tensors

// Simple versions of operations that another branch makes fast.

public func convolveTime(
  _ x: Variable, lengths: [Int], weight: Variable, bias: Variable?, stride: Int, padding: Int = 0,
  activation: Activation? = nil
) -> (Variable, lengths: [Int]) {
  let convolution = Convolution(
    bins: 1, inputChannels: x.value.rowLength, outputChannels: weight.shape[0], binKernel: 1,
    timeKernel: weight.shape[2], binStride: 1, timeStride: stride, binPadding: 0,
    timePadding: padding)
  let y = convolve(
    x, lengths: lengths, weight: weight,
    bias: bias ?? Variable(Tensor(zeros: [weight.shape[0]])), convolution)
  let frames = lengths.map { convolution.outputFrames($0) }
  return (activation.map { activate(y, $0) } ?? y, frames)
}

public func groupNorm(
  _ x: Variable, lengths: [Int], gain: Variable, bias: Variable, epsilon: Float = 1e-5,
  activation: Activation? = nil
) -> Variable {
  let columns = x.value.rowLength
  let (source, scale, shift) = (x.value.elements, gain.value.elements, bias.value.elements)
  var normal = source
  var roots: [[Float]] = []
  var start = 0
  for length in lengths {
    var root = [Float](repeating: 0, count: columns)
    for c in 0..<columns where length > 0 {
      let values = (start..<start + length).map { Double(source[$0 * columns + c]) }
      let mean = values.reduce(0, +) / Double(length)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(length)
      root[c] = Float(1 / (variance + Double(epsilon)).squareRoot())
      for (i, row) in (start..<start + length).enumerated() {
        normal[row * columns + c] = Float(values[i] - mean) * root[c]
      }
    }
    roots.append(root)
    start += length
  }
  let y = normal.enumerated().map { $1 * scale[$0 % columns] + shift[$0 % columns] }
  let kept = normal
  let keptRoots = roots
  let result = Variable(Tensor(y, shape: x.shape), from: [x, gain, bias]) { dy in
    let d = dy.elements
    var (dx, dg, db) = (
      [Float](repeating: 0, count: d.count), [Float](repeating: 0, count: columns),
      [Float](repeating: 0, count: columns)
    )
    var start = 0
    for (index, length) in lengths.enumerated() {
      for c in 0..<columns where length > 0 {
        var (a, b) = (0.0, 0.0)
        for row in start..<start + length {
          a += Double(d[row * columns + c])
          b += Double(d[row * columns + c] * kept[row * columns + c])
        }
        db[c] += Float(a)
        dg[c] += Float(b)
        let n = Double(length)
        for row in start..<start + length {
          let p = row * columns + c
          dx[p] =
            scale[c] * keptRoots[index][c]
            * Float(Double(d[p]) - a / n - Double(kept[p]) * b / n)
        }
      }
      start += length
    }
    return [Tensor(dx, shape: x.shape), Tensor(dg), Tensor(db)]
  }
  return activation.map { activate(result, $0) } ?? result
}

public func layerNorm(
  _ x: Variable, gain: Variable, bias: Variable, epsilon: Float = 1e-5, activation: Activation?
) -> Variable {
  let y = layerNorm(x, gain: gain, bias: bias, epsilon: epsilon)
  return activation.map { activate(y, $0) } ?? y
}

public func linear(
  _ x: Variable, weight: Variable, bias: Variable? = nil, activation: Activation?
) -> Variable {
  let y = linear(x, weight: weight, bias: bias)
  return activation.map { activate(y, $0) } ?? y
}

public func weightNormalised(gain: Variable, direction: Variable) -> Variable {
  let taps = direction.shape[2]
  let (g, v) = (gain.value.elements, direction.value.elements)
  var squares = [Double](repeating: 0, count: taps)
  for index in v.indices { squares[index % taps] += Double(v[index]) * Double(v[index]) }
  let norms = squares.map { $0.squareRoot() }
  let w = v.indices.map { Float(Double(v[$0]) * Double(g[$0 % taps]) / norms[$0 % taps]) }
  return Variable(Tensor(w, shape: direction.shape), from: [gain, direction]) { dw in
    let d = dw.elements
    var dots = [Double](repeating: 0, count: taps)
    for index in v.indices { dots[index % taps] += Double(d[index]) * Double(v[index]) }
    let dg = (0..<taps).map { Float(dots[$0] / norms[$0]) }
    let dv = v.indices.map { index in
      let t = index % taps
      return Float(
        Double(g[t]) / norms[t]
          * (Double(d[index]) - dots[t] * Double(v[index]) / (norms[t] * norms[t])))
    }
    return [Tensor(dg, shape: gain.shape), Tensor(dv, shape: direction.shape)]
  }
}

/// Rows and columns of a matrix, as an operation.
private func part(_ x: Variable, rows: [Int], columns: Range<Int>) -> Variable {
  let width = x.value.rowLength
  let source = x.value.elements
  let y = rows.flatMap { row in columns.map { source[row * width + $0] } }
  return Variable(Tensor(y, shape: [rows.count, columns.count]), from: [x]) { dy in
    let d = dy.elements
    var dx = [Float](repeating: 0, count: source.count)
    for (i, row) in rows.enumerated() {
      for (j, column) in columns.enumerated() {
        dx[row * width + column] += d[i * columns.count + j]
      }
    }
    return [Tensor(dx, shape: x.shape)]
  }
}

private func beside(_ parts: [Variable]) -> Variable {
  let rows = parts[0].value.rowCount
  let widths = parts.map(\.value.rowLength)
  let total = widths.reduce(0, +)
  var y = [Float](repeating: 0, count: rows * total)
  var offset = 0
  for part in parts {
    let e = part.value.elements
    let w = part.value.rowLength
    for row in 0..<rows { for c in 0..<w { y[row * total + offset + c] = e[row * w + c] } }
    offset += w
  }
  return Variable(Tensor(y, shape: [rows, total]), from: parts) { dy in
    let d = dy.elements
    var offset = 0
    return widths.map { w in
      defer { offset += w }
      return Tensor(
        (0..<rows).flatMap { row in (0..<w).map { d[row * total + offset + $0] } },
        shape: [rows, w])
    }
  }
}

public func positionalConvolution(
  _ x: Variable, lengths: [Int], weight: Variable, bias: Variable, groups: Int,
  activation: Activation? = nil
) -> Variable {
  let width = x.value.rowLength / groups
  let all = Array(0..<x.value.rowCount)
  let (outputs, inputs, taps) = (weight.shape[0], weight.shape[1], weight.shape[2])
  let flat = reshape(weight, [outputs, inputs * taps])
  let shift = reshape(bias, [outputs, 1])
  var frames: [Int] = []
  let parts = (0..<groups).map { group -> Variable in
    let own = Array(group * width..<(group + 1) * width)
    let (y, lengths) = convolveTime(
      part(x, rows: all, columns: group * width..<(group + 1) * width), lengths: lengths,
      weight: reshape(part(flat, rows: own, columns: 0..<inputs * taps), [width, inputs, taps]),
      bias: reshape(part(shift, rows: own, columns: 0..<1), [width]), stride: 1, padding: taps / 2)
    frames = lengths
    return y
  }
  var rows: [Int] = []
  var start = 0
  for (length, frames) in zip(lengths, frames) {
    rows += start..<start + length
    start += frames
  }
  let y = part(beside(parts), rows: rows, columns: 0..<outputs)
  return activation.map { activate(y, $0) } ?? y
}

public func gatedLinearUnit(_ x: Variable) -> Variable {
  let all = Array(0..<x.value.rowCount)
  let half = x.value.rowLength / 2
  return multiply(
    part(x, rows: all, columns: 0..<half),
    activate(part(x, rows: all, columns: half..<2 * half), .sigmoid))
}

public func attention(
  _ q: Variable, _ k: Variable, _ v: Variable, lengths: [Int], heads: Int,
  dropout: (probability: Float, stream: RandomStream)? = nil
) -> Variable {
  let size = q.value.rowLength / heads
  var start = 0
  var blocks: [Variable] = []
  for length in lengths where length > 0 {
    let rows = Array(start..<start + length)
    start += length
    blocks.append(
      beside(
        (0..<heads).map { head in
          let columns = head * size..<(head + 1) * size
          let (q, k, v) = (
            part(q, rows: rows, columns: columns), part(k, rows: rows, columns: columns),
            part(v, rows: rows, columns: columns)
          )
          var p = softmax(scale(linear(q, weight: k), by: 1 / Float(size).squareRoot()))
          if let dropout {
            p = Autograd.dropout(p, probability: dropout.probability, stream: dropout.stream)
          }
          return linear(p, weight: transposed(v))
        }))
  }
  return transposed(beside(blocks.map(transposed)))
}

private func transposed(_ x: Variable) -> Variable {
  func turn(_ t: Tensor) -> Tensor {
    let (r, c) = (t.rowCount, t.rowLength)
    let e = t.elements
    return Tensor((0..<c).flatMap { j in (0..<r).map { e[$0 * c + j] } }, shape: [c, r])
  }
  return Variable(turn(x.value), from: [x]) { [turn($0)] }
}

public func addNormalised(
  _ x: Variable, _ residual: Variable, gain: Variable, bias: Variable, epsilon: Float
) -> (sum: Variable, normalised: Variable) {
  let sum = add(x, residual)
  return (sum, layerNorm(sum, gain: gain, bias: bias, epsilon: epsilon))
}

public func batchNorm(
  _ x: Variable, gain: Variable, bias: Variable, mean: Tensor, variance: Tensor,
  epsilon: Float = 1e-5
) -> Variable {
  let columns = x.value.rowLength
  let (m, v) = (mean.elements, variance.elements)
  let roots = v.map { 1 / ($0 + epsilon).squareRoot() }
  let normal = x.value.elements.enumerated().map { ($1 - m[$0 % columns]) * roots[$0 % columns] }
  let (g, b) = (gain.value.elements, bias.value.elements)
  let y = normal.enumerated().map { $1 * g[$0 % columns] + b[$0 % columns] }
  return Variable(Tensor(y, shape: x.shape), from: [x, gain, bias]) { dy in
    let d = dy.elements
    var (dg, db) = ([Float](repeating: 0, count: columns), [Float](repeating: 0, count: columns))
    for index in d.indices {
      dg[index % columns] += d[index] * normal[index]
      db[index % columns] += d[index]
    }
    let dx = d.enumerated().map { $1 * g[$0 % columns] * roots[$0 % columns] }
    return [Tensor(dx, shape: x.shape), Tensor(dg), Tensor(db)]
  }
}

public func batchNorm(
  _ x: Variable, gain: Variable, bias: Variable, epsilon: Float = 1e-5
) -> (Variable, mean: Tensor, variance: Tensor) {
  let (rows, columns) = (x.value.rowCount, x.value.rowLength)
  let e = x.value.elements
  var (means, variances) = (
    [Float](repeating: 0, count: columns), [Float](repeating: 0, count: columns)
  )
  for c in 0..<columns where rows > 0 {
    let values = (0..<rows).map { Double(e[$0 * columns + c]) }
    let mean = values.reduce(0, +) / Double(rows)
    means[c] = Float(mean)
    variances[c] = Float(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows))
  }
  return (
    groupNorm(x, lengths: [rows], gain: gain, bias: bias, epsilon: epsilon), Tensor(means),
    Tensor(variances)
  )
}
